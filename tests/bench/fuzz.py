"""Throws hostile updates at the whole bot and mutated files at the loader; prints what came of it.

    python -m tests.bench.fuzz [--updates 100000] [--files 10000] [--seed 7]

Updates go the whole way in this process: read as the webhook reads them, written into an inbox on SQLite, taken by the
desk, worked on by all handlers over the real knowledge, with every request checked against the Bot API's spec. A third
of them is by that spec, a third beyond it, a third no JSON any more or nearly none. What took over a second is done
once more with nothing beside it. Of the files nine in ten are those that the tests have made up, which are small, the
others those of the knowledge. Memory is that of the process after a twentieth, and at the end. Ends with 1 where
something went wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any

from bot import app, heap
from bot.answering.engine import Engine
from bot.config import read
from bot.handlers.memory import Memory
from bot.handlers.services import Services, State
from bot.handlers.shortcut import shortcut
from bot.knowledge import rules
from bot.knowledge.files import read as read_folder
from bot.knowledge.loading import load, read_files
from bot.receiving.desk import Desk, Ending
from bot.receiving.figures import Figures
from bot.receiving.incoming import NoUpdateError, received
from bot.receiving.keeping import Keeper
from bot.storage.opening import Storage
from bot.storage.records import Received
from bot.working import work_on
from tests.bench.hostile import Hostile, mutant
from tests.bench.machine import described, resident
from tests.botapi import offline
from tests.botapi.backend import Backend
from tests.botapi.offline import OfflineRequest
from tests.botapi.world import World
from tests.conftest import ROOT
from tests.knowledge.sample import FILES
from tests.storage.ready import opened

BATCH = 64
HANG = 1.0
"""Seconds above which an update or a file counts as a hang."""
GROWTH = 50.0
"""Megabytes by which the process may grow."""


@dataclass
class Found:
    """What came of it."""

    endings: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    """What handlers and the library made of updates, by kind of update and error."""
    crashes: list[str] = field(default_factory=list)
    """What must not happen."""
    requests: int = 0
    slowest: float = 0.0
    """Seconds."""
    hangs: int = 0
    before: float = 0.0
    after: float = 0.0
    seconds: float = 0.0

    @property
    def growth(self) -> float:
        """Megabytes since the start."""
        return self.after - self.before

    @property
    def sound(self) -> bool:
        """Whether nothing went wrong."""
        return not self.crashes and not self.hangs and self.growth <= GROWTH


class _Watch(logging.Handler):
    """Takes notice of what only the log tells."""

    def __init__(self, found: Found) -> None:
        super().__init__(logging.ERROR)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        fields: Mapping[str, object] = getattr(record, "fields", {})
        told = f"{record.getMessage()} {fields.get('error', '')} {fields.get('where', '')}"
        if record.name.startswith("bot.") and record.getMessage() in ("not an update", "update set aside"):
            return
        if record.name == "bot.handlers.errors":
            self._found.errors[told] += 1
        else:
            # The library's own words about an update would quote it; asyncio tells of what nobody waited for.
            self._found.crashes.append(f"{record.name}: {told[:300]}")


class Fuzz:
    """The bot under fire."""

    def __init__(self, engine: Engine, storage: Storage, found: Found) -> None:
        self._found, self._storage = found, storage
        self._request = OfflineRequest()
        # Ten seconds pass with each look at the clock: nobody asks too much.
        moments = count(step=10)
        services = Services(State.of(engine), read({}), storage, Memory(clock=lambda: float(next(moments))))
        self._services = services
        self.application = app.configure(offline.builder(self._request), services)
        refused, short = partial(found.crashes.append, "refused"), shortcut(services, self.application.bot)
        self._inner = work_on(self.application, _now, app.UPDATES, Figures(), refused, short)
        self._left: dict[int, str] = {}
        self._slow: list[Received] = []
        self._over = asyncio.Event()
        self._desk = Desk(storage, self._work, worker="alone", now=_now)
        self._keeper = Keeper(storage, self._desk.wake, self._desk)

    async def run(self, updates: int, seed: int) -> None:
        """Bring so many updates."""
        hostile = Hostile(seed)
        makers = (hostile.spec, hostile.beyond, hostile.torn)
        chance, numbers = random.Random(seed), count()
        running = asyncio.create_task(self._desk.run())
        for at in range(0, updates, BATCH):
            batch: dict[int, Received] = {}
            for _ in range(min(BATCH, updates - at)):
                maker = chance.choice(makers)
                one = self._received(maker(), next(numbers))
                if one is not None:
                    batch[one.update] = one
                    self._left[one.update] = maker.__name__
            if batch:
                self._over.clear()
                await self._keeper.many(list(batch.values()))
                await asyncio.wait_for(self._over.wait(), 120)
            await self._again()
            self._judged()
            if at <= updates // 20 < at + BATCH:
                self._found.before = _settled()
        self._found.after = _settled()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await self._desk.close(5)
        await self._services.settled()

    def _received(self, body: bytes, number: int) -> Received | None:
        try:
            one = received(body, _now())
        except NoUpdateError as error:
            self._found.endings[f"no update: {str(error)[:20]}"] += 1
            return None
        except Exception as error:  # what the webhook would fall over
            self._found.crashes.append(f"received: {type(error).__name__}")
            return None
        return Received(number, one.chat, one.body, one.received)

    async def _work(self, one: Received) -> tuple[Ending, str]:
        ending, error, began = Ending.FAILED, "", time.perf_counter()
        try:
            ending, error = await self._inner(one)
        except Exception as raised:
            # The desk takes care of it; a JSON so deep that it can be read at one place only is the one known case.
            error = type(raised).__name__
            if not isinstance(raised, RecursionError):
                self._found.crashes.append(f"work: {error}")
        finally:
            seconds = time.perf_counter() - began
            if seconds > HANG:
                self._slow.append(one)
            else:
                self._found.slowest = max(self._found.slowest, seconds)
            kind = self._left[one.update]
            last = one.attempts >= 2 or ending is not Ending.FAILED
            if ending is Ending.UNREACHABLE:
                self._found.crashes.append(f"unreachable: {error}")
            if last:
                # A malformed one is told with the place that is wrong, of which there are many.
                self._found.endings[f"{kind}: {ending.value} {error.partition(' ')[0]}".strip()] += 1
                if kind == "spec" and ending is Ending.FAILED:
                    self._found.crashes.append(f"by the spec, failed: {error} {one.body[:300]!r}")
                del self._left[one.update]
            if not self._left:
                self._over.set()
        return ending, error

    async def _again(self) -> None:
        """Do alone what took long among others."""
        slow, self._slow = self._slow, []
        for one in slow:
            # What is remembered of the same question shall not help.
            self._services.state.answered.drop(lambda _: True)
            began = time.perf_counter()
            await self._inner(one)
            seconds = time.perf_counter() - began
            self._found.slowest = max(self._found.slowest, seconds)
            if seconds > HANG:
                self._found.hangs += 1
                self._found.crashes.append(f"{seconds:.1f} s: {one.body[:300]!r}")

    def _judged(self) -> None:
        backend = self._request.backend
        self._found.requests += len(backend.calls)
        self._found.crashes += [problem[:300] for problem in backend.problems()]
        self._request.backend = Backend(World(lenient=True))


def _now() -> datetime:
    return datetime.now(UTC)


def _settled() -> float:
    gc.collect()
    return resident()


def updates(engine: Engine, number: int, seed: int) -> Found:
    """Throw updates."""
    found = Found()
    watch, root = _Watch(found), logging.getLogger()
    root.addHandler(watch)
    # A record that cannot be written is one that crashed its writer.
    began = time.perf_counter()

    async def story() -> None:
        async with opened() as storage:
            fuzz = Fuzz(engine, storage, found)
            async with fuzz.application:
                await fuzz.run(number, seed)

    try:
        asyncio.run(story())
    finally:
        root.removeHandler(watch)
    found.seconds = time.perf_counter() - began
    return found


def files(contents: Mapping[str, bytes], number: int, seed: int) -> Found:
    """Load so many mutants of a knowledge, each with one of its files mutated."""
    found, chance, names = Found(), random.Random(seed), sorted(contents)
    before: dict[str, tuple[bytes, Any]] = {}
    began = time.perf_counter()
    for at in range(number):
        name = chance.choice(names)
        changed = {**contents, name: mutant(contents[name], chance)}
        seconds, ending = HANG, "crashed"
        for _ in range(3):
            # What takes long because the machine is busy does so only once.
            start = time.perf_counter()
            try:
                ending = _loaded(changed, before)
            except Exception as error:
                found.crashes.append(f"{name}: {type(error).__name__} {error!s:.100}")
            seconds = time.perf_counter() - start
            if seconds <= HANG:
                break
        found.endings[ending] += 1
        found.slowest = max(found.slowest, seconds)
        if seconds > HANG:
            found.hangs += 1
            found.crashes.append(f"{seconds:.1f} s: {name}")
        if at == number // 20:
            found.before = _settled()
    found.after, found.seconds = _settled(), time.perf_counter() - began
    return found


def _loaded(changed: Mapping[str, bytes], before: dict[str, tuple[bytes, Any]]) -> str:
    loaded, problems = read_files(changed, before=before)
    problems += rules.check(loaded)
    if any(problem.severity == "error" for problem in problems):
        return "refused"
    loaded.knowledge()
    return "loaded"


def told(title: str, number: int, found: Found) -> None:
    """Print what was found."""
    print(f"{title}: {number:,} in {found.seconds:.0f} s, slowest {found.slowest * 1e3:.0f} ms, {found.hangs} hangs")
    print(f"  memory {found.before:.0f} MB after a twentieth, {found.after:.0f} MB at the end, {found.growth:+.0f} MB")
    print(f"  {found.requests:,} requests to Telegram") if found.requests else None
    for what, many in found.endings.most_common():
        print(f"  {many:7,} {what}")
    for what, many in found.errors.most_common(20):
        print(f"  {many:7,} logged: {what[:400]}")
    for what, many in Counter(found.crashes).most_common(20):
        print(f"  WRONG {many:,} {what}")


def main() -> int:
    """Throw everything and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    heap.settle()
    logging.basicConfig(level=logging.ERROR, handlers=[logging.NullHandler()])
    print(described(), f"seed {arguments.seed}", sep=", ", flush=True)
    results = []
    if arguments.files:
        small = {name: content.encode() for name, content in FILES.items()}
        real = read_folder(ROOT / "knowledge").files
        for title, contents, share in (("files of the tests", small, 0.9), ("files of the knowledge", real, 0.1)):
            number = round(arguments.files * share)
            results.append(files(contents, number, arguments.seed))
            told(title, number, results[-1])
    if arguments.updates:
        results.append(updates(Engine(load(ROOT / "knowledge")), arguments.updates, arguments.seed))
        told("updates", arguments.updates, results[-1])
    return 0 if all(one.sound for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
