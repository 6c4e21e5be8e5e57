"""A process that works off an inbox until it is killed: `python -m tests.storage.dying URL`."""

from __future__ import annotations

import asyncio
import sys

from bot.storage.moments import now
from bot.storage.opening import Storage
from bot.storage.records import Received
from tests.storage.ready import SECRET


async def live(url: str) -> None:
    async with Storage.open(url, secret=SECRET) as storage:
        print("ready", flush=True)
        number = (await storage.inbox.last() or 0) + 1
        while True:
            batch = [Received(number + n, (number + n) % 3, b"{}", now()) for n in range(5)]
            await storage.inbox.put(batch)
            print("put", *(one.update for one in batch), flush=True)
            number += len(batch)
            taken = [one.update for one in await storage.inbox.take("dying", 4)]
            await storage.inbox.done(taken)
            print("done", *taken, flush=True)


if __name__ == "__main__":
    asyncio.run(live(sys.argv[1]))
