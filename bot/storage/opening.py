"""Opens the database that settings name and offers all that is stored in it.

StorageError
    raised by `Storage.open` and by every operation, with one line for whoever runs the bot.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from collections.abc import Generator, Mapping
from datetime import datetime
from functools import partial
from types import TracebackType

from sqlalchemy import text

from bot.storage.actions import Actions
from bot.storage.channels import MISSED, Channels, Listening
from bot.storage.chats import Chats
from bot.storage.database import Database
from bot.storage.digests import Digests
from bot.storage.errors import StorageError
from bot.storage.filed import Filing
from bot.storage.inbox import Inbox
from bot.storage.locking import FileLock, lock, prepare
from bot.storage.meta import Meta
from bot.storage.migrating import current, migrate
from bot.storage.moments import Clock, now
from bot.storage.overlay import Overlay
from bot.storage.place import place
from bot.storage.proposals import Proposals
from bot.storage.questions import Questions
from bot.storage.sending import Sending
from bot.storage.subscriptions import Subscriptions
from bot.storage.versions import Versions
from bot.storage.votes import Votes

__all__ = ["MISSED", "Storage", "StorageError"]

logger = logging.getLogger(__name__)

_SALT = "person.salt"
_READY_WITHIN = 2.0
_ONE = text("SELECT 1")
_FILE_SIZE = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
_SHARED_SIZE = text("SELECT pg_database_size(current_database())")


class Storage:
    """All that outlives a restart: one repository for each kind of it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Offer an opened database; `Storage.open` is the way to one."""
        self._database = database
        self._lock: FileLock | None = None
        self._key = b""
        self.chats = Chats(database)
        self.questions = Questions(database)
        self.votes = Votes(database, clock)
        self.filed = Filing(database, clock)
        self.subscriptions = Subscriptions(database, clock)
        self.digests = Digests(database)
        self.versions = Versions(database, clock)
        self.overlay = Overlay(database, clock)
        self.proposals = Proposals(database, clock)
        self.actions = Actions(database, clock)
        self.meta = Meta(database)
        self.inbox = Inbox(database, clock)
        self.sending = Sending(database, clock)
        self._channels = Channels(database)

    @staticmethod
    def open(url: str, *, secret: str, clock: Clock = now) -> Opening:
        """Return what opens a database when awaited or entered: `sqlite:///FILE` or `postgresql://…`.

        `secret` makes the hashes of people: with another one they are other people. StorageError if it does not open.
        """
        return Opening(url, secret, clock)

    @staticmethod
    def look(url: str) -> Opening:
        """Return what opens a database only to read it, also beside the bot that uses it; nothing of it is changed.

        StorageError where there is none yet, or one that this version of the bot has not brought up to date.
        """
        return Opening(url, None, now)

    @property
    def shared(self) -> bool:
        """Whether other processes may use the same database (PostgreSQL)."""
        return not self._database.embedded

    def person(self, user_id: int) -> str:
        """Return the 16 hexadecimal characters that stand for a user; nobody without the secret can go back."""
        return hmac.digest(self._key, str(user_id).encode(), "sha256").hex()[:16]

    def listen(self) -> Listening:
        """Return an iteration over the notices from now on, as `(channel, payload)`; it ends when this is closed."""
        return self._channels.listen()

    async def notify(self, channel: str, payload: str = "") -> None:
        """Tell everyone who listens, in this process and in the others that share the database."""
        await self._channels.notify(channel, payload)

    async def forget(self, user: int) -> Mapping[str, int]:
        """Erase all that is kept about a user, and return how many rows of each kind.

        What they asked stays without its asker.
        """
        person = self.person(user)
        return {
            "inbox": await self.inbox.forget(user),
            "settings": int(await self.chats.forget(user)),
            "votes": await self.votes.forget(person),
            "filed": await self.filed.forget(user),
            "subscriptions": await self.subscriptions.forget(user),
            "digests": await self.digests.forget(user),
            "questions": await self.questions.forget(person),
        }

    async def purge(self, before: datetime) -> Mapping[str, int]:
        """Erase what people wrote before a time, and return how many rows of each kind."""
        return {
            "questions": await self.questions.purge(before),
            "votes": await self.votes.purge(before),
            "filed": await self.filed.purge(before),
            "inbox": await self.inbox.clean(before),
        }

    async def size(self) -> int:
        """Return how many bytes the database takes."""
        statement = _SHARED_SIZE if self.shared else _FILE_SIZE
        async with self._database.reading() as connection:
            return int(await connection.scalar(statement))

    async def ready(self) -> bool:
        """Return whether the database answers within two seconds."""
        try:
            async with asyncio.timeout(_READY_WITHIN), self._database.reading() as connection:
                return bool(await connection.scalar(_ONE) == 1)
        except (StorageError, TimeoutError):
            return False

    async def close(self) -> None:
        """End everything that is open; a second time does nothing."""
        try:
            await self._channels.close()
            await self._database.close()
        finally:
            if self._lock:
                self._lock.release()
                self._lock = None

    async def __aenter__(self) -> Storage:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        await self.close()

    async def _begin(self, secret: str | None) -> None:
        """Take the lock, bring the schema up to date, free what the dead have held; without a secret only look."""
        where = self._database.place
        if secret is None:
            if where.file and not where.file.is_file():
                raise StorageError(f"{where}: there is no such file yet")
            await current(self._database)
            return
        if where.file:
            prepare(where, where.file)
            self._lock = lock(where, where.file)
        await self._settle(secret)
        if where.file:
            await self.inbox.free()
            self._database.watch(partial(self._moved, secret))
        await self._channels.start()

    async def _settle(self, secret: str) -> None:
        """Bring the schema up to date, and learn how people are told apart."""
        await migrate(self._database)
        salt = await self.meta.get(_SALT)
        if salt is None:
            await self.meta.add_once(_SALT, secrets.token_hex(16))
            salt = await self.meta.get(_SALT)
        self._key = f"{salt}:{secret}".encode()

    async def _moved(self, secret: str, back: bool) -> None:
        """Go on with a file that somebody has deleted and the database has put `back`, or with another one."""
        where = self._database.place
        assert where.file
        assert self._lock
        if not self._lock.holds():
            self._lock.release()
            self._lock = lock(where, where.file)
        await self._settle(secret)
        if back:
            logger.error("database file deleted, put back")
        else:
            # What another process left there; what this one has in hand it has in memory.
            await self.inbox.free()
            logger.error("database file replaced, the new one is used")


class Opening:
    """A storage about to be opened: `await` it and close it, or enter it with `async with`."""

    def __init__(self, url: str, secret: str | None, clock: Clock) -> None:
        self._url, self._secret, self._clock = url, secret, clock
        self._storage: Storage | None = None

    def __await__(self) -> Generator[object, None, Storage]:
        return self._open().__await__()

    async def __aenter__(self) -> Storage:
        self._storage = await self._open()
        return self._storage

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._storage:
            await self._storage.close()

    async def _open(self) -> Storage:
        try:
            where = place(self._url)
        except ValueError as error:
            raise StorageError(str(error)) from None
        storage = Storage(Database(where, looking=self._secret is None), self._clock)
        try:
            await storage._begin(self._secret)
        except BaseException:
            await storage.close()
            raise
        return storage
