"""Updates from the moment they are received until they are answered.

An update is open, then taken by a worker, then done (or late, or failed). Workers of several processes share one
PostgreSQL: a worker holds whole chats, and what it holds comes free when it has not asked for updates for `LEASE`. An
SQLite file has one process: what is taken when it opens was taken by one that died.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Update,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    update,
)

from bot.storage.database import Database
from bot.storage.moments import Clock
from bot.storage.records import Received
from bot.storage.schema import INBOX

TRIES = 3
"""Failures after which an update is set aside."""
DEATHS = 10
"""How often a worker may vanish with an update in its hands before the update is taken for the reason."""
LEASE = timedelta(seconds=30)
"""How long a worker that has not asked for updates keeps what it has taken."""
_RENEW = LEASE / 6
_AT_ONCE = 1000
"""Rows in one statement; both databases accept some 32000 parameters."""
_LONGEST_ERROR = 500

_COLUMNS = tuple(INBOX.c[name] for name in ("update_id", "chat", "body", "received", "state", "attempts", "error"))
_HOLDER = INBOX.alias("holder")


def _is(state: str, inbox: FromClause = INBOX) -> ColumnElement[bool]:
    # Written out, not bound: only then does a database see that the index of this state serves.
    return inbox.c.state == literal_column(f"'{state}'")


_OPEN, _TAKEN = _is("open"), _is("taken")
_WAITING = _OPEN | _TAKEN


class Inbox:
    """The durable queue of updates."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._put = database.new(INBOX).returning(INBOX.c.update_id)
        self._looked: dict[str, datetime] = {}

    async def put(self, updates: Sequence[Received]) -> int:
        """Keep updates, in one transaction, and return how many are new; they are on the disk when this returns."""
        return len(await self._kept(updates, state="open", takes=0, worker=None, lease=None))

    async def put_taken(self, updates: Sequence[Received], worker: str) -> list[Received]:
        """Keep updates as `put` does, and return those that are new, taken at once: only where this worker is alone.

        Whoever is alone and has time for them need not ask for them again.
        """
        lease = self._clock() + LEASE
        new = await self._kept(updates, state="taken", takes=1, worker=worker, lease=lease)
        return sorted((one for one in updates if one.update in new), key=lambda one: one.update)

    async def _kept(self, updates: Sequence[Received], **how: object) -> set[int]:
        rows = [
            {
                "update_id": one.update,
                "chat": one.chat,
                "body": one.body,
                "received": one.received,
                "attempts": 0,
                **how,
            }
            for one in updates
        ]

        def put(connection: Connection) -> set[int]:
            pieces = (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))
            return {number for piece in pieces for number in connection.scalars(self._put, piece)}

        return await self._database.at_once(put, durable=True)

    async def take(self, worker: str, limit: int) -> list[Received]:
        """Return the oldest open updates for a worker, none of a chat that another worker holds.

        It also tells that the worker lives: call it more often than `LEASE`, with a limit of 0 if there is no room. No
        two that live at the same time may have the same name; one that is started again may keep its name, and what it
        held comes free at once.
        """
        moment = self._clock()
        parameters = {"taker": worker, "until": moment + LEASE, "most": limit}

        def take(connection: Connection) -> Sequence[Row[tuple[object, ...]]]:
            if not self._database.embedded and moment - self._looked.get(worker, _NEVER) >= _RENEW:
                self._look(connection, worker, moment)
            return connection.execute(_TAKE, parameters).all() if limit > 0 else ()

        rows = await self._database.at_once(take, alone="inbox")
        return sorted(map(_received, rows), key=lambda one: one.update)

    def _look(self, connection: Connection, worker: str, moment: datetime) -> None:
        """Keep what a worker holds, and give back what those hold who have not been heard of."""
        mine, lapsed = INBOX.c.worker == worker, INBOX.c.lease < moment
        if worker in self._looked:
            connection.execute(update(INBOX).where(_TAKEN, mine).values(lease=moment + LEASE))
            connection.execute(_freeing(moment).where(lapsed))
        else:  # it has taken nothing yet: what is there under its name was taken in an earlier life
            connection.execute(_freeing(moment).where(lapsed | mine))
        self._looked[worker] = moment

    async def done(self, updates: Collection[int], state: str = "done") -> None:
        """Mark updates as answered, or as `late`: their text is erased, their number kept against repetitions."""
        if state not in ("done", "late"):
            raise ValueError(f"no update ends as {state!r}")
        ids = list(updates)
        parameters = {"ended": state, "moment": self._clock()}

        def done(connection: Connection) -> None:
            for start in range(0, len(ids), _AT_ONCE):
                connection.execute(_DONE, {**parameters, "ids": ids[start : start + _AT_ONCE]})

        await self._database.at_once(done)

    async def failed(self, number: int, error: str) -> int:
        """Note that a handler failed at an update, and return how often that was so.

        At the third time it is set aside; until then it stays with its worker, who may try again or die.
        """
        parameters = {"number": number, "said": error[:_LONGEST_ERROR], "moment": self._clock()}
        async with self._database.writing() as connection:
            return await connection.scalar(_FAILED, parameters) or 0

    async def release(self, worker: str) -> int:
        """Give back what a worker has taken and not finished, and return how many updates."""
        async with self._database.writing() as connection:
            given = update(INBOX).where(_TAKEN, INBOX.c.worker == worker)
            back = given.values(state="open", worker=None, lease=None, takes=INBOX.c.takes - 1)
            return (await connection.execute(back)).rowcount

    async def free(self) -> int:
        """Give back what processes that died had taken from an SQLite file, and return how many updates."""
        async with self._database.writing() as connection:
            return (await connection.execute(_freeing(self._clock()))).rowcount

    async def depth(self) -> int:
        """Return how many updates are not finished."""
        async with self._database.reading() as connection:
            return await connection.scalar(_DEPTH) or 0

    async def last(self) -> int | None:
        """Return the highest number of an update, finished or not."""
        async with self._database.reading() as connection:
            highest: int | None = await connection.scalar(select(func.max(INBOX.c.update_id)))
        return highest

    async def aside(self, limit: int = 20) -> list[Received]:
        """Return the updates that were set aside, the latest first."""
        statement = select(*_COLUMNS).where(INBOX.c.state == "failed").order_by(INBOX.c.finished.desc()).limit(limit)
        async with self._database.reading() as connection:
            return [_received(row) for row in await connection.execute(statement)]

    async def forget(self, user: int) -> int:
        """Erase what was set aside of a user's, in whatever chat, and return how many updates."""
        aside = INBOX.c.state == "failed", INBOX.c.chat != 0
        theirs = re.compile(rb'"id"\s*:\s*%d\b' % user)
        async with self._database.writing() as connection:
            rows = await connection.execute(select(INBOX.c.update_id, INBOX.c.chat, INBOX.c.body).where(*aside))
            found = [row.update_id for row in rows if row.chat == user or theirs.search(row.body or b"")]
            for start in range(0, len(found), _AT_ONCE):
                some = INBOX.c.update_id.in_(found[start : start + _AT_ONCE])
                await connection.execute(update(INBOX).where(some).values(chat=0, body=None))
        return len(found)

    async def clean(self, before: datetime) -> int:
        """Erase the updates that were finished or set aside before a time, and return how many."""
        async with self._database.writing() as connection:
            return (await connection.execute(INBOX.delete().where(INBOX.c.finished < before))).rowcount


