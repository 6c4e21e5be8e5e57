"""/privasi and /hapusdata: afterwards no table holds anybody's number or hash, and nobody erases another's data."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.handlers import jobs
from bot.handlers.memory import Person
from bot.handlers.usage import KEPT
from bot.phrases.table import phrase
from bot.storage.opening import Storage
from bot.storage.records import ChatSettings, Received
from bot.storage.schema import METADATA
from tests.botapi import content, offline
from tests.botapi.backend import Call
from tests.handlers import people
from tests.handlers.people import ANN, ANONYMOUS, BUDI, GROUP, PALU, UNKNOWN
from tests.handlers.stage import Stage, buttons, play, text

HER = content.user(7777301, "Rosmalina", username="rosma_l")
HIM = content.user(7777302, "Budiarto")


async def rows(storage: Storage) -> list[str]:
    """Every row of every table, as text."""
    found = []
    async with storage._database.reading() as connection:
        for table in METADATA.sorted_tables:
            for row in await connection.execute(table.select()):
                found.append(f"{table.name}: {tuple(row)!r}")
    return found


async def traces(storage: Storage, user: int) -> list[str]:
    """The rows that tell of a person, by number or by hash."""
    person = storage.person(user)
    return [row for row in await rows(storage) if str(user) in row or person in row]


async def live(stage: Stage, user: dict[str, Any]) -> None:
    """Leave something in every table that may hold anything of a person."""
    storage, number = stage.services.storage, user["id"]
    stage.clock.now += 700  # so that a group gets an answer to the same question again
    answer = await stage.ask(PALU, user=user)
    for label in ("👎", "Salah"):
        calls = await stage.bring(offline.press(stage.bot, answer, label, user=user))
    await stage.say("Namanya salah.", user=user, reply_to=calls[-1].result)
    await stage.bring(offline.press(stage.bot, await stage.ask(UNKNOWN, user=user), "Beri tahu pengelola", user=user))
    await stage.ask("/langganan kaltim", user=user)
    group = await people.ask(stage, f"/tanya {PALU}", user=user)
    await stage.bring(offline.press(stage.bot, group, "👍", user=user))
    await storage.chats.set(ChatSettings(number, "id", "short"))
    await storage.digests.mark(number, {"palu-balikpapan": "1"}, stage.clock.time())
    body = f'{{"message": {{"from": {{"id": {number}}}, "text": "?"}}}}'.encode()
    begin = number % 100 * 10
    updates = [Received(begin + at, chat, body, stage.clock.time()) for at, chat in enumerate((number, -9, number))]
    await storage.inbox.put(updates)
    for _ in range(3):
        await storage.inbox.failed(begin, "KeyError")
        await storage.inbox.failed(begin + 1, "KeyError")
    await storage.inbox.done([begin + 2])
    await stage.services.settled()


def test_nothing_is_left_of_a_person(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        storage = stage.services.storage
        await live(stage, HER)
        await live(stage, HIM)
        found = {row.partition(":")[0] for row in await traces(storage, HER["id"])}
        assert found == {"chats", "digests", "filed", "inbox", "questions", "subscriptions", "told", "votes"}
        others = len(await traces(storage, HIM["id"]))
        stage.clock.now += 60
        asked = await stage.ask("/hapusdata", user=HER)
        assert buttons(asked) == ["Ya, hapus", "Tidak jadi"]
        answered, edit = await stage.bring(offline.press(stage.bot, asked, "Ya, hapus", user=HER))
        assert (answered.method, edit.method) == ("answerCallbackQuery", "editMessageText")
        told = text(edit)
        for part in (
            "pengaturan",
            "2 penilaian",
            "1 pertanyaan kepada pengelola",
            "1 langganan",
            "2 pesan yang gagal dijawab",
            "kode penanya pada 3 pertanyaan",
        ):
            assert part in told
        assert await traces(storage, HER["id"]) == []
        assert len(await traces(storage, HIM["id"])) == others
        # What was asked stays, without her; the conversation is over.
        assert sum(PALU in row for row in await rows(storage)) == 4
        assert not stage.services.memory.dialogue(Person(HER["id"], HER["id"])).topic.cooperations
        assert stage.services.memory.dialogue(Person(HIM["id"], HIM["id"])).topic.cooperations
        again = await stage.ask("/hapusdata", user=HER)
        assert text((await stage.bring(offline.press(stage.bot, again, 0, user=HER)))[1]) == phrase("id", "prv.nothing")
        assert await traces(storage, HER["id"]) == []

    play(stage, story)


def test_no_is_no(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await live(stage, HER)
        before = await rows(stage.services.storage)
        asked = await stage.ask("/deletedata", user=HER)
        _, edit = await stage.bring(offline.press(stage.bot, asked, "Tidak jadi", user=HER))
        assert text(edit) == phrase("id", "prv.kept")
        assert buttons(edit) == []
        assert await rows(stage.services.storage) == before

    play(stage, story)


def test_in_a_group_each_erases_their_own(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        storage = stage.services.storage
        await live(stage, HER)
        await storage.chats.set(ChatSettings(GROUP["id"], "id", "full"))
        asked = await people.ask(stage, "/hapusdata", user=HER)
        (refused,) = await stage.bring(offline.press(stage.bot, asked, "Ya, hapus", user=BUDI))
        assert (refused.params["text"], refused.params["show_alert"]) == (phrase("id", "prv.other"), True)
        assert await traces(storage, HER["id"])
        told, edit = await stage.bring(offline.press(stage.bot, asked, "Ya, hapus", user=HER))
        # How much it was is told to nobody else.
        assert told.params["show_alert"] is True
        assert "penilaian" in told.params["text"]
        assert text(edit) == phrase("id", "prv.erased.group")
        assert await traces(storage, HER["id"]) == []
        assert (await storage.chats.get(GROUP["id"])).form == "full"
        anonymous = await people.ask(stage, "/hapusdata", user=ANONYMOUS, sender_chat=GROUP)
        assert text(anonymous) == phrase("id", "prv.anonymous")

    play(stage, story)


@pytest.mark.parametrize("data", ["h:", "h:y", "h:y:", "h:y:x", "h:z:1", "h:y:-5", "h:y:1:2"])
def test_false_buttons(stage: Stage, data: str) -> None:
    async def story(stage: Stage) -> None:
        (told,) = await stage.click(await stage.ask("/privasi"), data)
        assert told.params["text"] == phrase("id", "ui.button.old")

    play(stage, story)


def test_what_is_kept_is_told(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        told = await stage.ask("/privasi")
        for part in ("90 hari", "UU 27/2022", "/hapusdata", "kode acak"):
            assert part in text(told)
        assert "27/2022" in text(await stage.ask("/privacy", user=content.user(9, language="en")))
        assert text(await people.ask(stage, "/privasi", user=ANN)) == text(told)

    play(stage, story)


def test_what_is_old_is_erased(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        storage = stage.services.storage
        await live(stage, HER)
        stage.clock.now += (KEPT - timedelta(hours=1)).total_seconds()
        await jobs.daily(stage.services, stage.bot)
        assert len(await storage.votes.between(stage.clock.time() - KEPT, stage.clock.time())) == 2
        stage.clock.now += 7200
        await jobs.daily(stage.services, stage.bot)
        left = {row.partition(":")[0] for row in await rows(storage)}
        assert not left & {"questions", "votes", "filed", "inbox"}
        assert [row for row in await traces(storage, HER["id"]) if row.startswith("subscriptions")]

    play(stage, story)


def test_nothing_personal_is_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story(stage: Stage) -> None:
        await live(stage, HER)
        stage.request.backend.fault("sendMessage", 403, "Forbidden: bot was blocked by the user")
        await stage.say(PALU, user=HER)
        stage.clock.now += 60
        calls: list[Call] = [await stage.ask("/hapusdata", user=HER)]
        await stage.bring(offline.press(stage.bot, calls[0], 0, user=HER))
        stage.clock.now += KEPT.total_seconds() * 2
        await jobs.daily(stage.services, stage.bot)

    play(stage, story)
    ours = [record for record in caplog.records if record.name.startswith("bot")]
    assert "erased in time" in {record.getMessage() for record in ours}
    for record in ours:
        said = f"{record.getMessage()} {vars(record)}"
        for secret in (str(HER["id"]), "Rosmalina", "rosma_l", "Palu", "uzbekistan", "Namanya"):
            assert secret not in said
