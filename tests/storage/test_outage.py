"""A PostgreSQL that goes away and comes back; it is one of the test's own."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.storage.opening import MISSED, Storage, StorageError
from tests.storage import postgres
from tests.storage.ready import SECRET


def test_a_server_may_go_and_come_back() -> None:
    with postgres.own() as server:

        async def story() -> None:
            async with Storage.open(server.url, secret=SECRET) as storage:
                ear = storage.listen()
                assert await storage.ready()
                await asyncio.gather(*(storage.meta.set(f"k{n}", "1") for n in range(4)))
                server.stop()
                assert not await storage.ready()
                with pytest.raises(StorageError) as said:
                    await storage.meta.get("k0")
                expected = f"PostgreSQL at 127.0.0.1:{server.port}, database postgres: it cannot be reached"
                assert str(said.value) == expected
                with pytest.raises(StorageError, match="it cannot be reached"):
                    await Storage.open(server.url, secret=SECRET)
                server.start()
                before = time.monotonic()
                assert await storage.meta.get("k0") == "1"
                await storage.meta.set("k0", "2")
                assert await storage.ready()
                # It hears again by itself, and says that it was deaf.
                assert await asyncio.wait_for(anext(ear), 10) == (MISSED, "")
                await storage.notify("c", "again")
                assert await asyncio.wait_for(anext(ear), 10) == ("c", "again")
                assert time.monotonic() - before < 10

        asyncio.run(story())
