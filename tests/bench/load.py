"""Measures whole bots behind a webhook: updates a second, waiting, processor and memory, beside bare echoes.

    python -m tests.bench.load [--only NAME ...] [--updates 2000] [--rounds 3] [--cooperations 1000] [--a-minute 60]

Every bot is a process of its own on one core; Telegram, both the posts to the webhook and the Bot API that takes the
messages, is this process on another. The questions are those of tests/questions from many private chats, every second
with a slip of the finger, so that few are the same; with --cooperations they are about so many made-up ones. First come
as many updates as the bot can take, 64 at once, then half as many a second, evenly. Waiting is from the post to the
arrival of `sendMessage`. The bots take turns, and the median over the rounds is shown.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.bench.folders import written
from tests.bench.machine import described, median_and_p99
from tests.bench.posting import Poster
from tests.bench.processes import cpu_seconds, megabytes
from tests.bench.stub import TOKEN, Stub
from tests.bench.synthetic import knowledge, questions
from tests.bench.traffic import Traffic
from tests.conftest import ROOT
from tests.grading import cases

CONTENDERS: Mapping[str, Sequence[str]] = {
    "simpul": ("-m", "bot"),
    "echo-ptb": ("-m", "tests.bench.echoes", "ptb"),
    "echo-ptb-aiohttp": ("-m", "tests.bench.echoes", "ptb-aiohttp"),
    "echo-aiogram": ("-m", "tests.bench.echoes", "aiogram"),
}
QUESTIONS = ("dev.jsonl", "own.jsonl", "unseen.jsonl")
SECRET = "bench-secret-0123456789"
AT_ONCE, WARMING = 64, 200
SECONDS_TO_START = 120.0


@dataclass
class Figures:
    """What was measured of a bot, a value a round."""

    first: list[float] = field(default_factory=list)
    """Seconds from the start of the process to the first message."""
    rate: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Milliseconds of processor an update, as fast as it goes."""
    full: list[tuple[float, float]] = field(default_factory=list)
    """Median and 99th percentile of the milliseconds of waiting, as fast as it goes."""
    half: list[tuple[float, float]] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    """Megabytes after the first message, ten minutes and an hour; of the last round."""
    lost: int = 0

    def row(self, name: str) -> str:
        """Return the line of the table."""
        full, half = (
            [statistics.median(part) for part in zip(*pairs, strict=True)] for pairs in (self.full, self.half)
        )
        memory = " ".join(f"{value:6.0f}" for value in self.memory)
        return (
            f"{name:18}{statistics.median(self.first):8.2f}{statistics.median(self.rate):9.0f}"
            f"{statistics.median(self.cpu):9.2f}{full[0]:8.1f}{full[1]:8.1f}{half[0]:9.1f}{half[1]:8.1f}   "
            f"{memory:22}{self.lost:5}"
        )


def conversations() -> list[list[str]]:
    """Return the turns of every case."""
    folder = ROOT / "tests" / "questions"
    return [list(case["turns"]) for name in QUESTIONS for case in cases(folder / name)]


@dataclass(frozen=True)
class Scene:
    """What is known, and what is asked."""

    conversations: list[list[str]]
    chats: int
    knowledge: Path | None = None
    """Folder of the bot's knowledge; its own where None."""


def scene(chats: int, cooperations: int, seed: int, folder: Path) -> Scene:
    """Return the real knowledge and questions, or made-up ones."""
    if not cooperations:
        return Scene(conversations(), chats)
    known = knowledge(cooperations, seed=seed)
    written(known, folder)
    return Scene([[one.text] for one in questions(known, 1000, seed=seed)], chats, folder)


