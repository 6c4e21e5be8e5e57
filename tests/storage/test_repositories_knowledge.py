"""Versions, overlay and proposals: what is put in comes out, on both databases."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

from bot.storage.opening import Storage
from bot.storage.proposals import KEPT
from bot.storage.records import Waiting
from tests.storage.conftest import Place

WITA = timezone(timedelta(hours=8))
ASKED = datetime(2026, 1, 5, 17, 30, 0, 123456, tzinfo=WITA)


def test_versions(place: Place) -> None:
    async def story(storage: Storage) -> None:
        versions = storage.versions
        assert await versions.active() is None
        files = {"a.yaml": b"a: 1\n" * 1000, "b/ä.yaml": b"\x00\xff"}
        first = await versions.add("h1", "c1", "start", {"facts": 3}, files)
        assert (first.number, first.at) == (1, place.clock.now)
        assert await versions.add("h1", None, "watch", {}, {}) == first
        assert await versions.files(1) == files
        assert await versions.files(2) is None
        second = await versions.add("h2", None, "7", {"facts": 4}, {}, note="one more")
        assert await versions.active() == second
        assert await versions.activate(1)
        assert await versions.active() == first
        assert not await versions.activate(9)
        assert await versions.pinned() is None
        assert await versions.pin(1)
        assert not await versions.pin(9)
        assert await versions.pinned() == 1
        for number in range(3, 15):
            await versions.add(f"h{number}", None, "start", {}, {"x": b"%d" % number})
        assert [version.number for version in await versions.list(limit=3)] == [14, 13, 12]
        # The files of the last ten, and those of the pinned one.
        assert [n for n in range(1, 15) if await versions.files(n) is not None] == [1, *range(5, 15)]
        assert await versions.pin(None)
        assert await versions.pinned() is None
        assert await versions.get(2) == second

    place.tell(story)


def test_versions_added_at_the_same_time_get_numbers_of_their_own(place: Place) -> None:
    async def story(storage: Storage) -> None:
        added = await asyncio.gather(*(storage.versions.add(f"h{n % 4}", None, "start", {}, {}) for n in range(8)))
        numbers = {version.number: version.hash for version in added}
        assert sorted(numbers) == list(range(1, len(numbers) + 1))

    place.tell(story)


def test_overlay(place: Place) -> None:
    async def story(storage: Storage) -> None:
        await storage.overlay.put({"a.yaml": b"1", "b.yaml": None}, by=7)
        await storage.overlay.put({"a.yaml": b"2", "c.yaml": b""}, by=7)
        await storage.overlay.put({}, by=7)
        assert await storage.overlay.get() == {"a.yaml": b"2", "b.yaml": None, "c.yaml": b""}
        assert await storage.overlay.clear(["b.yaml", "z.yaml"]) == 1
        assert list(await storage.overlay.get()) == ["a.yaml", "c.yaml"]
        assert await storage.overlay.clear() == 2
        assert await storage.overlay.get() == {}

    place.tell(story)


def test_an_overlay_is_replaced_as_a_whole(place: Place) -> None:
    async def story(storage: Storage) -> None:
        await storage.overlay.put({"a.yaml": b"1", "b.yaml": None}, by=7)
        await storage.overlay.replace({"a.yaml": b"1", "c.yaml": b"2"}, by="start")
        assert await storage.overlay.get() == {"a.yaml": b"1", "c.yaml": b"2"}
        await storage.overlay.replace({}, by="start")
        assert await storage.overlay.get() == {}

    place.tell(story)


def test_a_version_knows_what_lay_over_the_folder(place: Place) -> None:
    async def story(storage: Storage) -> None:
        first = await storage.versions.add("h1", None, "7", {}, {"a.yaml": b"1"}, overlay={"b.yaml", "a.yaml"})
        assert first.overlay == ("a.yaml", "b.yaml")
        assert await storage.versions.get(1) == first
        # Back in the folder: the same files, and nothing over it.
        assert (await storage.versions.add("h1", None, "7", {}, {"a.yaml": b"1"})).overlay == ()
        (only,) = await storage.versions.list()
        assert only.overlay == ()

    place.tell(story)


def test_proposals(place: Place) -> None:
    async def story(storage: Storage) -> None:
        proposals, files = storage.proposals, {"a.yaml": b"\x00\xff" * 1000, "b.yaml": None}
        first = await proposals.add("7", 3, "h1", files, "a.yaml")
        kept = await proposals.get(first)
        assert kept == Waiting(first, place.clock.now, "7", 3, "h1", "a.yaml", files)
        taken = await asyncio.gather(*(proposals.take(first) for _ in range(4)))
        assert [one for one in taken if one] == [kept]
        assert await proposals.get(first) is None
        numbers = [await proposals.add("7", 3, "h", {}) for _ in range(KEPT + 1)]
        assert numbers[0] > first
        assert await proposals.get(numbers[0]) is None
        assert await proposals.get(numbers[1]) is not None
        assert await proposals.get(10**15) is None

    place.tell(story)
