"""Connections to the database: many that read, and on SQLite one that writes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from typing import Any

import aiosqlite
import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import URL, Table, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.errors import StorageError, told
from bot.storage.place import Place

Insert = sqlite.Insert | postgresql.Insert

PATIENCE = 10.0
"""Seconds in which a connection must be made or become free."""
_READERS = 4
_CONNECTIONS = 5
_RECYCLE = 600
"""Seconds after which a connection to PostgreSQL is made anew: firewalls forget those that are silent for long."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA secure_delete = ON",  # what is erased for a person's sake does not stay in the file
    "PRAGMA journal_size_limit = 4194304",
)
_LOOKING = ("PRAGMA query_only = ON", "PRAGMA busy_timeout = 5000")


class Database:
    """One database; every failure of it is a StorageError."""

    def __init__(self, place: Place, *, looking: bool = False) -> None:
        self.place = place
        self.embedded = place.file is not None
        """Whether it is SQLite: then this process is the only one."""
        if place.file is not None and looking:
            self._writers = self._durable = self._readers = _sqlite(place, None, 1, "NORMAL", looking=True)
        elif place.file is not None:
            self._writers = _sqlite(place, "IMMEDIATE", 1, "NORMAL")
            self._durable = _sqlite(place, "IMMEDIATE", 1, "FULL")
            self._readers = _sqlite(place, None, _READERS, "NORMAL")
        else:
            self._writers = self._durable = _postgresql(place, looking=looking)
            self._readers = self._writers.execution_options(isolation_level="AUTOCOMMIT")
        self._turn = asyncio.Lock()
        self._lent = 0
        self._returned = asyncio.Event()
        self._closed = False

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection on which each statement stands alone."""
        with self._lending():
            async with self._readers.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self, *, alone: str | None = None, durable: bool = False) -> AsyncIterator[AsyncConnection]:
        """Lend a connection for one transaction, committed at the end and rolled back at an exception.

        On SQLite one at a time. With `alone`, no other process is in a transaction of that name. What is `durable` (on
        PostgreSQL everything) is on the disk at the end of the transaction. Anything else on SQLite survives the death
        of the process at once, and a power cut when the next durable transaction has ended.
        """
        engine = self._durable if durable else self._writers
        with self._lending():
            async with self._turn if self.embedded else nullcontext(), engine.begin() as connection:
                if alone and not self.embedded:
                    await connection.execute(_ALONE, {"name": alone})
                yield connection

    def insert(self, table: Table) -> Insert:
        """Return an INSERT that can say what happens where the row is there already."""
        return sqlite.insert(table) if self.embedded else postgresql.insert(table)

    def upsert(self, table: Table) -> Insert:
        """Return an INSERT that replaces the row with the same key."""
        statement = self.insert(table)
        keys = [column.name for column in table.primary_key]
        rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
        return statement.on_conflict_do_update(index_elements=keys, set_=rest)

    async def connect(self) -> Any:
        """Return a connection to PostgreSQL outside the pool, an `asyncpg.Connection`."""
        with self._lending():
            return await _dial(self.place)

    async def close(self) -> None:
        """Let what is under way come to its end, for so long as is decent, and close all connections."""
        self._closed = True
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self._lent:
                    self._returned.clear()
                    await self._returned.wait()
        await self._readers.dispose()
        await self._writers.dispose()
        await self._durable.dispose()

    @contextmanager
    def _lending(self) -> Iterator[None]:
        if self._closed:
            raise StorageError(f"{self.place}: it is closed")
        self._lent += 1
        try:
            yield
        except _FAILURES as error:
            # Neither the cause nor the context: they may quote what a person wrote.
            raise told(error, self.place) from None
        finally:
            self._lent -= 1
            self._returned.set()


_FAILURES = (DBAPIError, PoolTimeout, aiosqlite.Error, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
_ALONE = text("SELECT pg_advisory_xact_lock(hashtext('simpul'), hashtext(:name))")


def _sqlite(
    place: Place, isolation: str | None, connections: int, synchronous: str, *, looking: bool = False
) -> AsyncEngine:
    """Return an engine for one file; with `synchronous` FULL, a commit waits for the disk.

    In the writer the driver itself says BEGIN IMMEDIATE before the first statement that changes something; a reader
    has no transactions at all. Saying either by a statement of its own would cost three changes of thread.
    """
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(place.file)),
        connect_args={"isolation_level": isolation},
        isolation_level=None if isolation else "AUTOCOMMIT",
        skip_autocommit_rollback=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=PATIENCE,
        pool_reset_on_return=None,
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in _LOOKING if looking else (*_PRAGMAS, f"PRAGMA synchronous = {synchronous}"):
            cursor.execute(pragma)
        cursor.close()

    return engine


async def _dial(place: Place, *, looking: bool = False) -> Any:
    settings = {"application_name": "simpul"}
    if looking:
        settings["default_transaction_read_only"] = "on"
    # asyncpg reads the address itself: it knows all that may stand in one, such as sslmode.
    return await asyncpg.connect(place.dsn, timeout=PATIENCE, command_timeout=3 * PATIENCE, server_settings=settings)


def _postgresql(place: Place, *, looking: bool = False) -> AsyncEngine:
    async def dial() -> Any:
        return await _dial(place, looking=looking)

    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=dial,
        skip_autocommit_rollback=True,
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        pool_timeout=PATIENCE,
        pool_recycle=_RECYCLE,
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "checkout")
    def look(connection: Any, *_: object) -> None:
        # What a restarted server has closed is replaced before it is used, without a question to the server each time.
        if connection.driver_connection.is_closed():
            raise DisconnectionError

    return engine