class Running:
    """A bot's process and the Telegram around it."""

    def __init__(self, command: Sequence[str], scene: Scene, seed: int) -> None:
        self._command, self._knowledge = command, scene.knowledge
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.poster = Poster(f"http://127.0.0.1:{self._port}", SECRET)
        self.stub = Stub(self.poster.answered)
        self._traffic = Traffic(scene.conversations, scene.chats, seed=seed)
        self._folder = tempfile.TemporaryDirectory()
        self.lost = 0

    async def start(self) -> float:
        """Start the process; return the seconds until the first message."""
        await self.stub.start()
        began = time.perf_counter()
        self._process = self._spawned()
        chat, body = self._traffic.next()
        while await self.poster.deliver(chat, body) is None:
            if self._process.poll() is not None or time.perf_counter() - began > SECONDS_TO_START:
                raise SystemExit(f"{' '.join(self._command)} does not answer")
            await asyncio.sleep(0.005)
        self.poster.refused = 0
        return time.perf_counter() - began

    def _spawned(self) -> subprocess.Popen[bytes]:
        environ = {name: value for name, value in os.environ.items() if not name.endswith(("_URL", "_PORT"))}
        environ |= {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.stub.url,
            "WEBHOOK_URL": "https://bot.example.org",
            "WEBHOOK_SECRET": SECRET,
            "PORT": str(self._port),
            "DATABASE_URL": f"sqlite:///{self._folder.name}/bench.db",
            "LOG_LEVEL": "ERROR",
            # As where it is installed: compiled once, and not at every start.
            "PYTHONPYCACHEPREFIX": os.path.join(tempfile.gettempdir(), "simpul-bench-compiled"),
        }
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        if self._knowledge:
            environ["KNOWLEDGE_DIR"] = str(self._knowledge)
        return subprocess.Popen(
            [sys.executable, *self._command],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(_settle, 0),
        )

    async def flood(self, count: int) -> tuple[float, float, tuple[float, float]]:
        """Post as fast as the bot answers; return updates a second, processor an update, median and p99 of waiting."""
        found: list[float | None] = []

        last = self.posted + count

        async def person() -> None:
            while self.posted < last:
                found.append(await self.poster.deliver(*self._traffic.next()))

        cpu, began = cpu_seconds(self._process.pid), time.perf_counter()
        await asyncio.gather(*(person() for _ in range(AT_ONCE)))
        took, used = time.perf_counter() - began, cpu_seconds(self._process.pid) - cpu
        return len(found) / took, used * 1e3 / len(found), self._waiting(found)

    async def steadily(self, rate: float, count: int) -> tuple[float, float]:
        """Post so many a second, whatever becomes of them; return median and 99th percentile of waiting."""
        loop = asyncio.get_running_loop()
        began, tasks = loop.time(), []
        for at in range(count):
            await asyncio.sleep(began + at / rate - loop.time())
            tasks.append(asyncio.create_task(self.poster.deliver(*self._traffic.next())))
        return self._waiting(await asyncio.gather(*tasks))

    def _waiting(self, found: Sequence[float | None]) -> tuple[float, float]:
        times = [seconds * 1e3 for seconds in found if seconds is not None]
        self.lost += len(found) - len(times)
        return median_and_p99(times or [float("nan")])

    @property
    def posted(self) -> int:
        """Updates so far."""
        return self._traffic.made

    def megabytes(self) -> float:
        """Return the memory of the process."""
        return megabytes(self._process.pid)

    def stop(self) -> None:
        """End the process."""
        self.poster.close()
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.stub.stop()
        self._folder.cleanup()


def _settle(core: int) -> None:
    """Keep this process to one core, where there are two."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


async def measure(running: Running, into: Figures, updates: int, minutes: Sequence[int]) -> None:
    """Measure one bot once; `minutes` are the numbers of updates after which memory is read."""
    into.first.append(await running.start())
    try:
        memory = [running.megabytes()]
        # Before the rest, whose updates would count among those of the first minutes.
        for number in minutes:
            await running.flood(number - running.posted)
            memory.append(running.megabytes())
        await running.flood(WARMING)
        rate, cpu, waiting = await running.flood(updates)
        into.rate.append(rate)
        into.cpu.append(cpu)
        into.full.append(waiting)
        into.half.append(await running.steadily(rate / 2, updates // 2))
        into.memory = memory
        into.lost += running.lost
    finally:
        running.stop()


async def compare(arguments: argparse.Namespace, scene: Scene) -> None:
    """Measure all bots, round after round."""
    found = {name: Figures() for name in CONTENDERS if not arguments.only or name in arguments.only}
    waiting = f"{'waiting':>8}{'p99':>8}{'at half':>9}{'p99':>8}"
    print(
        f"{'':18}{'first s':>8}{'a second':>9}{'CPU ms':>9}{waiting}   {'MB 0, 10, 60 min.':22}{'lost':>5}", flush=True
    )
    for at in range(arguments.rounds):
        for name, figures in found.items():
            # Memory takes its time, and does not change from round to round.
            last = at == arguments.rounds - 1
            minutes = [arguments.a_minute * 10, arguments.a_minute * 60] if last else []
            running = Running(CONTENDERS[name], scene, arguments.seed + at)
            await measure(running, figures, arguments.updates, minutes)
            if last:
                print(figures.row(name), flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=tuple(CONTENDERS))
    parser.add_argument("--updates", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--chats", type=int, default=5000)
    parser.add_argument("--cooperations", type=int, default=0, help="how many to make up; 0 is the real knowledge")
    parser.add_argument("--a-minute", type=int, default=60, help="updates a minute that memory is read for")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    _settle(1)
    # Who is told to end takes the bots along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(described(), f"seed {arguments.seed}", sep=", ")
    with tempfile.TemporaryDirectory() as folder:
        told = scene(arguments.chats, arguments.cooperations, arguments.seed, Path(folder))
        asyncio.run(compare(arguments, told))


if __name__ == "__main__":
    main()
