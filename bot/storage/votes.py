"""What people think of answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from bot.storage.database import Database
from bot.storage.moments import Clock
from bot.storage.records import Vote
from bot.storage.schema import VOTES


class Votes:
    """One vote for each person and answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def set(self, question: int, person: str, value: int) -> None:
        """Keep a vote, +1 or -1; one that turns loses its reason and its comment, which spoke for the other."""
        if value not in (-1, 1):
            raise ValueError("a vote is +1 or -1")
        new = self._database.insert(VOTES)
        turns = VOTES.c.value != new.excluded.value
        statement = new.on_conflict_do_update(
            index_elements=["question", "person"],
            set_={"value": new.excluded.value, "at": new.excluded.at, "reason": None, "comment": None},
            where=turns,
        )
        row = {"question": question, "person": person, "value": value, "at": self._clock()}
        async with self._database.writing() as connection:
            await connection.execute(statement, row)

    async def reason(self, question: int, person: str, reason: str) -> bool:
        """Keep why someone voted so; False if they have not voted."""
        return await self._say(question, person, reason=reason)

    async def comment(self, question: int, person: str, text: str) -> bool:
        """Keep what someone says about an answer; False if they have not voted."""
        return await self._say(question, person, comment=text)

    async def tally(self, question: int) -> tuple[int, int]:
        """Return how many votes are for an answer and how many against."""
        statement = select(VOTES.c.value, func.count()).where(VOTES.c.question == question).group_by(VOTES.c.value)
        async with self._database.reading() as connection:
            found = {row[0]: row[1] for row in await connection.execute(statement)}
        return found.get(1, 0), found.get(-1, 0)

    async def of(self, question: int, person: str) -> Vote | None:
        """Return somebody's vote on an answer."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(VOTES).where(*_is(question, person)))).one_or_none()
        return Vote(**row._mapping) if row else None

    async def between(self, since: datetime, until: datetime) -> list[Vote]:
        """Return the votes from a time until before another, oldest first."""
        order = VOTES.c.at, VOTES.c.question, VOTES.c.person
        statement = select(VOTES).where(VOTES.c.at >= since, VOTES.c.at < until).order_by(*order)
        async with self._database.reading() as connection:
            return [Vote(**row._mapping) for row in await connection.execute(statement)]

    async def purge(self, before: datetime) -> int:
        """Erase the votes of before a time, with their comments, and return how many."""
        async with self._database.writing() as connection:
            return (await connection.execute(VOTES.delete().where(VOTES.c.at < before))).rowcount

    async def forget(self, person: str) -> int:
        """Erase all votes of a person, and return how many."""
        async with self._database.writing() as connection:
            return (await connection.execute(VOTES.delete().where(VOTES.c.person == person))).rowcount

    async def _say(self, question: int, person: str, **values: str) -> bool:
        async with self._database.writing() as connection:
            done = await connection.execute(update(VOTES).where(*_is(question, person)).values(**values))
            return done.rowcount > 0


def _is(question: int, person: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return VOTES.c.question == question, VOTES.c.person == person
