"""Files of the knowledge that were changed by curators in the chat, over those of the folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.moments import Clock
from bot.storage.schema import OVERLAY


class Overlay:
    """Files by name; None where a file of the folder is taken away."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def get(self) -> Mapping[str, bytes | None]:
        """Return all files."""
        statement = select(OVERLAY.c.name, OVERLAY.c.content).order_by(OVERLAY.c.name)
        async with self._database.reading() as connection:
            return {row[0]: row[1] for row in await connection.execute(statement)}

    async def put(self, files: Mapping[str, bytes | None], by: int | str) -> None:
        """Lay files over what is there, all or none of them."""
        rows = [
            {"name": name, "content": content, "by": str(by), "at": self._clock()} for name, content in files.items()
        ]
        if rows:
            async with self._database.writing() as connection:
                await connection.execute(self._database.upsert(OVERLAY), rows)

    async def replace(self, files: Mapping[str, bytes | None], by: int | str) -> None:
        """Let these files, and no others, lie over the folder; what is there already keeps its author."""
        there = await self.get()
        new = {name: content for name, content in files.items() if name not in there or there[name] != content}
        rows = [{"name": name, "content": content, "by": str(by), "at": self._clock()} for name, content in new.items()]
        async with self._database.writing() as connection:
            await connection.execute(OVERLAY.delete().where(OVERLAY.c.name.not_in(list(files))))
            if rows:
                await connection.execute(self._database.upsert(OVERLAY), rows)

    async def clear(self, names: Collection[str] | None = None) -> int:
        """Take files away again, all of them if none are named, and return how many."""
        statement = OVERLAY.delete() if names is None else OVERLAY.delete().where(OVERLAY.c.name.in_(names))
        async with self._database.writing() as connection:
            return (await connection.execute(statement)).rowcount
