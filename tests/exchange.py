"""`python -m tests.exchange`: runs the commands that README.md shows and writes what they print under them."""

from __future__ import annotations

import contextlib
import io
import re
import shlex

from bot import __main__
from tests.conftest import ROOT

README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=\n```$)", re.MULTILINE | re.DOTALL)


def shown(readme: str) -> list[tuple[str, str]]:
    """Return each command that the page shows, with what the page says that it prints."""
    block = BLOCK.search(readme)
    assert block, "README.md shows no exchange"
    halves = [part.partition("\n") for part in re.split(r"^\$ ", block[0], flags=re.MULTILINE)[1:]]
    return [(command, output.strip("\n")) for command, _, output in halves]


def printed(command: str) -> str:
    """Return what a command line of the program really prints."""
    program, *arguments = shlex.split(command)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        assert (program, __main__.main(arguments)) == ("simpul", 0)
    return output.getvalue().strip("\n")


def main() -> None:
    """Bring the page up to date."""
    readme = README.read_text(encoding="utf-8")
    block = "\n\n".join(f"$ {command}\n{printed(command)}" for command, _ in shown(readme))
    README.write_text(BLOCK.sub(lambda _: block, readme, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
