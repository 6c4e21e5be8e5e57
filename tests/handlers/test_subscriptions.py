"""/langganan, and what subscribers are told: only what is new, once, at most once a day, and with one tap to stop."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, cast
from unittest.mock import patch

import pytest
from telegram import Bot
from telegram.error import RetryAfter, TimedOut

from bot.answering.engine import Engine
from bot.handlers import jobs
from bot.handlers.services import State
from bot.handlers.subscriptions import MOST
from bot.knowledge.model import Bilingual, Cooperation, Knowledge
from bot.pacing import BULK, Pacing
from bot.phrases.table import phrase
from bot.storage.records import ChatSettings
from tests.botapi import content, offline
from tests.botapi.backend import Call
from tests.handlers import people
from tests.handlers.breaking import Breaking
from tests.handlers.stage import Stage, buttons, play, text

PALU, KALTARA = "palu-balikpapan", "kaltim-kaltara"
DAY = 24 * 3600.0
PROVINCE = "Provinsi Kalimantan Timur"


def altered(knowledge: Knowledge, version: str, *names: str) -> Knowledge:
    """The records with other summaries for some cooperations."""

    def other(one: Cooperation) -> Cooperation:
        summary = Bilingual(id=f"{one.summary.id} {version}", en=f"{one.summary.en} {version}")
        return one.model_copy(update={"summary": summary}) if one.id in names else one

    cooperations = {id_: other(one) for id_, one in knowledge.cooperations.items()}
    return knowledge.model_copy(update={"cooperations": cooperations, "version": version})


def without(knowledge: Knowledge, gone: str) -> Knowledge:
    left = {id_: one for id_, one in knowledge.cooperations.items() if id_ != gone}
    return knowledge.model_copy(update={"cooperations": left, "version": f"without {gone}"})


async def follow(stage: Stage, *names: str, user: int = 1, language: str = "id") -> Call:
    """Subscribe by name, a minute later than anything before."""
    stage.clock.now += 60
    for name in names:
        sent = await stage.ask(f"/langganan {name}", user=content.user(user, language=language))
    return sent


async def reload(stage: Stage, knowledge: Knowledge, bot: Any = None) -> list[Call]:
    """Put other records in place; return the messages that follow."""
    stage.clock.now += 60
    before, sent = stage.services.state.knowledge, len(stage.request.sent("sendMessage"))
    stage.services.state = State.of(Engine(knowledge))
    await jobs.after_reload(stage.services, cast(Bot, bot or stage.bot), before, knowledge)
    return stage.request.sent("sendMessage")[sent:]


async def daily(stage: Stage) -> list[Call]:
    sent = len(stage.request.sent("sendMessage"))
    await jobs.daily(stage.services, stage.bot)
    return stage.request.sent("sendMessage")[sent:]


async def followed(stage: Stage, user: int = 1) -> list[tuple[str, str]]:
    return [(one.kind, one.ref) for one in await stage.services.storage.subscriptions.of(user)]


def test_choosing_by_pressing(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        card = await stage.ask("/langganan")
        assert text(card) == phrase("id", "sub.none")
        assert buttons(card) == ["Daerah", "Bidang", "Semua kerja sama"]
        for label, shown in (
            ("Daerah", f"{PROVINCE} »"),
            (f"{PROVINCE} »", "Kota Balikpapan"),
            ("Kota Balikpapan", "✓ Kota Balikpapan"),
            (PROVINCE, f"✓ {PROVINCE}"),
            ("Kota Balikpapan", "Kota Balikpapan"),
            ("« Daerah", f"✓ {PROVINCE} »"),
            ("« Langganan saya", f"✕ {PROVINCE}, termasuk daerah di dalamnya"),
            ("Bidang", "Ekspor"),
            ("Ekspor", "✓ Ekspor"),
            ("›", "Pendidikan"),
            ("« Langganan saya", "✕ Bidang ekspor"),
            ("Semua kerja sama", "✕ Semua kerja sama"),
            ("✕ Bidang ekspor", "Hentikan semua"),
        ):
            # "Kota Balikpapan" is pressed a second time as what is marked.
            wanted = label if label in buttons(card) else f"✓ {label}"
            answered, card = await stage.press(card, wanted)
            stage.clock.now += 10
            assert (answered.method, card.method) == ("answerCallbackQuery", "editMessageText")
            assert shown in buttons(card), label
        assert await followed(stage) == [("region", "provinsi-kalimantan-timur"), ("all", "")]
        answered, edit = await stage.press(card, "Hentikan semua")
        assert answered.params["text"] == phrase("id", "sub.stopped")
        assert buttons(edit) == ["Berlangganan lagi"]
        assert await followed(stage) == []
        _, again = await stage.press(edit, "Berlangganan lagi")
        assert text(again) == phrase("id", "sub.none")

    play(stage, story)


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("balikpapan", ("region", "kota-balikpapan")),
        ("KALTIM", ("region", "provinsi-kalimantan-timur")),
        ("East Kalimantan", ("region", "provinsi-kalimantan-timur")),
        ("umkm", ("sector", "umkm")),
        ("kelapa  sawit", ("sector", "sawit")),
    ],
)
def test_choosing_by_name(stage: Stage, typed: str, topic: tuple[str, str]) -> None:
    async def story(stage: Stage) -> None:
        sent = await follow(stage, typed)
        assert text(sent).startswith(phrase("id", "sub.added"))
        assert await followed(stage) == [topic]
        # A second time changes nothing.
        await follow(stage, typed)
        assert await followed(stage) == [topic]

    play(stage, story)


def test_a_name_that_is_not_on_record(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for name in ("Atlantis", "<b>" * 100, "x" * 3000):
            sent = await stage.ask(f"/subscriptions {name}")
            assert text(sent).startswith(f"“{name[:20]}")
            assert "Daerah" in buttons(sent)
        assert await followed(stage) == []

    play(stage, story)


def test_there_is_an_end_to_how_many(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        names = list(stage.services.state.knowledge.sectors)[:MOST]
        for one in names:
            await stage.services.storage.subscriptions.add(1, "sector", one, "id")
        sent = await follow(stage, "kaltim")
        assert text(sent).startswith(phrase("id", "sub.most", count=MOST))
        assert len(await followed(stage)) == MOST

    play(stage, story)


def test_old_and_false_buttons(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        card = await follow(stage, "kaltim")
        for data in ("l:", "l:z", "l:s", "l:r:0", "l:s:-:0", "l:ta:000000000000", "l:tr", "l:r:xyz:0", "l:s:9999"):
            (told,) = await stage.click(card, data)
            assert told.params["text"] == phrase("id", "ui.button.old"), data
            stage.clock.now += 10
        told, home = await stage.click(card, "l:tr:000000000000:0")
        assert told.params["text"] == phrase("id", "sub.gone")
        assert len(await stage.click(card, "l:s:999")) == 2
        # In a group there is nobody to follow anything.
        group = await people.ask(stage, f"/tanya {people.PALU}")
        (told,) = await stage.bring(offline.click(stage.bot, group, "l:x", user=people.ANN))
        assert told.params["text"] == phrase("id", "ui.button.old")
        assert len(await followed(stage)) == 1
        assert home.method == "editMessageText"

    play(stage, story)


def test_what_has_gone_from_the_records_can_be_left(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.services.storage.subscriptions.add(1, "region", "kota-atlantis", "id")
        card = await stage.ask("/langganan")
        await stage.press(card, "✕ kota-atlantis")
        assert await followed(stage) == []

    play(stage, story)


def test_a_change_reaches_those_who_follow_it(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        stage.services.state = State.of(Engine(without(knowledge, KALTARA)))
        await daily(stage)
        # The province covers its city; the other one is no party.
        await follow(stage, "kaltim", user=1)
        await follow(stage, "palu", user=2, language="en")
        await follow(stage, "bulungan", user=3)
        await follow(stage, "balikpapan", "palu", user=4)
        sent = await reload(stage, altered(knowledge, "b", PALU))
        assert [call.params["chat_id"] for call in sent] == [1, 2, 4]
        province, english, both = sent
        assert text(province).startswith("Kabar kerja sama dari langganan Anda (2):\n\n1. ")
        assert "diperbarui: Kerja sama Kota Palu dan Kota Balikpapan" in text(province)
        assert "baru: Kerja sama Provinsi Kalimantan Timur" in text(province)
        assert "\nSumber\n[1] " in text(province)
        assert "updated: Cooperation between Palu and Balikpapan" in text(english)
        assert text(both).count("Palu dan Kota Balikpapan") == 1
        assert buttons(province) == ["1", "2", "Atur langganan", "Berhenti"]
        _, summary = await stage.press(english, "1")
        assert (summary.method, "Palu" in text(summary)) == ("sendMessage", True)
        _, manage = await stage.press(province, "Atur langganan")
        assert (manage.method, "✕" in buttons(manage)[0]) == ("sendMessage", True)
        # Never twice, whatever is loaded and however often it is looked.
        assert await daily(stage) == []
        stage.clock.now += 3 * DAY
        assert await daily(stage) == []
        # Whoever was told of a form that is withdrawn is told that too.
        assert len(await reload(stage, altered(knowledge, "c", "parepare-balikpapan"))) == 3

    play(stage, story)


def test_at_most_one_a_day_and_nothing_is_lost(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await follow(stage, "kaltim")
        assert len(await reload(stage, altered(knowledge, "b", PALU))) == 1
        assert await reload(stage, altered(knowledge, "c", PALU, KALTARA)) == []
        stage.clock.now += DAY / 2
        assert await reload(stage, altered(knowledge, "d", PALU, KALTARA, "parepare-balikpapan")) == []
        assert await daily(stage) == []
        stage.clock.now += DAY / 2
        (sent,) = await daily(stage)
        assert "(3)" in text(sent)
        assert await daily(stage) == []

    play(stage, story)


def test_whoever_begins_to_follow_is_told_nothing_old(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await follow(stage, "kaltim", user=1)
        await reload(stage, altered(knowledge, "b", PALU))
        await follow(stage, "kaltim", user=2)
        assert await daily(stage) == []
        (sent,) = await reload(stage, altered(knowledge, "c", PALU))
        assert sent.params["chat_id"] == 2

    play(stage, story)


def test_there_and_back_is_no_news(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await follow(stage, "kaltim")
        await reload(stage, altered(knowledge, "b", KALTARA))
        assert await reload(stage, altered(knowledge, "c", KALTARA, PALU)) == []
        stage.clock.now += DAY
        # Back to what was told: what came in between was told to nobody.
        assert await reload(stage, altered(knowledge, "b", KALTARA)) == []

    play(stage, story)


def test_what_a_restart_brings_is_news_too(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await follow(stage, "kaltim")
        await daily(stage)
        await stage.application.shutdown()
        stage.clock.now += 60
        stage.services.state = State.of(Engine(altered(knowledge, "b", PALU)))
        stage.restart()
        async with stage.application:
            (sent,) = await daily(stage)
            assert "Palu" in text(sent)
            stage.clock.now += 2 * DAY
            assert await daily(stage) == []
        await stage.application.initialize()

    play(stage, story)


class KilledError(BaseException):
    """The end of a process."""


@pytest.mark.parametrize("killed", [True, False])
def test_ended_in_the_middle_it_goes_on_with_the_rest(stage: Stage, knowledge: Knowledge, killed: bool) -> None:
    async def story(stage: Stage) -> None:
        error = KilledError() if killed else RetryAfter(timedelta(minutes=10))
        for user in range(1, 6):
            await follow(stage, "kaltim", user=user)
        told: list[Call] = []
        try:
            told += await reload(stage, altered(knowledge, "b", PALU), Breaking(stage.bot, 2, error))
        except KilledError:
            told += stage.request.sent("sendMessage")[-2:]
        assert [call.params["chat_id"] for call in told] == [1, 2]
        stage.restart()
        assert [call.params["chat_id"] for call in await daily(stage)] == [3, 4, 5]
        stage.clock.now += 2 * DAY
        assert await daily(stage) == []

    play(stage, story)


def test_what_may_have_arrived_is_not_sent_again(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await follow(stage, "kaltim")
        assert await reload(stage, altered(knowledge, "b", PALU), Breaking(stage.bot, 0, TimedOut())) == []
        stage.clock.now += 2 * DAY
        assert await daily(stage) == []

    play(stage, story)


@pytest.mark.parametrize(
    ("status", "words"),
    [(403, "Forbidden: bot was blocked by the user"), (400, "Bad Request: chat not found")],
)
def test_whoever_has_gone_follows_nothing_any_more(stage: Stage, knowledge: Knowledge, status: int, words: str) -> None:
    async def story(stage: Stage) -> None:
        await follow(stage, "kaltim", user=1)
        await follow(stage, "kaltim", user=2)
        stage.request.backend.fault("sendMessage", status, words)
        sent = await reload(stage, altered(knowledge, "b", PALU))
        assert [(call.params["chat_id"], call.status) for call in sent] == [(1, status), (2, 200)]
        assert await followed(stage, 1) == []
        assert len(await followed(stage, 2)) == 1
        assert await stage.services.storage.digests.sent(1) is None

    play(stage, story)


def test_one_tap_stops_it(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await follow(stage, "kaltim", "umkm")
        (sent,) = await reload(stage, altered(knowledge, "b", PALU))
        told, edit = await stage.press(sent, "Berhenti")
        assert (told.params["text"], told.params["show_alert"]) == (phrase("id", "sub.stopped"), True)
        # What was told stays to be read.
        assert edit.method == "editMessageReplyMarkup"
        assert await followed(stage) == []
        stage.clock.now += 2 * DAY
        assert await reload(stage, altered(knowledge, "c", PALU)) == []

    play(stage, story)


def test_the_language_is_that_of_the_settings(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await follow(stage, "kaltim")
        await stage.services.storage.chats.set(ChatSettings(1, language="en"))
        (sent,) = await reload(stage, altered(knowledge, "b", PALU))
        assert text(sent).startswith("News of the cooperations")

    play(stage, story)


def test_much_news_is_one_message(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        some = knowledge.cooperations[PALU]
        many = {f"{'long-' * 9}{n}": some.model_copy(update={"id": f"{'long-' * 9}{n}"}) for n in range(40)}
        await follow(stage, "palu")
        (sent,) = await reload(
            stage, knowledge.model_copy(update={"cooperations": {**knowledge.cooperations, **many}, "version": "many"})
        )
        assert "(40)" in text(sent)
        assert phrase("id", "ui.more", count=32) in text(sent)
        assert buttons(sent)[:8] == [str(n) for n in range(1, 9)]
        stage.clock.now += 2 * DAY
        assert await daily(stage) == []

    play(stage, story)


def test_two_at_once_tell_once(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        for user in range(1, 4):
            await follow(stage, "kaltim", user=user)
        stage.clock.now += 60
        before, after = stage.services.state.knowledge, altered(knowledge, "b", PALU)
        stage.services.state = State.of(Engine(after))
        sent = len(stage.request.sent("sendMessage"))
        await asyncio.gather(
            jobs.after_reload(stage.services, stage.bot, before, after),
            jobs.daily(stage.services, stage.bot),
            jobs.daily(stage.services, stage.bot),
        )
        assert sorted(c.params["chat_id"] for c in stage.request.sent("sendMessage")[sent:]) == [1, 2, 3]

    play(stage, story)


def test_what_nobody_asked_for_waits_in_the_row_of_all_such(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        rows: list[Any] = []
        limiter = stage.bot.rate_limiter
        assert isinstance(limiter, Pacing)
        paced = limiter.process_request

        async def noted(callback: Any, args: Any, kwargs: Any, endpoint: str, data: Any, rate: Any) -> Any:
            rows.append(rate)
            return await paced(callback, args, kwargs, endpoint, data, rate)

        with patch.object(limiter, "process_request", noted):
            await follow(stage, "Palu")
            assert rows
            assert BULK not in rows
            rows.clear()
            assert await reload(stage, altered(knowledge, "2", PALU))
            assert rows == [BULK]

    play(stage, story)
