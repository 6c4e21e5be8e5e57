"""Questions without an answer whose askers want to be told."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Row, select, update

from bot.storage.database import Database
from bot.storage.moments import Clock
from bot.storage.records import Filed
from bot.storage.schema import FILED
from bot.text.folding import fold

_COLUMNS = tuple(column for column in FILED.columns if column.name != "digest")
_STATES = ("open", "answered", "done", "ignored")


class Filing:
    """Filed questions; they know their asker, who is to be told."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def add(self, text: str, language: str, chat: int, user: int) -> Filed:
        """File a question; the same text (as `fold` compares) by the same user is the same, whatever its state."""
        row = {
            "text": text,
            "digest": sha256(fold(text).encode()).hexdigest(),
            "language": language,
            "chat": chat,
            "user": user,
            "filed": self._clock(),
            "state": "open",
        }
        added = self._database.insert(FILED).on_conflict_do_nothing().returning(*_COLUMNS)
        same = select(*_COLUMNS).where(FILED.c.user == user, FILED.c.digest == row["digest"])
        async with self._database.writing() as connection:
            found = (await connection.execute(added, row)).one_or_none()
            return _filed(found or (await connection.execute(same)).one())

    async def get(self, number: int) -> Filed | None:
        """Return a filed question by its id."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(FILED.c.id == number))).one_or_none()
        return _filed(row) if row else None

    async def open(self) -> list[Filed]:
        """Return the questions that nobody has dealt with, oldest first."""
        return await self.having("open")

    async def having(self, state: str) -> list[Filed]:
        """Return the questions in a state, oldest first."""
        statement = select(*_COLUMNS).where(FILED.c.state == state).order_by(FILED.c.id)
        async with self._database.reading() as connection:
            return [_filed(row) for row in await connection.execute(statement)]

    async def close(self, number: int, state: str, entry: str | None = None) -> bool:
        """Put a question into a state, with the entry that answers it; False if there is no such question."""
        if state not in _STATES:
            raise ValueError(f"a filed question is never {state!r}")
        values = {"state": state} if entry is None else {"state": state, "entry": entry}
        async with self._database.writing() as connection:
            done = await connection.execute(update(FILED).where(FILED.c.id == number).values(values))
            return done.rowcount > 0

    async def forget(self, user: int) -> int:
        """Erase all that a user filed, and return how many questions."""
        async with self._database.writing() as connection:
            return (await connection.execute(FILED.delete().where(FILED.c.user == user))).rowcount

    async def purge(self, before: datetime) -> int:
        """Erase what was filed before a time, and return how many questions."""
        async with self._database.writing() as connection:
            return (await connection.execute(FILED.delete().where(FILED.c.filed < before))).rowcount


def _filed(row: Row[tuple[object, ...]]) -> Filed:
    return Filed(**row._mapping)
