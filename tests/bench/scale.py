"""Measures building, memory and answering on made-up knowledge of growing size, beside peers on the same documents.

    python -m tests.bench.scale [--sizes 100,1000,10000,100000] [--questions 300] [--without-peers]

Every size runs in a process of its own. Half of the questions carry one slip of the finger. Simpul answers as a whole
(`Engine.answer`); the peers only search, which is the smaller part. So Simpul's search is shown alone too, and the
ratio beside a peer is that of the searches. How often a search finds the very record first is told beside it, for
questions as they are and with two slips: one that does not repair is soon done. Times are those of the processor, so
that what else runs on the machine counts as little as it can.
"""

from __future__ import annotations

import argparse
import gc
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial

from bot.answering.engine import Engine
from bot.answering.entries import documents, entries
from bot.answering.outcomes import Answer, Clarify
from tests.bench import contenders
from tests.bench.contenders import Find, Unit
from tests.bench.machine import busy, described, median_and_p99, resident
from tests.bench.synthetic import Asked, knowledge, questions
from tests.bench.typos import mistyped

SIZES = (100, 1_000, 10_000, 100_000)
PEERS = ("rapidfuzz token_set_ratio", "tantivy + fuzzy", "TF-IDF, characters 3-5", "bm25s", "SQLite FTS5, words")
"""The first three repair slips, the others find nothing by a mistyped word."""
SLOW = 30.0
"""Milliseconds a question from which a peer is asked only a few."""
FEW = 30
"""How many."""


def with_slips(asked: Sequence[Asked], seed: int = 7) -> list[str]:
    """Return the questions, every second one with a slip."""
    rng = random.Random(f"{seed} slips")
    return [mistyped(one.text, rng, slips=1) if at % 2 else one.text for at, one in enumerate(asked)]


def times(work: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float]:
    """Return median and 99th percentile of the milliseconds of each text, after a few that do not count."""
    _, first = busy(partial(work, texts[0]))
    chosen = texts if first < SLOW else texts[:FEW]
    return median_and_p99([busy(partial(work, text))[1] for text in chosen])


def answers(record: str, one: Asked) -> bool:
    """Whether a record answers a question on one cooperation: any of its records, where no detail is asked."""
    return record == f"{one.about}/{one.kind}" or (one.kind == "ringkasan" and record.partition("/")[0] == one.about)


def first_right(first: Callable[[str], str], asked: Sequence[Asked], milliseconds: float) -> str:
    """Return how many in a hundred questions find their record first, as they are and with two slips."""
    # Which cooperations a city has is answered by several records.
    single = [one for one in asked if one.kind != "partner"][: None if milliseconds < SLOW else FEW]
    rng = random.Random("two slips")
    shares = []
    for slips in (0, 2):
        right = sum(answers(first(mistyped(one.text, rng, slips=slips)), one) for one in single)
        shares.append(f"{100 * right / len(single):8.1f}")
    return "".join(shares)


def measure(size: int, count: int, *, peers: bool) -> None:
    """Print the figures of one size."""
    known = knowledge(size)
    asked = questions(known, count + 20)
    texts = with_slips(asked)
    gc.collect()
    before = resident()
    gc.disable()  # as the bot does: nothing of what is built becomes garbage
    engine, building = busy(partial(Engine, known))
    gc.enable()
    gc.collect()
    records = len(engine.entries)
    grown = (resident() - before) * 1e3 / records
    gc.freeze()
    for text in texts[count:]:
        engine.answer(text)
    middle, late = times(engine.answer, texts[:count])
    right = 0
    for one, text in zip(asked[:count], texts, strict=False):
        outcome = engine.answer(text)
        names = isinstance(outcome, Clarify) or (isinstance(outcome, Answer) and outcome.entry in (one.about, None))
        right += names
    print(
        f"{size:>7} {'Simpul, whole answer':26}{records:>8}{building / 1e3:9.2f} s{grown:8.2f} KB"
        f"{middle:9.2f}{late:9.2f}{'':24}  about the right one: {100 * right / count:.0f} %",
        flush=True,
    )
    # Other questions than those answered, of which the index remembers how it read them.
    asked = questions(known, count, seed=8)
    texts = with_slips(asked, seed=8)
    search, search_late = times(partial(engine.index.search, limit=10), texts)
    right_first = first_right(lambda text: next((h.id for h in engine.index.search(text)), ""), asked, search)
    print(f"{size:>7} {'Simpul, search alone':26}{'':29}{search:9.2f}{search_late:9.2f}{right_first}", flush=True)
    if not peers:
        return
    units = [Unit(d.id, d.questions, f"{d.answer} {d.context}") for d in documents(known, entries(known))]
    for name, build in contenders.available():
        if name in PEERS:
            find, peer_building = busy(partial(build, units))
            peer, peer_late = times(partial(find, limit=10), texts)
            right_first = first_right(partial(_first, find, units), asked, peer)
            print(
                f"{size:>7} {name:26}{len(units):>8}{peer_building / 1e3:9.2f} s{'':11}{peer:9.2f}{peer_late:9.2f}"
                f"{right_first}{search / peer:8.2f}",
                flush=True,
            )


def _first(find: Find, units: Sequence[Unit], text: str) -> str:
    """Return the id of what a peer finds first."""
    found = find(text, 10)
    return units[found[0][0]].id if found else ""


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--without-peers", action="store_true")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    if len(sizes) == 1:
        measure(sizes[0], arguments.questions, peers=not arguments.without_peers)
        return
    print(described())
    print(f"{'':80}{'% found first':>16}")
    print(
        f"{'size':>7} {'':26}{'records':>8}{'building':>11}{'a record':>11}{'median':>9}{'p99 ms':>9}"
        f"{'clean':>8}{'2 slips':>8}{'ratio':>8}"
    )
    for size in sizes:
        command = [
            sys.executable,
            "-m",
            "tests.bench.scale",
            "--sizes",
            str(size),
            "--questions",
            str(arguments.questions),
        ]
        subprocess.run(command + ["--without-peers"] * arguments.without_peers, check=True)


if __name__ == "__main__":
    main()
