"""What was asked and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import fields
from datetime import datetime
from operator import attrgetter

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.records import Question
from bot.storage.schema import QUESTIONS

_NAMES = tuple(field.name for field in fields(Question))
_VALUES = attrgetter(*_NAMES)
_COLUMNS = tuple(QUESTIONS.c[name] for name in _NAMES)


TOGETHER = 0.05
"""Seconds for which a question waits for others, to be written with them, unless somebody wants to read."""


class Questions:
    """The record of questions; it says who asked by a hash only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._add = database.new(QUESTIONS)
        self._rows: list[dict[str, object]] = []
        self._next: asyncio.Task[None] | None = None
        self._wanted = asyncio.Event()
        self._turn = asyncio.Lock()

    async def add(self, question: Question) -> None:
        """Keep a question; one that is there already stays as it is.

        Those that come a moment later, or while others are being written, are written together with it.
        """
        await asyncio.shield(self.soon(question))

    def soon(self, question: Question) -> asyncio.Task[None]:
        """Keep a question as `add` does, without waiting; return what writes it, together with others."""
        self._rows.append(dict(zip(_NAMES, _VALUES(question), strict=True)))
        if self._next is None:
            self._next = asyncio.create_task(self._write())
        return self._next

    async def _write(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(TOGETHER):
                await self._wanted.wait()
        async with self._turn:
            self._wanted.clear()
            rows, self._rows, self._next = self._rows, [], None
            await self._database.at_once(lambda connection: connection.execute(self._add, rows))

    async def _written(self) -> None:
        """Wait until all that was asked so far is written."""
        if self._next is not None:
            self._wanted.set()
            await asyncio.shield(self._next)
        async with self._turn:
            pass  # those that were just being written are through

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        await self._written()
        async with self._database.reading() as connection:
            yield connection

    async def get(self, number: int) -> Question | None:
        """Return a question by its id."""
        async with self._reading() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(QUESTIONS.c.id == number))).one_or_none()
        return _question(row) if row else None

    async def between(self, since: datetime, until: datetime) -> list[Question]:
        """Return what was asked from a time until before another, oldest first."""
        asked = QUESTIONS.c.asked
        statement = select(*_COLUMNS).where(asked >= since, asked < until).order_by(asked, QUESTIONS.c.id)
        async with self._reading() as connection:
            return [_question(row) for row in await connection.execute(statement)]

    async def unserved(self, since: datetime, until: datetime) -> list[Question]:
        """Return what was asked in that time and had no answer, or was asked back, oldest first."""
        asked = QUESTIONS.c.asked
        without = QUESTIONS.c.status.in_(("unknown", "clarify"))
        statement = select(*_COLUMNS).where(asked >= since, asked < until, without).order_by(asked, QUESTIONS.c.id)
        async with self._reading() as connection:
            return [_question(row) for row in await connection.execute(statement)]

    async def some(self, numbers: Collection[int]) -> list[Question]:
        """Return the questions with these ids that are there, oldest first; a few hundred at a time."""
        statement = select(*_COLUMNS).where(QUESTIONS.c.id.in_(numbers)).order_by(QUESTIONS.c.id)
        async with self._reading() as connection:
            return [_question(row) for row in await connection.execute(statement)]

    async def count(self, since: datetime, until: datetime) -> int:
        """Return how many questions were asked from a time until before another, small talk left out."""
        asked = QUESTIONS.c.asked
        serious = QUESTIONS.c.status != "smalltalk"
        statement = select(func.count()).select_from(QUESTIONS).where(asked >= since, asked < until, serious)
        async with self._reading() as connection:
            return await connection.scalar(statement) or 0

    async def purge(self, before: datetime) -> int:
        """Erase what was asked before a time, and return how many questions that were."""
        async with self._database.writing() as connection:
            return (await connection.execute(QUESTIONS.delete().where(QUESTIONS.c.asked < before))).rowcount

    async def forget(self, person: str) -> int:
        """Erase who asked, for one person, and return in how many questions."""
        await self._written()
        statement = update(QUESTIONS).where(QUESTIONS.c.person == person).values(person=None)
        async with self._database.writing() as connection:
            return (await connection.execute(statement)).rowcount


def _question(row: Row[tuple[object, ...]]) -> Question:
    return Question(**{**row._mapping, "facts": tuple(row.facts)})
