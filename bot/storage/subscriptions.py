"""Who wants to hear of what."""

from __future__ import annotations

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.moments import Clock
from bot.storage.records import Subscription
from bot.storage.schema import SUBSCRIPTIONS

_KINDS = ("region", "sector", "all")


class Subscriptions:
    """Subscriptions of users to regions, sectors or everything."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def add(self, user: int, kind: str, ref: str, language: str) -> bool:
        """Subscribe a user; False if they are subscribed already, when only the language may change."""
        if kind not in _KINDS:
            raise ValueError(f"nobody subscribes to a {kind!r}")
        row = {"user": user, "kind": kind, "ref": ref, "language": language, "since": self._clock()}
        new = self._database.insert(SUBSCRIPTIONS)
        fresh = new.on_conflict_do_nothing().returning(SUBSCRIPTIONS.c.user)
        async with self._database.writing() as connection:
            if await connection.scalar(fresh, row) is not None:
                return True
            same = SUBSCRIPTIONS.update().where(
                SUBSCRIPTIONS.c.user == user, SUBSCRIPTIONS.c.kind == kind, SUBSCRIPTIONS.c.ref == ref
            )
            await connection.execute(same.values(language=language))
            return False

    async def remove(self, user: int, kind: str, ref: str) -> bool:
        """End a subscription; False if there was none."""
        there = SUBSCRIPTIONS.c.user == user, SUBSCRIPTIONS.c.kind == kind, SUBSCRIPTIONS.c.ref == ref
        async with self._database.writing() as connection:
            return (await connection.execute(SUBSCRIPTIONS.delete().where(*there))).rowcount > 0

    async def of(self, user: int) -> tuple[Subscription, ...]:
        """Return what a user is subscribed to, oldest first."""
        order = SUBSCRIPTIONS.c.since, SUBSCRIPTIONS.c.kind, SUBSCRIPTIONS.c.ref
        statement = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.user == user).order_by(*order)
        async with self._database.reading() as connection:
            return tuple(Subscription(**row._mapping) for row in await connection.execute(statement))

    async def all(self) -> list[Subscription]:
        """Return all subscriptions, those of a user together."""
        statement = select(SUBSCRIPTIONS).order_by(SUBSCRIPTIONS.c.user, SUBSCRIPTIONS.c.kind, SUBSCRIPTIONS.c.ref)
        async with self._database.reading() as connection:
            return [Subscription(**row._mapping) for row in await connection.execute(statement)]

    async def forget(self, user: int) -> int:
        """End all subscriptions of a user, and return how many."""
        async with self._database.writing() as connection:
            return (await connection.execute(SUBSCRIPTIONS.delete().where(SUBSCRIPTIONS.c.user == user))).rowcount
