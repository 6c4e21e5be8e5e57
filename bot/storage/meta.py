"""Single values by name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.schema import META


class Meta:
    """Texts by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """Return a value, None if there is none."""
        async with self._database.reading() as connection:
            return await value(connection, key)

    async def set(self, key: str, value: str) -> None:
        """Keep a value."""
        async with self._database.writing() as connection:
            await keep(self._database, connection, key, value)

    async def add_once(self, key: str, value: str) -> bool:
        """Keep a value unless there is one, and return whether it was kept: of several that try, one succeeds."""
        statement = self._database.insert(META).on_conflict_do_nothing().returning(META.c.key)
        async with self._database.writing() as connection:
            return await connection.scalar(statement, {"key": key, "value": value}) is not None

    async def replace(self, key: str, old: str | None, new: str) -> bool:
        """Keep a value in the place of another, None if there is none; False where it was not that any more."""
        if old is None:
            return await self.add_once(key, new)
        there = META.c.key == key, META.c.value == old
        async with self._database.writing() as connection:
            return (await connection.execute(META.update().where(*there).values(value=new))).rowcount > 0


async def value(connection: AsyncConnection, key: str) -> str | None:
    """Return a value within a transaction of somebody else's."""
    found: str | None = await connection.scalar(select(META.c.value).where(META.c.key == key))
    return found


async def keep(database: Database, connection: AsyncConnection, key: str, value: str | None) -> None:
    """Keep a value, or none, within a transaction of somebody else's."""
    if value is None:
        await connection.execute(META.delete().where(META.c.key == key))
    else:
        await connection.execute(database.upsert(META), {"key": key, "value": value})
