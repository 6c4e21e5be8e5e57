"""Measures a reload of made-up knowledge while questions are asked: its time, and how long others are held up by it.

    python -m tests.bench.reload [--records 10000] [--times 2]

A record is an entry of the index. One file changes between two reloads. Beside each reload stand the same figures while
nothing is loaded: on a busy machine these are not small either.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.answering.dialogue import START
from bot.config import read
from bot.handlers.publishing import Publisher
from bot.handlers.services import Services
from tests.bench.folders import written
from tests.bench.machine import described
from tests.bench.synthetic import knowledge
from tests.storage.ready import opened

ENTRIES = 3
"""Of a made-up cooperation: itself and its facts."""
QUIET = 5.0
"""Seconds."""


class Watch:
    """Asks questions one after the other, and looks how late the loop wakes up meanwhile; milliseconds."""

    def __init__(self, services: Services) -> None:
        self._services = services
        every = services.state.knowledge.cooperations.values()
        self._questions = [one.facts[0].questions.id[0] for one in every if one.facts and one.facts[0].questions.id]
        self.late: list[float] = []
        self.answers: list[float] = []

    async def wake(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.002)
            self.late.append((time.perf_counter() - begun) * 1e3 - 2)

    async def ask(self) -> None:
        for number in range(10**9):
            question, begun = self._questions[number % len(self._questions)], time.perf_counter()
            await asyncio.to_thread(self._services.state.engine.answer, question, START, None)
            self.answers.append((time.perf_counter() - begun) * 1e3)
            await asyncio.sleep(0.02)

    def told(self, name: str, seconds: float) -> None:
        """Print what was seen since the last time."""
        late, answers = sorted(self.late), sorted(self.answers)
        self.late, self.answers = [], []
        print(
            f"{name:10}{seconds:7.1f} s   loop late: p99 {_at(late, 0.99):5.0f} ms, most {late[-1]:5.0f} ms   "
            f"answers: median {_at(answers, 0.5):5.0f} ms, p99 {_at(answers, 0.99):4.0f} ms, most {answers[-1]:4.0f}",
            flush=True,
        )


def _at(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


async def _measure(folder: Path, times: int) -> None:
    async with opened() as storage:
        services = Services(None, read({"KNOWLEDGE_DIR": str(folder)}), storage)
        publisher = services.publisher = Publisher(services)
        await publisher.begin()
        print(f"{len(services.state.engine.entries)} records")
        watch = Watch(services)
        beside = [asyncio.create_task(watch.wake()), asyncio.create_task(watch.ask())]
        file = next((folder / "cooperations").iterdir())
        for _ in range(times):
            await asyncio.sleep(QUIET)
            watch.told("quiet", QUIET)
            with file.open("a") as stream:
                stream.write("# changed\n")
            begun = time.perf_counter()
            await publisher.publish(await publisher.prepare(), "1")
            watch.told("reload", time.perf_counter() - begun)
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=2)
    arguments = parser.parse_args()
    print(described())
    with tempfile.TemporaryDirectory() as folder:
        written(knowledge(-(-arguments.records // ENTRIES)), Path(folder))
        asyncio.run(_measure(Path(folder), arguments.times))


if __name__ == "__main__":
    main()
