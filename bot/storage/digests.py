"""What each subscriber has been told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.schema import DIGESTS, TOLD


class Digests:
    """When a user was last written to, and which state of which cooperation they know."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sent(self, user: int) -> datetime | None:
        """Return when a user was last told something."""
        async with self._database.reading() as connection:
            sent: datetime | None = await connection.scalar(select(DIGESTS.c.sent).where(DIGESTS.c.user == user))
        return sent

    async def told(self, user: int) -> Mapping[str, str]:
        """Return the content hash of each cooperation as the user knows it."""
        statement = select(TOLD.c.cooperation, TOLD.c.hash).where(TOLD.c.user == user)
        async with self._database.reading() as connection:
            return {row[0]: row[1] for row in await connection.execute(statement)}

    async def mark(self, user: int, hashes: Mapping[str, str], at: datetime) -> None:
        """Keep that a user was told of these cooperations; what they knew of others stays."""
        rows = [{"user": user, "cooperation": name, "hash": hash_} for name, hash_ in hashes.items()]
        async with self._database.writing() as connection:
            await connection.execute(self._database.upsert(DIGESTS), {"user": user, "sent": at})
            if rows:
                await connection.execute(self._database.upsert(TOLD), rows)

    async def forget(self, user: int) -> int:
        """Erase what a user has been told, and return how many marks."""
        async with self._database.writing() as connection:
            dates = (await connection.execute(DIGESTS.delete().where(DIGESTS.c.user == user))).rowcount
            return dates + (await connection.execute(TOLD.delete().where(TOLD.c.user == user))).rowcount
