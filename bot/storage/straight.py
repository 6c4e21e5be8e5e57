"""Whole transactions on an SQLite file, each with a single change of thread.

The asynchronous driver changes it for every cursor, statement, fetch and commit: half of what the inbox cost
went into that, and each change may wait until another thread lets go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")


class Straight:
    """One thread, and a connection each for what may be lost in a power cut and for what may not."""

    def __init__(self, usual: Engine, durable: Engine) -> None:
        """Take two engines, whose connections may be used in any thread."""
        self._engines = {False: usual, True: durable}
        self._thread = ThreadPoolExecutor(1, "database")
        self._ended = False

    async def do(self, work: Callable[[Connection], T], *, durable: bool) -> T:
        """Return what `work` returns, in a transaction of its own.

        Who is cancelled meanwhile goes only when the transaction has ended: nobody shall come in between.
        """
        done = asyncio.get_running_loop().run_in_executor(self._thread, self._done, work, durable)
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            await asyncio.wait({done})
            raise

    def _done(self, work: Callable[[Connection], T], durable: bool) -> T:
        with self._engines[durable].begin() as connection:
            return work(connection)

    async def dispose(self) -> None:
        """Close the connections and end the thread; again is harmless."""
        if self._ended:
            return
        self._ended = True
        for engine in self._engines.values():
            await asyncio.get_running_loop().run_in_executor(self._thread, engine.dispose)
        self._thread.shutdown(wait=False)
