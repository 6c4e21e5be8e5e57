"""Connections to the database: many that read, and on SQLite one at a time that writes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote

import aiosqlite
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, text
from sqlalchemy import Insert as StandardInsert
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.errors import StorageError, told
from bot.storage.locking import prepare
from bot.storage.place import Place
from bot.storage.standing import Standing, put_in_place
from bot.storage.straight import Straight

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Insert = sqlite.Insert | postgresql.Insert
T = TypeVar("T")

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
_USUAL = (*_PRAGMAS, "PRAGMA synchronous = NORMAL")
_DURABLE = (*_PRAGMAS, "PRAGMA synchronous = FULL")
"""With it a commit waits for the disk."""
_LOOKING = ("PRAGMA query_only = ON", "PRAGMA busy_timeout = 5000")


class _Engines(NamedTuple):
    """Pools of connections: for statements that stand alone, for transactions, and on SQLite for those in one go."""

    readers: AsyncEngine
    writers: AsyncEngine
    straight: Straight | None = None

    @classmethod
    def of(cls, place: Place, *, looking: bool = False) -> _Engines:
        if place.file is None:
            both = _postgresql(place, looking=looking)
            return cls(both.execution_options(isolation_level="AUTOCOMMIT"), both)
        if looking:
            only, same = _sqlite(place, None, 1, _LOOKING), _in_one_go(place, _LOOKING)
            return cls(only, only, Straight(same, same))
        return cls(
            readers=_sqlite(place, None, _READERS, _USUAL),
            writers=_sqlite(place, "IMMEDIATE", 1, _USUAL),
            straight=Straight(_in_one_go(place, _USUAL), _in_one_go(place, _DURABLE)),
        )

    async def dispose(self) -> None:
        for engine in self:
            if engine is not None:
                await engine.dispose()


class Database:
    """One database; every failure of it is a StorageError."""

    def __init__(self, place: Place, *, looking: bool = False) -> None:
        self.place = place
        self.embedded = place.file is not None
        """Whether it is SQLite: then this process is the only one."""
        self.failures = _failures(place)
        """What its drivers raise."""
        self._engines = _Engines.of(place, looking=looking)
        self._turn = asyncio.Lock()
        self._lent = 0
        self._returned = asyncio.Event()
        self._closed = False
        self._standing: Standing | None = None
        self._returning = asyncio.Lock()
        self._mending: asyncio.Task[Any] | None = None

    def watch(self, changed: Callable[[bool], Awaitable[None]]) -> None:
        """From now on put a file that is deleted back, and go on with one that is put in its place.

        `changed` is awaited before anything else is done with the file, with whether it is the old one, put back.
        """
        assert self.place.file is not None
        self._changed, self._standing = changed, Standing(self.place.file)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection on which each statement stands alone."""
        await self._in_place()
        with self._lending():
            async with self._engines.readers.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self, *, alone: str | None = None) -> AsyncIterator[AsyncConnection]:
        """Lend a connection for one transaction, committed at the end and rolled back at an exception.

        On SQLite one at a time. With `alone`, no other process is in a transaction of that name. On PostgreSQL it is on
        the disk at the end; on SQLite it survives the death of the process at once, and a power cut when the next
        durable transaction has ended.
        """
        await self._in_place()
        with self._lending():
            async with self._turn if self.embedded else nullcontext(), self._engines.writers.begin() as connection:
                if alone and not self.embedded:
                    await connection.execute(_ALONE, {"name": alone})
                yield connection

    async def at_once(self, work: Callable[[Connection], T], *, alone: str | None = None, durable: bool = False) -> T:
        """Do a transaction that needs nothing but the database in one go, and return what `work` returns.

        It takes half the processor of `writing`, for what is done at every update. What is `durable` is on the disk
        when this returns, on SQLite too.
        """
        if not self.embedded:
            async with self.writing(alone=alone) as connection:
                return await connection.run_sync(work)
        await self._in_place()
        with self._lending():
            async with self._turn:
                assert self._engines.straight
                return await self._engines.straight.do(work, durable=durable)

    def insert(self, table: Table) -> Insert:
        """Return an INSERT that can say what happens where the row is there already."""
        if self.embedded:
            return sqlite.insert(table)
        # Imported here, as all that only PostgreSQL needs: who starts on SQLite need not wait for it.
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)

    def new(self, table: Table) -> StandardInsert:
        """Return an INSERT that leaves a row that is there already as it is."""
        if self.embedded:
            # The library writes out anew each time what says ON CONFLICT, which took an eighth of a small transaction.
            return table.insert().prefix_with("OR IGNORE")
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table).on_conflict_do_nothing()

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
        await self._idle()
        await self._engines.dispose()

    async def _idle(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self._lent:
                    self._returned.clear()
                    await self._returned.wait()

    async def _in_place(self) -> None:
        """See to it that the file in use is the one that is there."""
        if self._standing is None or self._standing.holds() or self._mending is asyncio.current_task():
            return
        async with self._returning:
            standing, file = self._standing, self.place.file
            if standing.holds() or self._closed or file is None:
                return
            with self._telling():
                back = standing.gone()
                # Those who have begun write into the old one to their end.
                await self._idle()
                copy = await self._copied(file) if back else None
                standing.clear(all_of_it=back)
                if copy is not None:
                    await asyncio.to_thread(put_in_place, copy, file)
                await self._exchange()
            self._standing, self._mending = Standing(file), asyncio.current_task()
            try:
                await self._changed(back)
            except BaseException:
                self._standing.doubt()  # all of it again next time
                raise
            finally:
                self._mending = None

    async def _exchange(self) -> None:
        """Close the connections to the file that was, once there is one to the file that is.

        Until then they are all that is left of a deleted one.
        """
        old, self._engines = self._engines, _Engines.of(self.place)
        try:
            async with self._engines.writers.connect() as connection:
                # Only what has been read is held whole, with all files that belong to it.
                await connection.execute(_READ)
        except BaseException:
            old, self._engines = self._engines, old
            raise
        finally:
            await old.dispose()

    async def _copied(self, file: Path) -> Path:
        """Write all that is in a deleted file into a new one beside its place: an open connection still sees it."""
        copy = file.with_name(f"{file.name}.copy")
        copy.unlink(missing_ok=True)
        prepare(self.place, copy)
        async with self._engines.writers.connect() as connection:
            await connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
        return copy

    @contextmanager
    def _lending(self) -> Iterator[None]:
        if self._closed:
            raise StorageError(f"{self.place}: it is closed")
        self._lent += 1
        try:
            with self._telling():
                yield
        finally:
            self._lent -= 1
            self._returned.set()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except self.failures as error:
            # Neither the cause nor the context: they may quote what a person wrote.
            raise told(error, self.place) from None


_READ = text("SELECT count(*) FROM sqlite_master")
_ALONE = text("SELECT pg_advisory_xact_lock(hashtext('simpul'), hashtext(:name))")


def _sqlite(place: Place, isolation: str | None, connections: int, pragmas: Sequence[str]) -> AsyncEngine:
    """Return an engine for one file, for one statement after the other.

    In the writer the driver itself says BEGIN IMMEDIATE before the first statement that changes something; a reader
    has no transactions at all. Saying either by a statement of its own would cost three changes of thread.
    """
    engine = create_async_engine(
        _address(place, "sqlite+aiosqlite"),
        connect_args={"isolation_level": isolation},
        isolation_level=None if isolation else "AUTOCOMMIT",
        pool_size=connections,
        **_LIKE_ALL,
    )
    _prepared(engine.sync_engine, pragmas)
    return engine


def _in_one_go(place: Place, pragmas: Sequence[str]) -> Engine:
    """Return an engine for one file and whole transactions."""
    engine = create_engine(
        _address(place, "sqlite"),
        # It is opened, used and closed by one thread after the other, never by two.
        connect_args={"isolation_level": "IMMEDIATE", "check_same_thread": False},
        pool_size=1,
        **_LIKE_ALL,
    )
    _prepared(engine, pragmas)
    return engine


_LIKE_ALL: Mapping[str, Any] = {
    "skip_autocommit_rollback": True,
    "max_overflow": 0,
    "pool_timeout": PATIENCE,
    "pool_reset_on_return": None,
    "hide_parameters": True,
}


def _address(place: Place, driver: str) -> URL:
    # Without a file none is made: where it was deleted it is put back, and not begun anew.
    return URL.create(driver, database=f"file:{quote(str(place.file))}", query={"mode": "rw", "uri": "true"})


def _prepared(engine: Engine, pragmas: Sequence[str]) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()


def _failures(place: Place) -> tuple[type[BaseException], ...]:
    """Return what the drivers of a database raise."""
    if place.file is not None:
        return DBAPIError, PoolTimeout, aiosqlite.Error, OSError
    import asyncpg  # type: ignore[import-untyped]

    return DBAPIError, PoolTimeout, asyncpg.PostgresError, asyncpg.InterfaceError, OSError


async def _dial(place: Place, *, looking: bool = False) -> Any:
    settings = {"application_name": "simpul"}
    if looking:
        settings["default_transaction_read_only"] = "on"
    import asyncpg

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
