"""Groups: spoken to, the bot answers once, in place and in short; otherwise it is silent."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answering.dialogue import Dialogue
from bot.answering.engine import Engine
from bot.answering.outcomes import Choice, Clarify, Outcome, Topic
from bot.phrases.table import phrase
from tests.botapi import content, offline
from tests.botapi.content import Json
from tests.handlers import people
from tests.handlers.people import ANN, ANONYMOUS, BASIC, BUDI, CITRA, FORUM, GROUP, PALU, PAREPARE, UNKNOWN, ask, say
from tests.handlers.stage import Stage, play, text


@pytest.mark.parametrize(
    "words",
    [
        f"/tanya {PALU}",
        f"/tanya@test_bot {PALU}",
        f"/TANYA@Test_Bot\n{PALU}",
        f"/ask {PALU}",
        f"@test_bot {PALU}",
        f"@Test_Bot, {PALU}",
        "🙂🙂 kapan Palu @test_bot berkunjung ke Balikpapan?",
        f"{PALU} @test_bot",
    ],
)
def test_who_speaks_to_it_is_answered_in_place(stage: Stage, words: str) -> None:
    async def story(stage: Stage) -> None:
        for chat in (GROUP, BASIC):
            reply = await ask(stage, words, chat)
            assert "Jumat, 30 Mei 2025" in text(reply)
            assert "fokusborneo.com" in str(reply.result["entities"])
            assert reply.result["reply_to_message"]["text"].endswith(words[-5:])

    play(stage, story)


CAPTION = content.photo(caption=f"@test_bot {PALU}")


@pytest.mark.parametrize(
    ("words", "how"),
    [
        (PALU, {}),
        ("selamat pagi semua", {}),
        (f"/tanya@other_bot {PALU}", {}),
        ("/start@other_bot", {}),
        ("/help@other_bot", {}),
        ("/statistik", {}),
        ("@test_bota kapan Palu berkunjung?", {}),
        ("surel: a@test_bot.id", {}),
        (f"/tanya {PALU}", {"user": people.BOT}),
        (f"@test_bot {PALU}", {"user": people.CHANNEL_BOT, "sender_chat": people.CHANNEL}),
        (f"@test_bot {PALU}", people.LINKED),
        (f"@test_bot {PALU}", {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}}),
        (f"@test_bot {PALU}", {"via_bot": people.BOT}),
        ("", content.sticker()),
        ("", {"new_chat_members": [BUDI]}),
        ("", {"left_chat_member": BUDI}),
    ],
)  # fmt: skip
def test_it_is_silent_where_nobody_speaks_to_it(stage: Stage, words: str, how: Json) -> None:
    async def story(stage: Stage) -> None:
        for chat in (GROUP, BASIC, FORUM):
            assert await stage.say(words, chat=chat, **how) == []

    play(stage, story)


def test_a_caption_can_ask_too(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        assert "30 Mei 2025" in text(await ask(stage, "", **CAPTION))

    play(stage, story)


def test_an_administrator_who_stays_anonymous_may_ask(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        first = await ask(stage, f"/tanya {PAREPARE}", user=ANONYMOUS, sender_chat=GROUP)
        assert "Tasming" in text(first)
        assert "2026" in text(await ask(stage, "/tanya kapan itu?", user=ANONYMOUS, sender_chat=GROUP))

    play(stage, story)


def test_the_topic_of_a_forum_is_kept(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        opened = {"message_id": 7, "date": 1, "chat": FORUM, "from": stage.request.world.me}
        opened["forum_topic_created"] = {"name": "Berita", "icon_color": 0}
        # Every message of a topic "replies" to its beginning, here one that the bot itself has made.
        assert await say(stage, PALU, FORUM, thread=7, reply_to=opened) == []
        asked = offline.message(stage.bot, f"@test_bot {PALU}", chat=FORUM, thread=7, reply_to=opened)
        (reply,) = await stage.bring(asked)
        assert reply.params["message_thread_id"] == 7
        assert asked.message is not None
        assert people.replied(reply) == asked.message.message_id
        general = await ask(stage, f"/tanya {PAREPARE}", FORUM)
        assert "message_thread_id" not in general.params

    play(stage, story)


def test_the_short_form_keeps_sources_and_notes_and_unfolds(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        reply = await ask(stage, "/tanya apa saja kerja sama Balikpapan?")
        assert people.rows(reply) == [["Selengkapnya", "👍", "👎"]]
        assert phrase("id", "ui.more", count=1) in text(reply)
        answered, edit = await stage.press(reply, "Selengkapnya")
        assert (answered.method, edit.method) == ("answerCallbackQuery", "editMessageText")
        assert edit.params["message_id"] == reply.result["message_id"]
        assert people.rows(edit) == [["👍", "👎"]]
        assert text(edit).count("\n4. ") == 1
        assert text(edit).count("\n• ") > text(reply).count("\n• ") >= 3
        noted = await ask(stage, f"/tanya {PALU}")
        assert "Catatan: " in text(noted)
        assert "Sumber\n• Fokus Borneo" in text(noted)

    play(stage, story)


def test_what_is_not_known_is_one_line(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for words in (UNKNOWN, "apa kerja sama Surabaya?", "resep rendang"):
            reply = await ask(stage, f"/tanya {words}")
            assert "\n" not in text(reply)
            assert people.rows(reply) == [["Beri tahu pengelola"]]

    play(stage, story)


def test_a_reply_to_someone_with_tanya_answers_that_message(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        question = offline.message(stage.bot, PALU, chat=GROUP, user=BUDI).to_dict()["message"]
        for call in ("/tanya", "@test_bot"):
            reply = await ask(stage, call, user=CITRA, reply_to=question)
            if call == "/tanya":
                assert "30 Mei 2025" in text(reply)
                assert people.replied(reply) == question["message_id"]
            else:  # answered already: never twice
                assert text(reply).startswith("Baru saja")

    play(stage, story)


def test_only_the_quoted_part_is_asked(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        above = offline.message(stage.bot, f"Ibu kota Kaltim apa? {PALU}", chat=GROUP, user=BUDI).to_dict()["message"]
        quote = {"text": PALU, "position": 21, "is_manual": True}
        assert "30 Mei 2025" in text(await ask(stage, "/tanya", user=CITRA, reply_to=above, quote=quote))

    play(stage, story)


def test_nothing_to_read_gets_a_hint(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for call in ("/tanya", "@test_bot"):
            assert text(await ask(stage, call)) == phrase("id", "grp.how")
        picture = offline.message(stage.bot, chat=GROUP, user=BUDI, **content.photo()).to_dict()["message"]
        assert text(await ask(stage, "/tanya", reply_to=picture)) == phrase("id", "ui.other")

    play(stage, story)


def test_what_bots_and_channels_say_is_answered_to_whoever_asks(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        told = offline.message(stage.bot, PALU, chat=GROUP, user=people.BOT).to_dict()["message"]
        call = offline.message(stage.bot, "/tanya", chat=GROUP, user=BUDI, reply_to=told)
        (reply,) = await stage.bring(call)
        assert call.message is not None
        assert people.replied(reply) == call.message.message_id

    play(stage, story)


def test_never_twice_to_the_same_message(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        update = offline.message(stage.bot, f"/tanya {PALU}", chat=GROUP)
        assert [call.method for call in await stage.bring(update)] == ["sendMessage"]
        assert await stage.bring(update) == []
        stage.clock.now += 3600
        assert await stage.bring(update) == []

    play(stage, story)


def test_two_people_do_not_mix(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        parepare = await ask(stage, f"/tanya {PAREPARE}", user=ANN)
        palu = await ask(stage, f"/tanya {PALU}", user=BUDI)
        assert "2026" in text(await ask(stage, "/tanya kapan itu?", user=ANN))
        assert "2025" in text(await ask(stage, "@test_bot hari apa itu?", user=BUDI))
        # A third one goes on from the answer that is replied to.
        first = await ask(stage, "siapa wali kotanya?", user=CITRA, reply_to=palu.result)
        second = await ask(stage, "di mana itu?", user=CITRA, reply_to=parepare.result)
        assert "Hadianto" in text(first)
        assert "Hadianto" not in text(second)

    play(stage, story)


def test_topics_of_a_forum_do_not_mix_either(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await ask(stage, f"/tanya {PAREPARE}", FORUM, thread=7)
        await ask(stage, f"/tanya {PALU}", FORUM, thread=8)
        assert "2026" in text(await ask(stage, "/tanya kapan itu?", FORUM, thread=7))

    play(stage, story)


def test_a_mere_sign_under_an_answer_is_no_question(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await ask(stage, f"/tanya {PALU}")
        assert await say(stage, "🙂", reply_to=answer.result) == []
        assert "\n" not in text(await ask(stage, "terima kasih", reply_to=answer.result))

    play(stage, story)


def test_the_same_answer_is_a_link_for_a_while(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for chat, link in (
            (GROUP, "https://t.me/c/1234567890/{}"),
            ({**content.group(-1002, "Open"), "username": "terbuka"}, "https://t.me/terbuka/{}"),
        ):
            first = await ask(stage, f"/tanya {PALU}", chat)
            again = await ask(stage, f"@test_bot {PALU}", chat, BUDI)
            assert [one.get("url") for one in again.result["entities"]] == [link.format(first.result["message_id"])]
            # The talk goes on as if it had been answered anew, also for whoever replies to it.
            assert "Hadianto" in text(await ask(stage, "/tanya siapa wali kotanya?", chat, BUDI))
            assert "Hadianto" in text(await ask(stage, "dipimpin siapa?", chat, CITRA, reply_to=again.result))
        stage.clock.now += 11 * 60
        assert "30 Mei 2025" in text(await ask(stage, f"/tanya {PALU}"))

    play(stage, story)


def test_without_links_it_replies_to_the_earlier_answer(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        first = await ask(stage, f"/tanya {PALU}", BASIC)
        again = await ask(stage, f"/tanya {PALU}", BASIC, BUDI)
        assert text(again) == phrase("id", "grp.again.above")
        assert people.replied(again) == first.result["message_id"]

    play(stage, story)


def test_an_answer_in_another_topic_is_not_the_same(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await ask(stage, f"/tanya {PALU}", FORUM, thread=7)
        assert "30 Mei 2025" in text(await ask(stage, f"/tanya {PALU}", FORUM, thread=8))
        linked = await ask(stage, f"/tanya {PALU}", FORUM, BUDI, thread=8)
        assert linked.result["entities"][0]["url"].startswith("https://t.me/c/9876543210/8/")

    play(stage, story)


def test_an_edited_question_edits_its_reply(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        question = offline.message(stage.bot, f"/tanya {PALU}", chat=GROUP)
        (reply,) = await stage.bring(question)
        (edit,) = await stage.bring(offline.edited(stage.bot, question, f"/tanya {PAREPARE}"))
        assert (edit.method, edit.params["message_id"]) == ("editMessageText", reply.result["message_id"])
        assert "Tasming" in text(edit)
        assert "2026" in text(await ask(stage, "/tanya kapan itu?"))
        assert await stage.bring(offline.edited(stage.bot, question, "sudah, terima kasih")) == []
        never = offline.message(stage.bot, PALU, chat=GROUP)
        await stage.bring(never)
        assert await stage.bring(offline.edited(stage.bot, never, f"/tanya {PALU}")) == []

    play(stage, story)


READINGS = (Choice("Palu <1>", PALU), Choice("Parepare", PAREPARE))


def asking_back(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Engine.answer

    def asks_back(engine: Engine, question: str, dialogue: Dialogue, language: str | None = None) -> Outcome:
        if question == "kapan?":
            return Clarify("id", READINGS, topic=Topic(items=READINGS, question=question))
        return answer(engine, question, dialogue, language)

    monkeypatch.setattr(Engine, "answer", asks_back)


@pytest.mark.parametrize("restart", [False, True])
def test_a_reading_is_answered_in_place(stage: Stage, monkeypatch: pytest.MonkeyPatch, restart: bool) -> None:
    asking_back(monkeypatch)

    async def story(stage: Stage) -> None:
        reply = await ask(stage, "/tanya kapan?")
        assert people.rows(reply) == [["Palu <1>"], ["Parepare"]]
        await stage.services.settled()
        if restart:
            stage.clock.now += 25 * 3600
        _, edit = await stage.press(reply, "Parepare")
        assert edit.method == "editMessageText"
        assert "Tasming" in text(edit)
        # Whoever replies to it goes on from there.
        assert "2026" in text(await ask(stage, "kapan itu?", user=BUDI, reply_to=edit.result))

    play(stage, story)


def test_an_answer_unfolds_as_long_as_the_question_is_kept(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        whole = await ask(stage, f"/tanya {PALU}")
        listed = await ask(stage, "/tanya apa saja kerja sama Balikpapan?")
        await ask(stage, f"/tanya {PAREPARE}", user=BUDI)
        leaning = await ask(stage, "/tanya apa saja bidang kerja samanya?", user=BUDI)
        assert "Parepare" in text(leaning)
        await stage.services.settled()
        stage.clock.now += 30 * 24 * 3600
        for card in (whole, listed):
            _, edit = await stage.press(card, "Selengkapnya")
            assert text(edit).startswith(text(card)[:40])
        # What leaned on the talk of that day would be answered otherwise today.
        (told,) = await stage.press(leaning, "Selengkapnya")
        assert told.params["text"] == phrase("id", "ui.button.old")

    play(stage, story)


@pytest.mark.parametrize("data", ["g:", "g:x", "g:0", "g:1:7", "g:9999999999999999999", "g:5:-1", "g:1:1:1"])
def test_a_strange_press_is_answered_kindly(stage: Stage, data: str) -> None:
    async def story(stage: Stage) -> None:
        reply = await ask(stage, f"/tanya {PALU}")
        (told,) = await stage.click(reply, data)
        assert told.params["text"] == phrase("id", "ui.button.old")

    play(stage, story)


def test_tanya_works_in_private_too(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for words in (f"/tanya {PALU}", f"/ask@test_bot {PALU}"):
            assert "30 Mei 2025" in text(await stage.ask(words))
        assert "misalnya" in text(await stage.ask("/tanya"))
        question = offline.message(stage.bot, f"/tanya {PALU}")
        await stage.bring(question)
        (edit,) = await stage.bring(offline.edited(stage.bot, question, f"/tanya {PAREPARE}"))
        assert (edit.method, "Tasming" in text(edit)) == ("editMessageText", True)

    play(stage, story)


@pytest.mark.parametrize("noise", ["x" * 4000, "🙂" * 2000, "<b>" * 1300, "@test_bot " * 400, "\u202e&amp;" * 600])
def test_noise_gets_at_most_a_line(stage: Stage, noise: str) -> None:
    async def story(stage: Stage) -> None:
        for words in (f"/tanya {noise}", f"@test_bot {noise}"):
            calls: list[Any] = await say(stage, words)
            assert len(calls) == 1
            assert "\n" not in text(calls[0])

    play(stage, story)
