"""Whose turn it is to send, where several processes share what Telegram allows one bot."""

from __future__ import annotations

from sqlalchemy import case

from bot.storage.database import Database
from bot.storage.moments import Clock
from bot.storage.schema import SENDING

BURST = 1.0
"""Seconds' worth of messages that may go out at once after a pause."""


class Sending:
    """One row that all processes push forward: the generic cell rate algorithm (ITU-T I.371, "virtual scheduling")."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def turn(self, a_second: float) -> float:
        """Take the next turn of so many a second, and return the seconds to wait for it; 0 if it is now."""
        moment, step = self._clock().timestamp(), 1 / a_second
        earliest = moment - BURST
        row = self._database.insert(SENDING).values(name="all", at=earliest + step)
        latest = case((SENDING.c.at > earliest, SENDING.c.at), else_=earliest)
        pushed = row.on_conflict_do_update(index_elements=["name"], set_={"at": latest + step})
        async with self._database.writing() as connection:
            at = (await connection.execute(pushed.returning(SENDING.c.at))).scalar_one()
        return max(0.0, float(at) - moment)
