"""Looking around: lists and cards that turn their pages in one message."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from bot.handlers.services import State
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from tests.botapi import content, offline
from tests.handlers.stage import Stage, buttons, play, text


@pytest.mark.parametrize(
    ("command", "language", "begins"),
    [
        ("/topik", "id", "Bidang kerja sama"),
        ("/topics", "en", "Sectors of cooperation"),
        ("/daerah", "id", "Daerah yang bekerja sama"),
        ("/regions", "en", "Regions that cooperate"),
        ("/linimasa", "id", "Linimasa kerja sama"),
        ("/timeline", "en", "Timeline of the cooperations"),
        ("/sumber", "id", "Semua sumber"),
        ("/sources", "en", "All my sources"),
    ],
)
def test_each_command_begins_a_list(stage: Stage, command: str, language: str, begins: str) -> None:
    async def story(stage: Stage) -> None:
        shown = await stage.ask(command, user=content.user(4, language=language))
        assert text(shown).startswith(begins)
        assert shown.params["link_preview_options"] == {"is_disabled": True}

    play(stage, story)


def test_from_a_region_to_a_card_and_back_in_one_message(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        shown = await stage.ask("/daerah")
        for label, begins in (
            ("Provinsi Kalimantan Timur (5)", "Kerja sama Provinsi Kalimantan Timur (5)"),
            ("Kota Balikpapan (3)", "Kerja sama Kota Balikpapan (3)\nLetak: Indonesia › Kalimantan › Provinsi Kal"),
            ("3", "Kerja sama Kota Palu dan Kota Balikpapan\n\nTahap: kesepakatan sudah ditandatangani"),
            ("›", "Kerja sama Kota Palu dan Kota Balikpapan\n\nFakta"),
            ("Perbedaan sumber", "Kerja sama Kota Palu dan Kota Balikpapan\n\nFakta"),
            ("Awal kartu", "Kerja sama Kota Palu dan Kota Balikpapan\n\nTahap"),
            ("« Kembali", "Kerja sama Kota Balikpapan (3)"),
            ("« Provinsi Kalimantan Timur", "Kerja sama Provinsi Kalimantan Timur (5)"),
            ("« Daerah", "Daerah yang bekerja sama"),
        ):
            answered, edited = await stage.press(shown, label)
            assert (answered.method, edited.method) == ("answerCallbackQuery", "editMessageText")
            assert edited.params["message_id"] == shown.result["message_id"]
            assert text(edited).startswith(begins), label
        assert len(stage.request.sent("sendMessage")) == 1

    play(stage, story)


def test_a_card_is_what_is_talked_about_next(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.ask("/start parepare-balikpapan")
        assert "2026" in text(await stage.ask("kapan itu?"))
        shown = await stage.ask("/linimasa")
        await stage.press(shown, "7")
        assert "30 Mei 2025" in text(await stage.ask("kapan itu?"))

    play(stage, story)


def test_a_link_opens_a_card(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        for person, language in ((9, "id"), (10, "en")):
            for one in knowledge.cooperations.values():
                card = await stage.ask(f"/start {one.id}", user=content.user(person, language=language))
                assert text(card).startswith(f"{one.name[language]}\n\n")
                assert phrase(language, "brw.button.share") in buttons(card)

    play(stage, story)


def test_a_link_to_what_has_gone_says_so_and_greets(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for carried in ("palu-makassar", "x" * 64, "A_b-9"):
            greeting = await stage.ask(f"/start {carried}")
            assert text(greeting).startswith(phrase("id", "brw.gone.link"))
            assert len(buttons(greeting)) == 4

    play(stage, story)


def test_buttons_work_after_a_restart_and_in_the_language_of_their_message(stage: Stage) -> None:
    async def before(stage: Stage) -> None:
        await stage.ask("/topics", user=content.user(language="en"))

    async def after(stage: Stage) -> None:
        shown = stage.request.sent("sendMessage")[0]
        _, edited = await stage.press(shown, "Trade (5)")
        assert text(edited).startswith("Cooperations on trade (5)")
        _, card = await stage.press(shown, "5")
        assert text(card).startswith("Cooperation between Palu and Balikpapan\n\nStage: umbrella agreement signed")

    play(stage, before)
    stage.restart()
    play(stage, after)


def test_a_button_of_a_cooperation_that_has_gone_says_so(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        shown = await stage.ask("/linimasa")
        left = {id_: one for id_, one in knowledge.cooperations.items() if id_ != "palu-balikpapan"}
        stage.services.state = State.of(Engine(knowledge.model_copy(update={"cooperations": left})))
        answered, edited = await stage.press(shown, "7")
        assert answered.params["text"] == phrase("id", "brw.gone.short")
        assert text(edited).startswith(phrase("id", "brw.gone"))
        assert "Kota Palu dan Kota Balikpapan" not in text(edited)

    play(stage, story)


def test_a_button_that_means_nothing_is_too_old(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        shown = await stage.ask("/topik")
        for data in ("b:x", "b:", "b:ic:0:palu-asean", "b:iq:0::"):
            (answered,) = await stage.click(shown, data)
            assert answered.params["text"] == phrase("id", "ui.button.old")

    play(stage, story)


def test_a_press_on_the_page_that_is_shown_changes_nothing(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        shown = await stage.ask("/sumber")
        answered, same = await stage.press(shown, "1/3")
        assert (answered.method, same.status) == ("answerCallbackQuery", 400)
        stage.request.backend.fault("editMessageText", 400, "Bad Request: message to edit not found")
        _, _, sent = await stage.press(shown, "›")
        assert sent.method == "sendMessage"

    play(stage, story)


def test_a_message_that_telegram_no_longer_shows_is_sent_anew(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        gone = {"message_id": 77, "date": 0, "chat": content.private(content.user())}
        stage.request.backend.fault("editMessageText", 400, "Bad Request: message can't be edited")
        calls = await stage.bring(offline.click(stage.bot, gone, "b:id:0::"))
        assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText", "sendMessage"]

    play(stage, story)
