"""A process that is killed loses nothing, and a second one may not use its file."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.storage.inbox import LEASE
from bot.storage.moments import now
from bot.storage.opening import Storage, StorageError
from tests.conftest import ROOT
from tests.storage.conftest import Place
from tests.storage.ready import SECRET


@contextmanager
def dying(url: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.storage.dying", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def test_nothing_is_lost_when_the_process_is_killed(place: Place) -> None:
    chance = random.Random(11)
    put: set[int] = set()
    done: set[int] = set()
    for _ in range(2):
        with dying(place.url) as process:
            time.sleep(0.05 + chance.random() / 5)
            process.kill()
            assert process.stdout
            for line in process.stdout:
                what, *told = line.split()
                assert not {int(n) for n in told} & done
                (put if what == "put" else done).update(map(int, told))
    assert put
    assert done
    place.clock.now = max(place.clock.now, now()) + 2 * LEASE

    async def after(storage: Storage) -> None:
        taken = [one.update for one in await storage.inbox.take("next", 100_000)]
        assert taken == sorted(taken)
        assert not set(taken) & done
        # What was told to be in and not to be done is there, but for those that were marked and never told.
        assert len(put - done - set(taken)) <= 2 * 4
        last = await storage.inbox.last()
        assert last
        assert last >= max(put)

    place.tell(after)


def test_a_second_process_is_refused_until_the_first_is_dead(place: Place) -> None:
    if place.shared:
        with dying(place.url):
            place.tell(lambda storage: storage.meta.set("two", "are welcome"))
        return
    with dying(place.url) as process:
        with pytest.raises(StorageError, match=f"process {process.pid} is using it; one bot at a time on SQLite"):
            asyncio.run(_open(place.url))
        process.kill()
        process.wait()
        # The lock's file is still there and says the dead one's number: that alone means nothing.
        asyncio.run(_open(place.url))


async def _open(url: str) -> None:
    await (await Storage.open(url, secret=SECRET)).close()
