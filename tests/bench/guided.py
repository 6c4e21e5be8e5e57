"""Throws bytes at the update path, guided by the code that they reach; needs atheris, of the `bench` extra.

    python -m tests.bench.guided [--runs 200000] [--seconds 600] [--seed 7]

It begins from updates by the Bot API's spec, and changes them so that they come to lines of the bot where nothing has
been before. Each goes from its bytes to its ending: read, looked at, brought before all handlers over the real
knowledge, every request checked against the spec. It stops with an error at the first at which a handler fails, a
request is wrong, or that takes over five seconds, and names the file that holds it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests.bench.hostile import Hostile

SEEDS = 300
LONGEST = 4096
"""Bytes of an update."""
HANG = 5
"""Seconds above which an update counts as a hang, also on a busy machine."""


def main() -> int:
    """Throw, and print what libFuzzer prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=200_000)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    if find_spec("atheris") is None:
        print("atheris is not installed: pip install atheris", file=sys.stderr)
        return 2
    # By name: where it is not installed, as in CI, there are no types to check it by.
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["bot"]):
        from bot.answering.engine import Engine
        from bot.knowledge.loading import load
        from tests.conftest import ROOT
        from tests.receiving.brought import bringing
    with tempfile.TemporaryDirectory() as folder, bringing(Engine(load(ROOT / "knowledge"))) as bring:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        hostile = Hostile(arguments.seed)
        for number in range(SEEDS):
            (corpus / str(number)).write_bytes(hostile.spec())
        limits = [f"-runs={arguments.runs}", f"-max_total_time={arguments.seconds}", f"-max_len={LONGEST}"]
        more = [f"-seed={arguments.seed}", f"-timeout={HANG}", "-print_final_stats=1"]
        more.append(f"-artifact_prefix={tempfile.gettempdir()}/")
        atheris.Setup([sys.argv[0], *limits, *more, str(corpus)], bring)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
