"""/tanpajawaban: curators see what was asked in vain, settle it, and make it an alias."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.handlers import usage
from bot.phrases.table import phrase
from bot.rendering import wishes
from bot.rendering.wishes import Move
from tests.botapi import content, offline
from tests.botapi.backend import Call
from tests.handlers.curated import CURATOR, Curated, curate
from tests.handlers.people import ANN, GROUP
from tests.handlers.stage import Stage, buttons, play, text
from tests.knowledge.sample import COOP

BOSS = CURATOR
PRESIDENT, TAWAU = "siapa presiden uzbekistan?", "kapan Tawau berkunjung lagi?"
MARKET = "kota itu inginnya apa dari tetangganya?"


async def asked(stage: Stage) -> Call:
    """The list, as a curator sees it."""
    return await stage.ask("/tanpajawaban", user=BOSS)


async def pressed(stage: Stage, card: Call, button: int | str) -> Call:
    """Press a button of the list, whose message then says something else."""
    answered, edited = await stage.bring(offline.press(stage.bot, card, button, user=BOSS))
    assert (answered.method, edited.method) == ("answerCallbackQuery", "editMessageText")
    return edited


async def in_vain(stage: Stage, *texts: str) -> None:
    for number, words in enumerate(texts, 1):
        await stage.say(words, user=content.user(number))
        await stage.services.settled()
        stage.clock.now += 1


def test_for_everyone_else_there_is_no_such_command(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for command in ("/tanpajawaban", "/unanswered", "/statistik", "/statistics"):
            assert text(await stage.ask(command)) == text(await stage.ask("/nosuchcommand"))
            assert await stage.say(command, chat=GROUP, user=ANN) == []
            assert await stage.say(command, chat=GROUP, user=BOSS) == []
        await in_vain(stage, PRESIDENT)
        card = await asked(stage)
        (told,) = await stage.bring(offline.press(stage.bot, card, "1", user=ANN))
        assert (told.method, told.params["text"]) == ("answerCallbackQuery", phrase("id", "ui.button.old"))

    play(stage, story)


def test_nothing_is_waiting(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        assert text(await asked(stage)) == phrase("id", "fig.wish.none")
        english = await stage.ask("/unanswered", user={**BOSS, "language_code": "en"})
        assert text(english) == phrase("en", "fig.wish.none")

    play(stage, story)


def test_the_list_without_persons_and_its_orders(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await in_vain(stage, PRESIDENT, "presiden Uzbekistan siapa sih", TAWAU, "halo")
        stage.clock.now += 60
        await in_vain(stage, "apa saja wisata Tawau?")
        card = await asked(stage)
        said = text(card).split("\n")
        assert said[0] == "Pertanyaan tanpa jawaban yang baik: 3 kelompok, 4 pertanyaan dalam 90 hari"
        assert said[2:4] == [f"1. “{PRESIDENT}”", "2×, 2 tanpa jawaban, terakhir 5 Jan 2026"] or said[3].startswith(
            "2×"
        )
        assert "Uzbekistan" in said[4]
        assert "User" not in text(card)
        newest = await pressed(stage, card, "Terbaru")
        assert text(newest).split("\n")[2] == "1. “apa saja wisata Tawau?”"
        assert "• Terbaru" in buttons(newest)
        region = await pressed(stage, newest, "Daerah")
        places = [line for line in text(region).split("\n") if line in ("Tawau", "Uzbekistan")]
        assert list(dict.fromkeys(places)) == ["Tawau", "Uzbekistan"]
        sector = await pressed(stage, region, "Bidang")
        assert text(sector).index("Pariwisata") < text(sector).index("Tanpa bidang")

    play(stage, story)


def test_pages(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        places = ["Tawau", "Davao", "Uzbekistan", "Manila", "Jepang", "Brasil", "Norwegia"]
        await in_vain(stage, *(f"siapa pemimpin {place} sekarang?" for place in places))
        card = await asked(stage)
        assert "1/2" in buttons(card)
        second = await pressed(stage, card, "›")
        assert buttons(second)[:2] == ["1", "2"]
        group = await pressed(stage, second, "2")
        back = await pressed(stage, group, "« Daftar")
        assert text(back) == text(second)
        assert text(await pressed(stage, back, "›")) == text(card)

    play(stage, story)


def test_ignoring_and_undoing(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await in_vain(stage, PRESIDENT, TAWAU)
        filed = await stage.services.storage.filed.add(PRESIDENT.upper(), "id", 7, 7)
        card = await asked(stage)
        group = await pressed(stage, card, next(one[0] for one in text(card).split("\n") if PRESIDENT in one))
        assert "1 orang menunggu kabar" in text(group)
        ignored = await pressed(stage, group, "Abaikan")
        assert text(ignored).startswith(f"Diabaikan: “{PRESIDENT}”")
        assert PRESIDENT not in text(await asked(stage))
        await in_vain(stage, "presiden Uzbekistan siapa sih")
        assert "Uzbekistan" not in text(await asked(stage))
        kept = await stage.services.storage.filed.get(filed.id)
        assert kept is not None
        assert kept.state == "ignored"
        restored = await pressed(stage, ignored, "Urungkan")
        assert text(restored).startswith("Dikembalikan ke daftar.\n")
        assert "Uzbekistan" in text(restored)
        log = [(one.by, one.action) for one in await stage.services.storage.actions.list(9)]
        assert log == [(BOSS["id"], "restore"), (BOSS["id"], "ignore")]

    play(stage, story)


def test_done_comes_back_when_it_is_asked_again(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await in_vain(stage, PRESIDENT)
        filed = await stage.services.storage.filed.add(PRESIDENT, "id", 7, 7)
        done = await pressed(stage, await pressed(stage, await asked(stage), "1"), "Tandai selesai")
        assert text(done).startswith(f"Selesai: “{PRESIDENT}”")
        assert text(await asked(stage)) == phrase("id", "fig.wish.none")
        # Whoever waits is still told once there is an answer.
        kept = await stage.services.storage.filed.get(filed.id)
        assert kept is not None
        assert kept.state == "open"
        stage.clock.now += 60
        await in_vain(stage, PRESIDENT)
        assert "1×, 1 tanpa jawaban" in text(await asked(stage))
        # The button of before says kindly what has become of it.
        gone = await pressed(stage, done, "Urungkan")
        assert "2×" in text(gone)

    play(stage, story)


def test_why_an_answer_was_judged_down(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await stage.ask("Kapan Palu berkunjung ke Balikpapan?")
        await stage.press(answer, "👎")
        await stage.services.settled()
        (question,) = await stage.services.storage.questions.between(
            stage.services.now() - timedelta(days=1), stage.services.now() + timedelta(days=1)
        )
        person = stage.services.storage.person(1)
        await stage.services.storage.votes.reason(question.id, person, "incomplete")
        await stage.services.storage.votes.comment(question.id, person, "jamnya? telepon saya 0812-3456-7890 <b>")
        stage.clock.now += 1
        group = await pressed(stage, await asked(stage), "1")
        assert "1×, 👎 1, terakhir" in text(group)
        assert "Alasan 👎: tidak lengkap 1" in text(group)
        assert "• jamnya? telepon saya […] <b>" in text(group)

    play(stage, story)


def test_old_buttons(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await in_vain(stage, PRESIDENT)
        card = await asked(stage)
        for data in ("u:x:c0:::", "u:g:c0:::", "u:g:c0:zz::", "u:c:c0:" + "0" * 12 + "::", "u:", "w:year"):
            (told,) = await stage.bring(offline.click(stage.bot, card, data, user=BOSS))
            assert told.params["text"] == phrase("id", "ui.button.old"), data
        gone = await stage.bring(offline.click(stage.bot, card, Move("g", key="0" * 12).data, user=BOSS))
        assert text(gone[-1]).startswith(phrase("id", "fig.wish.gone"))
        # A message that is gone is sent anew.
        stage.request.backend.fault("editMessageText", 400, "Bad Request: message to edit not found")
        sent = await stage.bring(offline.click(stage.bot, card, Move("l").data, user=BOSS))
        assert sent[-1].method == "sendMessage"

    play(stage, story)


def test_buttons_hold_what_they_carry() -> None:
    for act in "lgidoacp":
        move = Move(act, "s", 999, "0" * 12, "1" * 12, "2" * 12)
        assert len(move.data.encode()) <= 64
        assert wishes.read(move.data) == move
    assert wishes.read(Move("p", key="0" * 12, entry="1" * 12).data) is None


def test_two_curators_at_once_lose_nothing(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        storage, now = stage.services.storage, stage.services.now()

        async def ignore(wording: str) -> None:
            await usage.settle(storage, lambda notes: notes.ignoring([wording], now), now)

        await asyncio.gather(*(ignore(f"question {number}") for number in range(8)))
        assert len((await usage.settled_in(storage)).ignored) == 8

    play(stage, story)


def test_the_message_of_the_week(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        services = stage.services
        empty = await usage.weekly(services, "id")
        head = "<b>Tujuh hari terakhir: 0 pertanyaan, 0% terjawab.</b>\n\n"
        assert empty.html == head + phrase("id", "fig.weekly.none")
        await in_vain(stage, "siapa presiden Tajikistan?")
        stage.clock.now += 8 * 86400
        await in_vain(stage, PRESIDENT, "Kapan Palu berkunjung ke Balikpapan?")
        assert PRESIDENT not in (await usage.weekly(services, "en")).html, "of today nothing is told yet"
        stage.clock.now += 86400
        card = await usage.weekly(services, "en")
        assert card.html.startswith("<b>The last seven days: 2 questions, 50% answered.</b>")
        assert PRESIDENT in card.html
        assert "Tajikistan" not in card.html
        assert wishes.read(card.rows[0][0].data) == Move("l", "n")

    play(stage, story)


# Aliases


@pytest.fixture
def curated(tmp_path: Path) -> Curated:
    return Curated(tmp_path / "knowledge")


async def proposed(stage: Curated) -> tuple[Call, Call]:
    """The list of where a wording may lead, and what an alias at its first place would change."""
    await in_vain(stage, MARKET)
    stage.clock.now += 1
    choices = await pressed(stage, await pressed(stage, await asked(stage), "1"), "Jadikan alias")
    at = next(line[0] for line in text(choices).split("\n") if "Palu berharap membuka pasar" in line)
    return choices, await pressed(stage, choices, at)


def test_an_alias_is_shown_put_in_place_and_answers(curated: Curated) -> None:
    async def story(stage: Curated) -> None:
        filed = await stage.services.storage.filed.add(MARKET, "id", 7, 7)
        choices, effect = await proposed(stage)
        assert text(choices).startswith(f"“{MARKET}”\nharus mengarah ke mana?")
        said = text(effect)
        assert phrase("id", "fig.alias.found") in said
        assert phrase("id", "fig.alias.golden.same", count=2) in said
        assert stage.version == 1
        assert await stage.services.storage.overlay.get() == {}
        put = await pressed(stage, effect, "Pasang")
        assert text(put).startswith("Dipasang sebagai versi 2: “kota itu")
        assert MARKET.encode() in ((await stage.services.storage.overlay.get())[COOP] or b"")
        answer = await stage.ask(MARKET, user=content.user(30))
        assert "Palu berharap membuka pasar" in text(answer)
        assert text(await asked(stage)) == phrase("id", "fig.wish.none")
        (done,) = [one for one in await stage.services.storage.actions.list(9) if one.action == "alias"]
        assert (done.by, done.detail) == (BOSS["id"], "palu-balikpapan/pasar v2")
        assert filed.state == "open"

    curate(curated, story)


def test_what_an_alias_breaks_is_shown_before(curated: Curated) -> None:
    curated.sample.edit(
        "questions.yaml",
        "- question: Berapa nilainya?",
        f"- question: {MARKET}\n  expects: unknown\n- question: Berapa nilainya?",
    )

    async def story(stage: Curated) -> None:
        _, effect = await proposed(stage)
        assert "Pertanyaan uji yang tidak lagi dijawab semestinya: 1 dari 3" in text(effect)
        assert f"“{MARKET}”: seharusnya unknown, menjadi palu-balikpapan/pasar" in text(effect)
        assert "Tetap pasang" in buttons(effect)
        back = await pressed(stage, effect, "« Kembali")
        assert text(back).startswith(f"“{MARKET}”\nharus mengarah ke mana?")
        assert stage.version == 1

    curate(curated, story)


def test_what_changed_meanwhile_is_shown_again(curated: Curated) -> None:
    async def story(stage: Curated) -> None:
        _, effect = await proposed(stage)
        stage.sample.edit(
            COOP, "Palu hopes to open a market in Balikpapan.", "Palu hopes to open markets in Balikpapan."
        )
        again = await pressed(stage, effect, "Pasang")
        assert text(again).startswith(phrase("id", "fig.alias.changed"))
        assert phrase("id", "fig.alias.others") in text(again)
        assert stage.version == 1
        assert text(await pressed(stage, again, "Tetap pasang")).startswith("Dipasang sebagai versi 2")

    curate(curated, story)


def test_a_broken_folder_is_told_and_nothing_is_put_in_place(curated: Curated) -> None:
    async def story(stage: Curated) -> None:
        _, effect = await proposed(stage)
        choices = await pressed(stage, effect, "« Kembali")
        stage.sample.edit("sectors.yaml", "- id: ikn", "- id: ikn\n  nonsense: 1")
        refused = await pressed(stage, choices, "1")
        assert phrase("id", "fig.alias.wrong") in text(refused)
        assert "sectors.yaml:" in text(refused)
        assert buttons(refused) == ["« Kembali"]
        stage.sample.edit("sectors.yaml", "\n  nonsense: 1", "")
        stage.sample.edit(COOP, "id: palu-balikpapan\n", "id: [palu-balikpapan\n")
        refused = await pressed(stage, await pressed(stage, refused, "« Kembali"), "1")
        assert phrase("id", "fig.alias.wrong") in text(refused)
        assert stage.version == 1

    curate(curated, story)


def test_a_private_wording_is_no_alias(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await in_vain(stage, "siapa presiden uzbekistan, kabari 0812-3456-7890?")
        group = await pressed(stage, await asked(stage), "1")
        assert "Jadikan alias" not in buttons(group)
        assert "0812" not in text(group)
        assert phrase("id", "fig.wish.private") in text(group)

    play(stage, story)


def test_what_is_near_nothing_needs_a_record(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await in_vain(stage, "resep rendang padang")
        choices = await pressed(stage, await pressed(stage, await asked(stage), "1"), "Jadikan alias")
        assert text(choices) == phrase("id", "fig.alias.none")

    play(stage, story)
