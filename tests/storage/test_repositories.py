"""What is put in comes out, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.storage.inbox import TRIES
from bot.storage.opening import Storage
from bot.storage.records import Action, ChatSettings, Question, Received, Subscription, Vote, new_id
from tests.storage.conftest import Clock, Place

WITA = timezone(timedelta(hours=8))
ASKED = datetime(2026, 1, 5, 17, 30, 0, 123456, tzinfo=WITA)


def question(number: int, **changes: object) -> Question:
    plain = Question(
        id=number,
        asked=ASKED + timedelta(minutes=number % 1000),
        text="Kapan Palu berkunjung?",
        language="id",
        status="answer",
        entry="palu-balikpapan",
        facts=("f1", "f2"),
        confidence=0.75,
        where="group",
        milliseconds=3.25,
        version=1,
        person="0123456789abcdef",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_ids_are_in_the_order_of_time_and_fit_63_bits() -> None:
    first = new_id()
    many = {new_id() for _ in range(1000)}
    assert len(many) == 1000
    assert max(many) < 2**63
    assert min(many) >> 22 >= first >> 22


def test_chats(place: Place) -> None:
    async def story(storage: Storage) -> None:
        assert await storage.chats.get(-100) == ChatSettings(-100)
        english = ChatSettings(-100, language="en", form="short", replies=False, topics=(3, 2**40))
        await storage.chats.set(english)
        assert await storage.chats.get(-100) == english
        await storage.chats.set(replace(english, language=None))
        assert await storage.chats.get(-100) == replace(english, language=None)
        filed = await storage.filed.add("Apa?", "id", -100, 7)
        await storage.chats.migrate(-100, -1009)
        assert await storage.chats.get(-100) == ChatSettings(-100)
        assert await storage.chats.get(-1009) == replace(english, chat=-1009, language=None)
        assert await storage.filed.open() == [replace(filed, chat=-1009)]
        assert await storage.chats.count() == 1
        assert await storage.chats.forget(-1009)
        assert not await storage.chats.forget(-1009)
        assert await storage.chats.get(-1009) == ChatSettings(-1009)

    place.tell(story)


def test_settings_are_kept_in_the_database(place: Place) -> None:
    kept = ChatSettings(5, language="en", topics=(1,))
    place.tell(lambda storage: storage.chats.set(kept))

    async def later(storage: Storage) -> None:
        assert await storage.chats.get(5) == kept

    place.tell(later)


def test_settings_read_while_they_change_are_not_remembered(place: Place) -> None:
    async def story(storage: Storage) -> None:
        for turn in range(20):
            new = ChatSettings(5, form=("short", "full")[turn % 2])
            await asyncio.gather(storage.chats.get(5), storage.chats.set(new), storage.chats.get(5))
            assert await storage.chats.get(5) == new

    place.tell(story)


def test_questions(place: Place) -> None:
    async def story(storage: Storage) -> None:
        numbers = [new_id() for _ in range(3)]
        first, second, third = (question(n, asked=ASKED + timedelta(hours=i)) for i, n in enumerate(numbers))
        second = replace(second, text="a\u0000b😀", entry=None, facts=(), person=None, status="unknown")
        for one in (third, first, second):
            await storage.questions.add(one)
        await storage.questions.add(replace(first, text="another"))
        assert await storage.questions.get(numbers[0]) == first
        assert await storage.questions.get(1) is None
        kept = replace(second, text="ab😀")
        assert await storage.questions.between(ASKED, ASKED + timedelta(hours=2)) == [first, kept]
        found = await storage.questions.get(numbers[0])
        assert found
        assert found.asked.tzinfo is UTC
        assert await storage.questions.forget("0123456789abcdef") == 2
        assert await storage.questions.get(numbers[2]) == replace(third, person=None)
        assert await storage.questions.purge(ASKED + timedelta(hours=1)) == 1
        assert await storage.questions.get(numbers[0]) is None
        assert len(await storage.questions.between(ASKED, ASKED + timedelta(days=1))) == 2

    place.tell(story)


def test_a_time_without_its_zone_is_refused(place: Place) -> None:
    async def story(storage: Storage) -> None:
        with pytest.raises(Exception, match="a time without its zone"):
            await storage.questions.add(question(1, asked=datetime(2026, 1, 1)))
        await storage.questions.add(question(2))

    place.tell(story)


def test_many_write_at_the_same_time(place: Place) -> None:
    async def story(storage: Storage) -> None:
        questions = [question(n) for n in range(1, 201)]
        votes = [storage.votes.set(n, f"{n:016x}", 1) for n in range(100)]
        chats = [storage.chats.set(ChatSettings(n)) for n in range(100)]
        await asyncio.gather(*(storage.questions.add(one) for one in questions), *votes, *chats)
        assert await storage.questions.between(ASKED, ASKED + timedelta(days=1)) == questions
        assert await storage.chats.count() == 100

    place.tell(story)


def test_a_write_that_is_cancelled_breaks_nothing(place: Place) -> None:
    async def story(storage: Storage) -> None:
        for steps in range(40):
            task = asyncio.create_task(storage.votes.set(steps, "p", 1))
            for _ in range(steps):
                await asyncio.sleep(0 if steps % 2 else 0.0002)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await storage.votes.set(1000 + steps, "p", -1)
            assert await storage.votes.tally(1000 + steps) == (0, 1)

    place.tell(story)


def test_votes(place: Place) -> None:
    async def story(storage: Storage) -> None:
        at, later = place.clock.now, place.clock.now + timedelta(hours=1)
        await storage.votes.set(1, "a", -1)
        assert await storage.votes.reason(1, "a", "old")
        assert await storage.votes.comment(1, "a", "sudah lama")
        assert not await storage.votes.reason(1, "b", "old")
        await storage.votes.set(1, "a", -1)
        assert await storage.votes.of(1, "a") == Vote(1, "a", -1, "old", "sudah lama", at)
        await storage.votes.set(1, "b", 1)
        assert await storage.votes.tally(1) == (1, 1)
        assert await storage.votes.tally(2) == (0, 0)
        place.clock.wait(hours=1)
        await storage.votes.set(1, "a", 1)
        assert await storage.votes.of(1, "a") == Vote(1, "a", 1, None, None, later)
        assert [vote.person for vote in await storage.votes.between(at, later)] == ["b"]
        assert [vote.person for vote in await storage.votes.between(at, later + timedelta(1))] == ["b", "a"]
        assert await storage.votes.forget("a") == 1
        assert await storage.votes.of(1, "a") is None
        assert await storage.votes.purge(later) == 1
        with pytest.raises(ValueError, match="\\+1 or -1"):
            await storage.votes.set(1, "a", 2)

    place.tell(story)


def test_filed(place: Place) -> None:
    async def story(storage: Storage) -> None:
        first = await storage.filed.add("Siapa wali kota?", "id", 7, 7)
        assert first.state == "open"
        place.clock.wait(hours=1)
        assert await storage.filed.add("siapa wali kota", "id", 7, 7) == first
        other = await storage.filed.add("Siapa wali kota?", "id", 8, 8)
        assert other.id > first.id
        assert await storage.filed.open() == [first, other]
        assert await storage.filed.close(first.id, "answered", "e1")
        assert await storage.filed.close(first.id, "done")
        assert await storage.filed.get(first.id) == replace(first, state="done", entry="e1")
        assert await storage.filed.having("done") == [replace(first, state="done", entry="e1")]
        assert not await storage.filed.close(99, "done")
        with pytest.raises(ValueError, match="never 'lost'"):
            await storage.filed.close(first.id, "lost")
        assert await storage.filed.purge(place.clock.now) == 1
        assert await storage.filed.forget(8) == 1
        assert await storage.filed.get(other.id) is None
        # A number is never given twice.
        assert (await storage.filed.add("Lagi?", "id", 8, 8)).id > other.id

    place.tell(story)


def test_subscriptions(place: Place) -> None:
    async def story(storage: Storage) -> None:
        since = place.clock.now
        assert await storage.subscriptions.add(7, "region", "palu", "id")
        place.clock.wait(hours=1)
        assert not await storage.subscriptions.add(7, "region", "palu", "en")
        assert await storage.subscriptions.add(7, "all", "", "id")
        assert await storage.subscriptions.add(3, "sector", "pangan", "id")
        palu = Subscription(7, "region", "palu", "en", since)
        assert await storage.subscriptions.of(7) == (palu, Subscription(7, "all", "", "id", place.clock.now))
        assert [(one.user, one.kind) for one in await storage.subscriptions.all()] == [
            (3, "sector"),
            (7, "all"),
            (7, "region"),
        ]
        assert await storage.subscriptions.remove(7, "all", "")
        assert not await storage.subscriptions.remove(7, "all", "")
        assert await storage.subscriptions.forget(7) == 1
        assert await storage.subscriptions.of(7) == ()
        with pytest.raises(ValueError, match="nobody subscribes"):
            await storage.subscriptions.add(7, "person", "x", "id")

    place.tell(story)


def test_digests(place: Place) -> None:
    async def story(storage: Storage) -> None:
        assert await storage.digests.sent(7) is None
        assert await storage.digests.told(7) == {}
        await storage.digests.mark(7, {"a": "1", "b": "1"}, ASKED)
        await storage.digests.mark(7, {"b": "2"}, ASKED + timedelta(1))
        await storage.digests.mark(8, {}, ASKED)
        assert await storage.digests.sent(7) == ASKED + timedelta(1)
        assert await storage.digests.told(7) == {"a": "1", "b": "2"}
        assert await storage.digests.forget(7) == 3
        assert await storage.digests.told(7) == {}
        assert await storage.digests.sent(8) == ASKED

    place.tell(story)


def test_the_size_is_told(place: Place) -> None:
    async def story(storage: Storage) -> None:
        assert 10_000 < await storage.size() < 10**9

    place.tell(story)


def test_actions(place: Place) -> None:
    async def story(storage: Storage) -> None:
        start = place.clock.now
        for number in range(3):
            await storage.actions.add(900, "reload", f"version {number}")
            place.clock.wait(minutes=1)
        assert await storage.actions.list(2) == [
            Action(start + timedelta(minutes=2), 900, "reload", "version 2"),
            Action(start + timedelta(minutes=1), 900, "reload", "version 1"),
        ]

    place.tell(story)


def test_meta(place: Place) -> None:
    async def story(storage: Storage) -> None:
        assert await storage.meta.get("k") is None
        await storage.meta.set("k", "1")
        await storage.meta.set("k", "2")
        assert await storage.meta.get("k") == "2"
        assert not await storage.meta.add_once("k", "3")
        firsts = await asyncio.gather(*(storage.meta.add_once("new", str(n)) for n in range(8)))
        assert sum(firsts) == 1
        assert await storage.meta.get("new") == str(firsts.index(True))
        seconds = await asyncio.gather(*(storage.meta.replace("k", "2", f"n{n}") for n in range(8)))
        assert await storage.meta.get("k") == f"n{seconds.index(True)}"
        assert seconds.count(True) == 1
        assert await storage.meta.replace("none", None, "1")
        assert not await storage.meta.replace("none", None, "2")

    place.tell(story)


def test_a_person_is_the_same_tomorrow_and_nobody_elsewhere(place: Place) -> None:
    seen: list[str] = []

    async def story(storage: Storage) -> None:
        seen.append(storage.person(7))
        assert storage.person(8) != storage.person(7)

    place.tell(story)
    place.tell(story)
    assert seen[0] == seen[1]
    assert len(seen[0]) == 16
    assert int(seen[0], 16) != 7


def test_a_user_is_forgotten_everywhere(place: Place) -> None:
    async def story(storage: Storage) -> None:
        for user in (7, 8):
            person = storage.person(user)
            await storage.questions.add(question(user, person=person))
            await storage.votes.set(user, person, -1)
            await storage.votes.comment(user, person, "text")
            await storage.filed.add("Apa?", "id", user, user)
            await storage.subscriptions.add(user, "all", "", "id")
            await storage.digests.mark(user, {"a": "1"}, ASKED)
            await storage.chats.set(ChatSettings(user, "en"))
            # What failed of theirs, in a group too; and what was answered says no longer in which chat.
            first = 10 * user
            bodies = (b"{}", b'{"from": {"id":%d}}' % user, b"{}")
            chats = (user, -1009, user)
            rows = [Received(first + n, chats[n], bodies[n], ASKED) for n in range(3)]
            await storage.inbox.put(rows)
            for number in (first, first + 1):
                for _ in range(TRIES):
                    await storage.inbox.failed(number, "KeyError")
            await storage.inbox.done([first + 2])
        erased = {"inbox": 2, "settings": 1, "votes": 1, "filed": 1, "subscriptions": 1, "digests": 2, "questions": 1}
        assert await storage.forget(7) == erased
        assert await storage.forget(7) == dict.fromkeys(erased, 0)
        assert [(one.chat, one.body) for one in await storage.inbox.aside() if one.update < 80] == [(0, b"")] * 2
        assert sorted(one.chat for one in await storage.inbox.aside() if one.update >= 80) == [-1009, 8]
        kept = await storage.questions.get(7)
        assert kept
        assert kept.person is None
        assert [vote.question for vote in await storage.votes.between(ASKED - timedelta(9), ASKED + timedelta(9))] == [
            8
        ]
        assert [one.user for one in await storage.filed.open()] == [8]
        assert [one.user for one in await storage.subscriptions.all()] == [8]
        assert await storage.digests.sent(7) is None
        assert await storage.digests.told(8) == {"a": "1"}
        assert await storage.chats.get(7) == ChatSettings(7)
        assert await storage.chats.get(8) == ChatSettings(8, "en")

    place.tell(story)


def test_what_people_wrote_is_erased_in_time(place: Place) -> None:
    clock: Clock = place.clock

    async def story(storage: Storage) -> None:
        await storage.questions.add(question(1, asked=clock.now))
        await storage.votes.set(1, "a", 1)
        await storage.filed.add("Apa?", "id", 7, 7)
        limit = clock.wait(days=1)
        await storage.questions.add(question(2, asked=clock.now))
        await storage.votes.set(2, "a", 1)
        await storage.filed.add("Siapa?", "id", 7, 7)
        assert await storage.purge(limit) == {"questions": 1, "votes": 1, "filed": 1, "inbox": 0}
        assert await storage.purge(limit) == {"questions": 0, "votes": 0, "filed": 0, "inbox": 0}
        assert await storage.votes.tally(2) == (1, 0)

    place.tell(story)
