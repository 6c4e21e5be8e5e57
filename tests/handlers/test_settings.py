"""/pengaturan: by administrators, for the chat; what is set holds, also after a restart and a move."""

from __future__ import annotations

import pytest

from bot.handlers.settings import MOST_TOPICS
from bot.phrases.table import phrase
from bot.storage.records import ChatSettings
from tests.botapi import content, offline
from tests.botapi.backend import Call
from tests.botapi.content import Json
from tests.handlers import people
from tests.handlers.people import ANN, ANONYMOUS, BASIC, BUDI, FORUM, GROUP, PALU, PAREPARE, UNKNOWN, ask, say
from tests.handlers.stage import Stage, play, text

NEW = -1007770007770


def seat(stage: Stage, *chats: Json, boss: Json = ANN, status: str = "administrator") -> None:
    """Let one be an administrator and Budi an ordinary member."""
    for chat in chats:
        stage.request.world.add_chat(chat, content.member(boss, status), content.member(BUDI))


async def choose(stage: Stage, card: Call, label: str, user: Json = ANN) -> Call:
    """Press a button of the settings, which changes them, and return the new card."""
    calls = await stage.bring(offline.press(stage.bot, card, label, user=user))
    assert [call.method for call in calls][-2:] == ["answerCallbackQuery", "editMessageText"]
    return calls[-1]


def checked(call: Call) -> list[str]:
    return [label[2:] for row in people.rows(call) for label in row if label.startswith("✓ ")]


def test_a_group_is_set_by_its_administrators(stage: Stage) -> None:
    seat(stage, GROUP, BASIC, status="creator")

    async def story(stage: Stage) -> None:
        for chat in (GROUP, BASIC):
            _, card = await say(stage, "/pengaturan", chat)
            assert checked(card) == ["Ikut pertanyaan", "Jawaban ringkas", "Balasan dijawab"]
            card = await choose(stage, card, "Jawaban lengkap")
            card = await choose(stage, card, "Balasan diabaikan")
            card = await choose(stage, card, "English")
            assert checked(card) == ["English", "Full answers", "Ignore replies"]
            full = await ask(stage, f"/tanya {PALU}", chat, BUDI)
            assert people.rows(full) == [["👍", "👎"]]
            assert "Friday, 30 May 2025" in text(full)
            assert await say(stage, "kapan itu?", chat, BUDI, reply_to=full.result) == []

    play(stage, story)


def test_others_are_kindly_refused(stage: Stage) -> None:
    seat(stage, GROUP)

    async def story(stage: Stage) -> None:
        _, refused = await say(stage, "/pengaturan", user=BUDI)
        assert text(refused) == phrase("id", "set.no")
        _, card = await say(stage, "/pengaturan")
        _, told = await stage.bring(offline.press(stage.bot, card, "English", user=BUDI))
        assert (told.params["text"], told.params["show_alert"]) == (phrase("id", "set.no"), True)
        assert (await stage.services.storage.chats.get(GROUP["id"])).language is None

    play(stage, story)


def test_an_administrator_is_asked_for_once_in_a_while(stage: Stage) -> None:
    seat(stage, GROUP)

    async def story(stage: Stage) -> None:
        _, card = await say(stage, "/pengaturan")
        for label in ("English", "Full answers"):
            card = await choose(stage, card, label)
        assert len(stage.request.sent("getChatMember")) == 1
        # Whoever is one no longer is found out soon.
        seat(stage, GROUP, status="member")
        stage.clock.now += 61
        _, told = await stage.bring(offline.press(stage.bot, card, "Indonesia", user=ANN))
        assert told.params["show_alert"] is True

    play(stage, story)


