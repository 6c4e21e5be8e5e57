"""Measures inline mode: from the letters typed so far to the results, over what people type on the way to a question.

    python -m tests.bench.inline [--queries 500] [--sizes 1000,10000]

First the real knowledge, then made-up ones. Beginnings of questions, every second one with a slip of the finger; each
query is new, so that no result is remembered from the one before.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from functools import partial

from bot.answering.catalogue import catalogue
from bot.answering.engine import Engine
from bot.answering.finding import Finder
from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.rendering.browsing import Browser
from bot.rendering.inline import Inline
from tests.bench.machine import described, median_and_p99, timed
from tests.bench.synthetic import KNOWLEDGE, knowledge, questions
from tests.bench.typos import mistyped

PAGE = 20
WARM = 20
"""Queries that do not count: what is prepared on first need is prepared then."""


def typed(asked: Sequence[str], count: int, *, seed: int = 7) -> list[str]:
    """Return what stands there while questions are being typed: their beginnings."""
    rng = random.Random(f"{seed} typed")
    found: dict[str, None] = {}
    while len(found) < count:
        question = rng.choice(asked)
        begun = question[: rng.randrange(3, len(question) + 1)]
        found[mistyped(begun, rng, slips=1) if len(found) % 2 and len(begun) > 8 else begun] = None
    return list(found)


def measure(name: str, known: Knowledge, asked: Sequence[str], count: int) -> None:
    """Print the figures of one knowledge."""
    engine, orders = Engine(known), catalogue(known)
    finder, inline = Finder(engine, orders), Inline(known, Browser(known, orders))

    def answer(query: str) -> int:
        return len(inline.results(finder.find(query, "id"), "https://t.me/bot", 0, PAGE))

    queries = typed(asked, count + WARM)
    for query in queries[:WARM]:
        answer(query)
    times, busy, shown = [], [], 0
    for query in queries[WARM:]:
        before = time.process_time()
        results, milliseconds = timed(partial(answer, query))
        times.append(milliseconds)
        busy.append((time.process_time() - before) * 1e3)
        shown += results > 0
    middle, late = median_and_p99(times)
    own, own_late = median_and_p99(busy)
    print(
        f"{name:>12} {len(known.cooperations):>6} cooperations: median {middle:6.1f} ms, p99 {late:6.1f} ms,"
        f" slowest {max(times):6.1f} ms; of the processor {own:.1f} and {own_late:.1f} ms;"
        f" something found for {100 * shown / count:.0f} %",
        flush=True,
    )


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--sizes", default="1000")
    arguments = parser.parse_args()
    print(described())
    real = load(KNOWLEDGE)
    asked = [way for c in real.cooperations.values() for fact in c.facts for way in fact.questions]
    measure("real", real, asked, arguments.queries)
    for size in map(int, arguments.sizes.split(",")):
        made = knowledge(size)
        measure("made up", made, [one.text for one in questions(made, arguments.queries)], arguments.queries)


if __name__ == "__main__":
    main()
