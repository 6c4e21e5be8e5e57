"""How each chat wants its answers."""

from __future__ import annotations

import math
import time

from sqlalchemy import Row, func, select, update

from bot.storage.database import Database
from bot.storage.records import ChatSettings
from bot.storage.schema import CHATS, FILED, INBOX

_REMEMBERED = 10_000
_FRESH = 2.0
"""Seconds for which a setting is believed where another process may change it."""


class Chats:
    """Settings by chat; they are asked for at every message, so the latest are remembered."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._chosen: set[int] | None = None
        """Whoever may have chosen anything, once that has been read; only where no other process can add to it."""
        self._fresh = math.inf if database.embedded else _FRESH
        self._known: dict[int, tuple[float, ChatSettings]] = {}
        self._changes = 0

    async def get(self, chat: int) -> ChatSettings:
        """Return the settings of a chat, the defaults if it has chosen none."""
        known = self._known.get(chat)
        if known and time.monotonic() - known[0] < self._fresh:
            return known[1]
        if self._chosen is None and self._database.embedded:
            await self._read_chosen()
        if self._chosen is not None and chat not in self._chosen:
            return ChatSettings(chat)
        changes, read = self._changes, time.monotonic()
        async with self._database.reading() as connection:
            row = (await connection.execute(select(CHATS).where(CHATS.c.chat == chat))).one_or_none()
        settings = _settings(row) if row else ChatSettings(chat)
        # What was read before somebody changed a setting must not outlive the change.
        if changes == self._changes:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[chat] = read, settings
        return settings

    async def set(self, settings: ChatSettings) -> None:
        """Keep the settings of a chat."""
        row = {
            "chat": settings.chat,
            "language": settings.language,
            "form": settings.form,
            "replies": settings.replies,
            "topics": settings.topics,
        }
        try:
            async with self._database.writing() as connection:
                await connection.execute(self._database.upsert(CHATS), row)
        finally:
            self._changed(settings.chat)

    async def migrate(self, old: int, new: int) -> None:
        """Move a group that has become a supergroup: it has another id from now on."""
        try:
            async with self._database.writing() as connection:
                row = (await connection.execute(select(CHATS).where(CHATS.c.chat == old))).one_or_none()
                if row:
                    await connection.execute(self._database.upsert(CHATS), {**row._mapping, "chat": new})
                    await connection.execute(CHATS.delete().where(CHATS.c.chat == old))
                await connection.execute(update(FILED).where(FILED.c.chat == old).values(chat=new))
        finally:
            self._changed(old, new)

    async def forget(self, chat: int) -> bool:
        """Erase the settings of a chat and what it sent that could not be worked on; return if there was anything."""
        try:
            async with self._database.writing() as connection:
                rows = await connection.execute(CHATS.delete().where(CHATS.c.chat == chat))
                aside = INBOX.c.state == "failed", INBOX.c.body.is_not(None)
                bodies = await connection.execute(update(INBOX).where(INBOX.c.chat == chat, *aside).values(body=None))
                return rows.rowcount + bodies.rowcount > 0
        finally:
            self._changed(chat)

    async def count(self) -> int:
        """Return how many chats have settings."""
        async with self._database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(CHATS)) or 0

    async def _read_chosen(self) -> None:
        changes = self._changes
        async with self._database.reading() as connection:
            chosen = set(await connection.scalars(select(CHATS.c.chat)))
        if changes == self._changes:
            self._chosen = chosen

    def _changed(self, *chats: int) -> None:
        self._changes += 1
        for chat in chats:
            self._known.pop(chat, None)
            if self._chosen is not None:
                self._chosen.add(chat)


def _settings(row: Row[tuple[object, ...]]) -> ChatSettings:
    return ChatSettings(row.chat, row.language, row.form, row.replies, tuple(row.topics))
