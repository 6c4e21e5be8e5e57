"""Too much at once: one kind notice, then silence until it passes; nobody else is held up."""

from __future__ import annotations

from bot.handlers.buckets import GROUP as GROUP_LIMIT
from bot.handlers.buckets import PERSON, Buckets, Verdict
from tests.botapi import content, offline
from tests.handlers.people import ANN, BUDI, FORUM, GROUP, PALU, PAREPARE, say
from tests.handlers.stage import ADMIN, Clock, Stage, play, text

CALM = 3600
"""Seconds after which nothing is left of a burst."""


def test_a_burst_is_let_through_then_told_once_then_silent() -> None:
    clock = Clock()
    buckets = Buckets(clock)
    verdicts = [buckets.spend(1)[0] for _ in range(PERSON.burst + 3)]
    assert verdicts == [Verdict.ALLOWED] * PERSON.burst + [Verdict.TOLD] + [Verdict.SILENT] * 2
    assert buckets.spend(2)[0] is Verdict.ALLOWED
    clock.now += PERSON.pause - 0.1
    assert buckets.spend(1)[0] is Verdict.SILENT
    clock.now += 0.2
    again = [buckets.spend(1)[0] for _ in range(PERSON.burst)]
    assert again.count(Verdict.ALLOWED) == PERSON.burst // 2
    assert again.count(Verdict.TOLD) == 1


def test_the_seconds_that_are_told_are_true() -> None:
    clock = Clock()
    buckets = Buckets(clock)
    for _ in range(PERSON.burst):
        buckets.spend(1)
    verdict, seconds = buckets.spend(1)
    assert verdict is Verdict.TOLD
    clock.now += seconds
    assert buckets.spend(1)[0] is Verdict.ALLOWED


def test_a_slow_asker_never_meets_a_limit() -> None:
    clock = Clock()
    buckets = Buckets(clock)
    for _ in range(500):
        assert buckets.spend(1, -5)[0] is Verdict.ALLOWED
        clock.now += max(PERSON.every, GROUP_LIMIT.every)


def test_a_full_group_costs_a_person_nothing() -> None:
    buckets = Buckets(Clock())
    for person in range(GROUP_LIMIT.burst):
        assert buckets.spend(person, -5)[0] is Verdict.ALLOWED
    assert buckets.spend(90, -5)[0] is Verdict.TOLD
    assert [buckets.spend(90, -6)[0] for _ in range(GROUP_LIMIT.burst)] == [Verdict.ALLOWED] * GROUP_LIMIT.burst


def test_a_group_stays_within_what_telegram_allows_in_a_minute() -> None:
    clock = Clock()
    buckets = Buckets(clock)
    sent = 0
    while clock.now < 60:
        sent += buckets.spend(None, -5)[0] is not Verdict.SILENT
        clock.now += 0.5
    assert sent <= 20


def test_a_private_burst(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for _ in range(PERSON.burst):
            assert len(await stage.say("halo")) == 1
        assert f"{PERSON.pause:.0f} detik" in text(await stage.ask(PALU))
        for words in (PALU, "/topik", "/help"):
            assert await stage.say(words) == []
        assert await stage.say("", **content.sticker()) == []
        assert text(await stage.ask("halo", user=content.user(2)))
        stage.clock.now += PERSON.pause
        assert "30 Mei 2025" in text(await stage.ask(PALU))

    play(stage, story)


def test_presses_count_and_are_always_answered(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask(PALU)
        for _ in range(PERSON.burst - 1):
            await stage.say("halo")
        (told,) = await stage.press(reply, "Ringkasan")
        assert (told.method, "detik" in told.params["text"]) == ("answerCallbackQuery", True)
        (silent,) = await stage.press(reply, "Ringkasan")
        assert (silent.method, silent.params.get("text")) == ("answerCallbackQuery", None)

    play(stage, story)


def test_edits_count(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        question = offline.message(stage.bot, "halo")
        await stage.bring(question)
        for number in range(PERSON.burst - 1):
            await stage.bring(offline.edited(stage.bot, question, f"halo {number}"))
        (told,) = await stage.bring(offline.edited(stage.bot, question, PALU))
        assert "detik" in text(told)

    play(stage, story)


def test_a_burst_in_a_group(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for number in range(GROUP_LIMIT.burst):
            assert len(await say(stage, "/tanya halo", FORUM, content.user(number + 10), thread=7)) == 1
        (told,) = await say(stage, f"/tanya {PALU}", FORUM, BUDI, thread=7)
        assert "detik" in text(told)
        assert told.params["message_thread_id"] == 7
        assert await say(stage, f"@test_bot {PALU}", FORUM, ANN, thread=8) == []
        assert await say(stage, "/help", FORUM, ANN) == []
        # Another group and the private chats go on.
        assert len(await say(stage, f"/tanya {PALU}", GROUP, ANN)) == 1
        assert "30 Mei 2025" in text(await stage.ask(PALU, user=ANN))

    play(stage, story)


def test_what_is_not_for_the_bot_is_not_counted(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for words in ("selamat pagi", "/tanya@other_bot x", "/statistik", PAREPARE) * PERSON.burst:
            assert await say(stage, words) == []
        assert "30 Mei 2025" in text((await say(stage, f"/tanya {PALU}"))[0])

    play(stage, story)


def test_curators_are_not_limited(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for _ in range(PERSON.burst + 5):
            assert text(await stage.ask("halo", user=content.user(ADMIN))).startswith("Halo")

    play(stage, story)


def test_a_notice_that_cannot_be_sent_is_no_error(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for _ in range(PERSON.burst):
            await stage.say("halo")
        stage.request.backend.fault("sendMessage", 403, "Forbidden: bot was blocked by the user")
        (refused,) = await stage.say("halo")
        assert refused.status == 403
        assert await stage.say("halo") == []

    play(stage, story)
