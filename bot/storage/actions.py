"""What curators did, when."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.moments import Clock
from bot.storage.records import Action
from bot.storage.schema import ACTIONS


class Actions:
    """The log of what curators did."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def add(self, by: int, action: str, detail: str) -> None:
        """Write down what somebody did."""
        row = {"at": self._clock(), "by": by, "action": action, "detail": detail}
        async with self._database.writing() as connection:
            await connection.execute(ACTIONS.insert(), row)

    async def list(self, limit: int) -> Sequence[Action]:
        """Return the latest actions, newest first."""
        columns = ACTIONS.c.at, ACTIONS.c.by, ACTIONS.c.action, ACTIONS.c.detail
        statement = select(*columns).order_by(ACTIONS.c.id.desc()).limit(limit)
        async with self._database.reading() as connection:
            return [Action(**row._mapping) for row in await connection.execute(statement)]
