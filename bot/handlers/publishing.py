"""Which knowledge is in use: prepared aside, proposed, put in place at once, kept as a version, rolled back.

Shared by the features for curators; what it is told by them it does, whoever may tell it is theirs to know.

NothingToUseError
    raised by `Publisher.begin` where neither the folder nor a version kept can be used, with every problem.
StaleError
    raised by `Publisher.publish` where the knowledge has changed since the proposal was made.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import weakref
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path

from bot.answering.engine import Engine
from bot.curating import golden
from bot.curating.build import Built, build
from bot.curating.golden import Miss
from bot.curating.proofreading import proofread
from bot.curating.retiring import Retired
from bot.handlers.services import Services, State
from bot.knowledge import files as folder_files
from bot.knowledge.counting import counts
from bot.knowledge.difference import Difference, difference
from bot.knowledge.exporting import exported, taken_over
from bot.knowledge.files import Files, Overlay
from bot.knowledge.model import Knowledge
from bot.knowledge.parsed import Read
from bot.knowledge.problems import KnowledgeError, Problem
from bot.storage.opening import StorageError
from bot.storage.records import Version

logger = logging.getLogger(__name__)

CHANNEL = "knowledge"
"""On which other processes are told the number of the version in use."""
MOST_REMOVED = 1 / 5
"""Share of the cooperations above which their removal is asked about first."""
_GIT_SECONDS = 5
_LOOK_AGAIN = 1.0
"""Seconds after which it is looked again whether somebody still answers with an engine that has been replaced."""
_TELLING, _FREEING = "telling", "freeing"

Listener = Callable[[Knowledge, Knowledge], Awaitable[None]]
"""Is told the knowledge before and after it was changed."""


class NothingToUseError(KnowledgeError):
    """There is no knowledge to answer from."""


class StaleError(Exception):
    """Another version has come into use since the proposal was made: what it would change is no longer what it said."""


@dataclass(frozen=True)
class Proposal:
    """Knowledge that could be put in place, and what that would change."""

    files: Files
    overlay: Overlay
    """What is to lie over the folder from then on, beside what lies there now; empty for a reload."""
    over: Overlay
    """All that is to lie over the folder."""
    base: int
    """Number of the version that it was compared with."""
    built: Built
    problems: tuple[Problem, ...]
    change: Difference | None
    """None where there are errors."""
    misses: tuple[Miss, ...] = ()
    """Golden questions that would not be answered as they must be, and are now."""
    removed: int = 0
    """Cooperations that would go."""
    of: int = 0
    """Cooperations there are now."""

    @property
    def usable(self) -> bool:
        """Whether there is anything that could be put in place."""
        return self.built.usable

    @property
    def doubtful(self) -> bool:
        """Whether a person has to say yes first."""
        return bool(self.misses) or self.removed > self.of * MOST_REMOVED


class Publisher:
    """Changes the knowledge in use, one change at a time."""

    def __init__(self, services: Services) -> None:
        """Change the state of these services."""
        self._services = services
        self._lock = asyncio.Lock()
        self._read: Read = {}
        self._leaving: list[tuple[weakref.ref[Engine], Retired]] = []
        self._aside: set[asyncio.Task[None]] = set()
        self.listeners: list[Listener] = []
        self.trouble: tuple[Problem, ...] = ()
        """What was wrong with the folder at the start, where an older version is used instead."""

    @property
    def busy(self) -> bool:
        """Whether a change is being prepared or made."""
        return self._lock.locked()

    async def begin(self) -> None:
        """Put in place what was in use: the pinned version, else folder and overlay, else the last version kept."""
        storage = self._services.storage
        async with self._lock:
            pinned = await storage.versions.pinned()
            kept = await storage.versions.files(pinned) if pinned is not None else None
            if kept is not None and pinned is not None:
                built = await asyncio.to_thread(build, kept)
                if built.engine is not None:
                    await self._swap(built, pinned)
                    return
            files, over, unreadable = await self._folder({})
            built = await asyncio.to_thread(build, files, before=self._read)
            if built.engine is not None and not unreadable:
                await storage.overlay.replace(over, "start")
                version = await self._keep(files, over, built, "start", "")
                await self._swap(built, version.number)
                return
            self.trouble = (*unreadable, *built.problems)
            last = await storage.versions.active()
            kept = await storage.versions.files(last.number) if last else None
            built = await asyncio.to_thread(build, kept) if kept else built
            if last is None or kept is None or built.engine is None:
                raise NothingToUseError(self.trouble)
            logger.error(
                "the knowledge cannot be used; the last version is",
                extra={"fields": {"version": last.number, "problems": len(self.trouble)}},
            )
            await self._swap(built, last.number)

    async def prepare(self, overlay: Overlay | None = None) -> Proposal:
        """Return what folder, overlay and the files given would make; nothing is changed.

        An overlay may name only files of the knowledge (ValueError).
        """
        async with self._lock:
            return await self._prepare(overlay or {})

    async def publish(self, proposal: Proposal, by: str, note: str = "") -> Version:
        """Put a proposal in place; `by` is a user's id, `start`, `signal` or `watch`. StaleError if it is too late."""
        assert proposal.built.engine is not None
        storage = self._services.storage
        async with self._lock:
            if proposal.base != self._services.state.version:
                raise StaleError
            await storage.overlay.replace(proposal.over, by)
            await storage.versions.pin(None)
            version = await self._keep(proposal.files, proposal.over, proposal.built, by, note)
            await self._put(proposal.built, version.number)
        return version

    async def roll_back(self, number: int, by: str) -> bool:
        """Put an earlier version in place and keep it there, also after a restart; False where its files are gone.

        What lay over the folder then lies over it again: the next reload starts from there, and not from what has just
        been taken back.
        """
        storage = self._services.storage
        async with self._lock:
            version, kept = await storage.versions.get(number), await storage.versions.files(number)
            built = await asyncio.to_thread(build, kept) if kept is not None else None
            if version is None or kept is None or built is None or built.engine is None:
                return False
            await storage.overlay.replace({name: kept.get(name) for name in version.overlay}, by)
            await storage.versions.activate(number)
            await storage.versions.pin(number)
            await self._put(built, number)
        return True

    async def follow(self) -> None:
        """Put in place what another process has put in place; does nothing where it is in place already."""
        storage = self._services.storage
        async with self._lock:
            active = await storage.versions.active()
            if active is None or active.number == self._services.state.version:
                return
            kept = await storage.versions.files(active.number)
            if kept is None:
                return
            built = await asyncio.to_thread(build, kept)
            if built.engine is not None:
                await self._swap(built, active.number)

    async def settled(self) -> None:
        """Wait until those who listen have been told."""
        await asyncio.gather(*(task for task in self._aside if task.get_name() == _TELLING))

    async def files(self) -> Files:
        """Return the files of the folder with all that was published since, as the next change finds them."""
        files, _, _ = await self._folder({})
        return files

    async def exported(self) -> dict[str, bytes]:
        """Return the files of the folder with all that was published since, as they can go back into the folder."""
        found = await asyncio.to_thread(folder_files.read, self._services.settings.knowledge)
        published = await self._services.storage.overlay.get()
        return await asyncio.to_thread(exported, found.files, published)

    async def _prepare(self, overlay: Overlay) -> Proposal:
        now, base = self._services.state.engine, self._services.state.version
        files, over, unreadable = await self._folder(overlay)
        built = await asyncio.to_thread(build, files, before=self._read)
        problems = (*unreadable, *built.problems)
        if built.engine is not None and overlay:
            problems += await asyncio.to_thread(proofread, files, built.engine, set(overlay), self._read)
        self._let_go(built.engine)
        problems = tuple(sorted(problems))
        failed = any(problem.severity == "error" for problem in problems)
        if failed or built.engine is None or built.knowledge is None:
            return Proposal(files, overlay, over, base, Built(None, None, problems, built.seconds), problems, None)
        old, new = now.knowledge, built.knowledge
        missed_now = {miss.golden.question for miss in await asyncio.to_thread(golden.run, now)}
        missed = [m for m in await asyncio.to_thread(golden.run, built.engine) if m.golden.question not in missed_now]
        return Proposal(
            files,
            overlay,
            over,
            base,
            built,
            problems,
            await asyncio.to_thread(difference, old, new),
            tuple(missed),
            removed=len(old.cooperations.keys() - new.cooperations.keys()),
            of=len(old.cooperations),
        )

    async def _folder(self, overlay: Overlay) -> tuple[Files, Overlay, tuple[Problem, ...]]:
        """Return all files, what of them lies over the folder, and what of the folder cannot be read."""
        found = await asyncio.to_thread(folder_files.read, self._services.settings.knowledge)
        published = await self._services.storage.overlay.get()
        # What has found its way back into the folder lies over it no longer, or later changes there would be hidden.
        merged_back = await asyncio.to_thread(taken_over, found.files, published)
        over = {name: content for name, content in published.items() if name not in merged_back} | dict(overlay)
        files = folder_files.merged(found.files, over)
        # What the overlay holds need not be readable in the folder.
        errors = [one for one in found.problems if one.severity == "error" and one.file not in over]
        return files, over, tuple(errors)

    async def _keep(self, files: Files, over: Overlay, built: Built, by: str, note: str) -> Version:
        assert built.knowledge is not None
        commit = await asyncio.to_thread(_commit, self._services.settings.knowledge)
        amount = counts(built.knowledge)
        return await self._services.storage.versions.add(
            folder_files.content_hash(files), commit, by, amount, files, note, tuple(over)
        )

    async def _put(self, built: Built, number: int) -> None:
        """Swap, tell the other processes, and those who listen."""
        before = self._services.state.knowledge
        await self._swap(built, number)
        try:
            await self._services.storage.notify(CHANNEL, str(number))
        except StorageError as error:
            # They look by themselves every now and then.
            logger.warning("other processes not told", extra={"fields": {"error": str(error)}})
        # Aside: to tell many people takes minutes, and the next change need not wait for that.
        self._start(self._tell(before, self._services.state.knowledge), _TELLING)

    async def _tell(self, before: Knowledge, after: Knowledge) -> None:
        for listener in self.listeners:
            try:
                await listener(before, after)
            except Exception as error:  # the knowledge is in place, and the others are still to be told
                logger.error("listener failed", extra={"fields": {"error": type(error).__name__}})

    async def _swap(self, built: Built, number: int) -> None:
        assert built.engine is not None
        state = await asyncio.to_thread(State.of, built.engine, number)
        self._leaving = [one for one in self._leaving if one[0]() is not built.engine]
        if hasattr(self._services, "state"):
            self._let_go(self._services.state.engine)
        self._services.state = state
        logger.info("knowledge in use", extra={"fields": {"version": number, "seconds": round(built.seconds, 2)}})

    def _let_go(self, engine: Engine | None) -> None:
        """Have an engine freed when nobody holds it any more, unless it comes into use before that."""
        if engine is None:
            return
        self._leaving.append((weakref.ref(engine), Retired(engine)))
        if not any(task.get_name() == _FREEING for task in self._aside):
            self._start(self._free(), _FREEING)

    async def _free(self) -> None:
        while self._leaving:
            await asyncio.sleep(_LOOK_AGAIN)
            for one in list(self._leaving):
                if await asyncio.to_thread(one[1].free) and one in self._leaving:
                    self._leaving.remove(one)

    def _start(self, work: Coroutine[object, object, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)


def _commit(folder: Path) -> str | None:
    """Return the git commit that the folder is at; None where it is in no repository or git is not there."""
    command = ["git", "-C", str(folder), "rev-parse", "HEAD"]
    try:
        # No shell, and a folder of the settings' own.
        done = subprocess.run(command, capture_output=True, text=True, timeout=_GIT_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip()[:64] or None if done.returncode == 0 else None
