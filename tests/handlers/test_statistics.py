"""/statistik: a picture with its figures, for a day, a week or a month."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.phrases.table import phrase
from tests.botapi import offline
from tests.botapi.backend import Call
from tests.handlers.curated import CURATOR
from tests.handlers.people import ANN
from tests.handlers.stage import Stage, buttons, play


async def shown(stage: Stage, command: str, **more: object) -> Call:
    """The picture that a command brings."""
    (sent,) = await stage.say(command, user={**CURATOR, **more})
    assert sent.method == "sendPhoto"
    return sent


def picture(call: Call) -> Image.Image:
    (file,) = call.files.values()
    return Image.open(io.BytesIO(file.data))


@pytest.mark.parametrize(
    ("command", "language", "title"),
    [
        ("/statistik", "id", "Penggunaan Simpul, 7 hari terakhir"),
        ("/statistik bulan", "id", "Penggunaan Simpul, 30 hari terakhir"),
        ("/statistik HARI", "id", "Penggunaan Simpul, 24 jam terakhir"),
        ("/statistics day", "en", "Use of Simpul, last 24 hours"),
        ("/statistics nonsense", "en", "Use of Simpul, last 7 days"),
    ],
)
def test_a_span_by_its_name(stage: Stage, command: str, language: str, title: str) -> None:
    async def story(stage: Stage) -> None:
        await stage.ask("Kapan Palu berkunjung ke Balikpapan?")
        await stage.services.settled()
        stage.clock.now += 1
        sent = await shown(stage, command, language_code=language)
        caption = sent.result["caption"]
        assert caption.startswith(title)
        assert phrase(language, "fig.questions", count=1, askers=1) in caption
        assert picture(sent).format == "PNG"

    play(stage, story)


def test_another_span_in_the_same_message(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.ask("siapa presiden uzbekistan?")
        await stage.services.settled()
        stage.clock.now += 2 * 86400
        sent = await shown(stage, "/statistik")
        assert "Tanpa jawaban: 100% (1)" in sent.result["caption"]
        answered, edited = await stage.bring(offline.press(stage.bot, sent, "24 jam", user=CURATOR))
        assert (answered.method, edited.method) == ("answerCallbackQuery", "editMessageMedia")
        assert edited.result["message_id"] == sent.result["message_id"]
        assert phrase("id", "fig.none") in edited.result["caption"]
        assert buttons(edited) == ["• 24 jam", "7 hari", "30 hari"]
        stage.request.backend.fault("editMessageMedia", 400, "Bad Request: message to edit not found")
        calls = await stage.bring(offline.press(stage.bot, sent, "30 hari", user=CURATOR))
        assert calls[-1].method == "sendPhoto"

    play(stage, story)


def test_the_buttons_are_for_curators(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        sent = await shown(stage, "/statistik")
        (told,) = await stage.bring(offline.press(stage.bot, sent, "24 jam", user=ANN))
        assert (told.method, told.params["text"]) == ("answerCallbackQuery", phrase("id", "ui.button.old"))

    play(stage, story)