_NEVER = datetime.min.replace(tzinfo=UTC)

_DEPTH = select(
    select(func.count()).select_from(INBOX).where(_OPEN).scalar_subquery()
    + select(func.count()).select_from(INBOX).where(_TAKEN).scalar_subquery()
)
_HELD_BY_OTHERS = (
    select(_HOLDER.c.update_id)
    .where(_is("taken", _HOLDER), _HOLDER.c.chat == INBOX.c.chat, _HOLDER.c.worker != bindparam("taker"))
    .exists()
)
# "alone" keeps two workers from choosing at the same time, each blind to the other's choice; SKIP LOCKED keeps them
# from waiting for those that mark what is done.
_CHOSEN = (
    select(INBOX.c.update_id)
    .where(_OPEN, ~_HELD_BY_OTHERS)
    .order_by(INBOX.c.update_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TAKE = (
    update(INBOX)
    .where(INBOX.c.update_id.in_(_CHOSEN))
    .values(state="taken", worker=bindparam("taker"), lease=bindparam("until"), takes=INBOX.c.takes + 1)
    .returning(*_COLUMNS)
)
_DONE = (
    update(INBOX)
    .where(INBOX.c.update_id.in_(bindparam("ids", expanding=True)), _WAITING)
    # Whose it was matters only for as long as it waits.
    .values(state=bindparam("ended"), finished=bindparam("moment"), body=None, chat=0, worker=None, lease=None)
)
_LAST_TRY = INBOX.c.attempts + 1 >= TRIES
_FAILED = (
    update(INBOX)
    .where(INBOX.c.update_id == bindparam("number"), _WAITING)
    .values(
        attempts=INBOX.c.attempts + 1,
        error=bindparam("said"),
        state=case((_LAST_TRY, "failed"), else_=INBOX.c.state),
        finished=case((_LAST_TRY, bindparam("moment", type_=INBOX.c.finished.type)), else_=None),
        worker=case((_LAST_TRY, None), else_=INBOX.c.worker),
        lease=case((_LAST_TRY, None), else_=INBOX.c.lease),
    )
    .returning(INBOX.c.attempts)
)


def _received(row: Row[tuple[object, ...]]) -> Received:
    return Received(row.update_id, row.chat, row.body or b"", row.received, row.state, row.attempts, row.error)


def _freeing(moment: datetime) -> Update:
    """Return the statement that gives back what is taken; what was so again and again is set aside."""
    deadly = INBOX.c.takes >= DEATHS
    return (
        update(INBOX)
        .where(_TAKEN)
        .values(
            state=case((deadly, "failed"), else_="open"),
            error=case((deadly, f"not finished by {DEATHS} workers"), else_=INBOX.c.error),
            finished=case((deadly, literal(moment, INBOX.c.finished.type)), else_=None),
            worker=None,
            lease=None,
        )
    )