def test_an_anonymous_administrator_counts(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        card = await ask(stage, "/pengaturan", user=ANONYMOUS, sender_chat=GROUP)
        assert checked(card)
        assert stage.request.sent("getChatMember") == []

    play(stage, story)


def test_where_telegram_does_not_tell_nobody_is_one(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        stage.request.backend.fault("getChatMember", 400, "Bad Request: CHAT_ADMIN_REQUIRED")
        _, refused = await say(stage, "/pengaturan")
        assert text(refused) == phrase("id", "set.no")

    play(stage, story)


def test_topics_in_which_it_may_speak(stage: Stage) -> None:
    seat(stage, FORUM)

    async def story(stage: Stage) -> None:
        _, card = await say(stage, "/pengaturan", FORUM, thread=7)
        card = await choose(stage, card, "Topik ini")
        assert phrase("id", "set.topics.some", count=1) in text(card)
        assert await say(stage, f"/tanya {PALU}", FORUM) == []
        assert await say(stage, f"@test_bot {PALU}", FORUM, thread=8) == []
        assert await say(stage, "/help", FORUM, thread=8) == []
        answer = await ask(stage, f"/tanya {PALU}", FORUM, thread=7)
        assert "30 Mei 2025" in text(answer)
        # The settings answer everywhere, or nobody could undo them; the general topic is one like others.
        general = await ask(stage, "/pengaturan", FORUM)
        assert checked(await choose(stage, general, "Topik ini"))[-1] == "Topik ini"
        assert "Tasming" in text(await ask(stage, f"/tanya {PAREPARE}", FORUM))
        assert checked(await choose(stage, card, "✓ Topik ini"))[-1] != "Topik ini"
        assert await say(stage, f"/tanya {UNKNOWN}", FORUM, thread=7) == []
        await choose(stage, card, "Semua topik")
        assert len(await say(stage, f"/tanya {UNKNOWN}", FORUM, thread=9)) == 1

    play(stage, story)


def test_somebody_sets_their_own_chat(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        card = await stage.ask("/pengaturan")
        assert checked(card) == ["Ikut pertanyaan", "Jawaban lengkap"]
        card = await choose(stage, card, "English")
        card = await choose(stage, card, "Short answers")
        assert checked(card) == ["English", "Short answers"]
        answer = await stage.ask("apa saja kerja sama Balikpapan?")
        assert "2. " in text(answer)
        assert people.rows(answer)[0] == ["More"]
        _, whole = await stage.press(answer, "More")
        assert text(whole).startswith(text(answer).split("\n")[0])
        assert ["More"] not in people.rows(whole)
        assert len(text(whole)) > len(text(answer))
        related = await stage.ask(PALU)
        assert text(related).startswith("Palu's city government")
        _, pressed = await stage.press(related, people.rows(related)[0][0])
        assert "Sources" in text(pressed)
        assert text(await stage.ask("/help")).startswith("Just ask")
        assert text(await stage.ask("/start")).startswith("Hello!")

    play(stage, story)


def test_settings_survive_a_restart(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await choose(stage, await stage.ask("/pengaturan"), "English")
        await stage.application.shutdown()
        stage.restart()
        async with stage.application:
            assert text(await stage.ask(PALU)).startswith("Palu's city government")
        await stage.application.initialize()

    play(stage, story)


def test_settings_move_with_their_group(stage: Stage) -> None:
    seat(stage, BASIC)

    async def story(stage: Stage) -> None:
        _, card = await say(stage, "/pengaturan", BASIC)
        await choose(stage, card, "English")
        assert await say(stage, "", BASIC, migrate_to_chat_id=NEW) == []
        supergroup = content.group(NEW)
        assert await say(stage, "", supergroup, migrate_from_chat_id=BASIC["id"]) == []
        # It is the same group: no greeting.
        assert await stage.bring(offline.placed(stage.bot, supergroup, "left", "member")) == []
        assert "30 May 2025" in text(await ask(stage, f"/tanya {PALU}", supergroup))
        assert await stage.services.storage.chats.get(BASIC["id"]) == ChatSettings(BASIC["id"])

    play(stage, story)


def test_a_group_that_has_moved_unheard_is_followed(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.services.storage.chats.set(ChatSettings(BASIC["id"], language="en"))
        stage.request.world.add_chat(content.group(NEW))
        moved = {"migrate_to_chat_id": NEW}
        stage.request.backend.fault("sendMessage", 400, "Bad Request: group chat was upgraded", moved)
        refused, sent = await say(stage, f"/tanya {PALU}", BASIC)
        assert refused.status == 400
        assert sent.params["chat_id"] == NEW
        assert "reply_parameters" not in sent.params
        assert (await stage.services.storage.chats.get(NEW)).language == "en"

    play(stage, story)


@pytest.mark.parametrize(
    "data", ["p:", "p:l:fr", "p:f:auto", "p:r:2", "p:t:id", "p:x:1", "p:l:id:1", "p:t:" + "9" * 30]
)
def test_a_strange_press_changes_nothing(stage: Stage, data: str) -> None:
    async def story(stage: Stage) -> None:
        card = await stage.ask("/pengaturan")
        (told,) = await stage.click(card, data)
        assert told.params["text"] == phrase("id", "ui.button.old")
        assert await stage.services.storage.chats.get(1) == ChatSettings(1)

    play(stage, story)


def test_a_forum_names_no_endless_list_of_topics(stage: Stage) -> None:
    seat(stage, FORUM)

    async def story(stage: Stage) -> None:
        topics = tuple(range(2, MOST_TOPICS + 2))
        await stage.services.storage.chats.set(ChatSettings(FORUM["id"], topics=topics))
        _, card = await say(stage, "/pengaturan", FORUM, thread=7)
        assert checked(card)[-1] == "Topik ini"
        (told,) = await stage.bring(offline.click(stage.bot, card, "p:t:500", user=ANN))
        assert told.params["text"] == phrase("id", "ui.button.old")

    play(stage, story)
