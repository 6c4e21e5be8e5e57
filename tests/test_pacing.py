"""No faster than Telegram allows; a pause that it asks for is kept, by that chat alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot import pacing
from bot.pacing import Pacing
from tests.botapi.offline import OfflineRequest, builder

GROUP = -1001234567890


def run(story: Callable[[Any, OfflineRequest], Awaitable[None]]) -> OfflineRequest:
    request = OfflineRequest()

    async def tell() -> None:
        application = builder(request).rate_limiter(Pacing()).build()
        async with application:
            await story(application.bot, request)

    asyncio.run(tell())
    request.check()
    return request


def pause(request: OfflineRequest, seconds: int, times: int = 1, method: str = "sendMessage") -> None:
    request.backend.fault(method, 429, "Too Many Requests", {"retry_after": seconds}, times)


async def seconds(work: Awaitable[object]) -> float:
    began = time.monotonic()
    await work
    return time.monotonic() - began


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the bot sets it before it makes its application."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Telegram's seconds pass at once; returns what was waited for."""
    waited: list[float] = []
    sleep = asyncio.sleep
    clock = [0.0]

    async def no_sleep(delay: float) -> None:
        if delay > 0.05:
            waited.append(delay)
            clock[0] += delay
        await sleep(0)

    monkeypatch.setattr("bot.pacing.asyncio.sleep", no_sleep)
    monkeypatch.setattr("bot.pacing.time.monotonic", lambda: clock[0])
    return waited


@pytest.mark.parametrize("chat", [1, GROUP])
def test_a_pause_is_kept(chat: int) -> None:
    async def story(bot: Any, request: OfflineRequest) -> None:
        pause(request, 1)
        assert await seconds(bot.send_message(chat, "x")) >= 1

    assert [call.status for call in run(story).sent("sendMessage")] == [429, 200]


def test_a_pause_holds_up_no_other_chat() -> None:
    async def story(bot: Any, request: OfflineRequest) -> None:
        pause(request, 2)
        held = asyncio.create_task(seconds(bot.send_message(GROUP, "x")))
        await asyncio.sleep(0.05)
        behind = asyncio.create_task(seconds(bot.edit_message_text("y", GROUP, 5)))
        assert await seconds(bot.send_message(1, "x")) < 0.5
        assert await seconds(bot.send_message(GROUP - 1, "x")) < 0.5
        assert min(await asyncio.gather(held, behind)) >= 1.9

    run(story)


def test_pauses_in_a_row(quick: list[float]) -> None:
    async def story(bot: Any, request: OfflineRequest) -> None:
        pause(request, 3, times=3)
        await bot.send_message(1, "x")

    assert [call.status for call in run(story).sent("sendMessage")] == [429, 429, 429, 200]
    assert quick == [pytest.approx(3 + pacing.MARGIN)] * 3


def test_too_long_a_pause_is_an_error_and_telegram_is_left_alone(quick: list[float]) -> None:
    async def story(bot: Any, request: OfflineRequest) -> None:
        pause(request, 3600)
        for _ in range(3):
            with pytest.raises(RetryAfter):
                await bot.send_message(1, "x")
        await bot.send_message(2, "x")

    assert [call.params["chat_id"] for call in run(story).sent("sendMessage")] == [1, 2]
    assert quick == []


def test_an_endless_row_of_pauses_ends(quick: list[float]) -> None:
    async def story(bot: Any, request: OfflineRequest) -> None:
        pause(request, 1, times=100)
        with pytest.raises(RetryAfter):
            await bot.send_message(1, "x")

    assert len(run(story).sent("sendMessage")) == pacing.ATTEMPTS


def test_a_pause_leaves_no_traceback(caplog: pytest.LogCaptureFixture, quick: list[float]) -> None:
    caplog.set_level("INFO")

    async def story(bot: Any, request: OfflineRequest) -> None:
        pause(request, 5)
        await bot.send_message(1, "x")

    run(story)
    assert [record.getMessage() for record in caplog.records] == ["paused by Telegram"]
    assert caplog.records[0].exc_info is None


def test_a_group_gets_twenty_a_minute_and_others_go_on() -> None:
    async def story(bot: Any, request: OfflineRequest) -> None:
        many = [asyncio.create_task(bot.send_message(GROUP, str(number))) for number in range(22)]
        assert await seconds(bot.send_message(GROUP - 1, "x")) < 1
        await asyncio.sleep(0.1)
        assert [task.done() for task in many].count(True) == 20
        # What brings no message does not wait behind those that do.
        await asyncio.wait_for(bot.send_chat_action(GROUP, "typing"), 0.5)
        await asyncio.wait_for(bot.get_chat_member(GROUP, 1), 0.5)
        for task in many:
            task.cancel()
        await asyncio.gather(*many, return_exceptions=True)

    run(story)


def test_thirty_a_second_in_bulk_and_answers_go_past_them() -> None:
    async def story(bot: Any, request: OfflineRequest) -> None:
        many = [bot.send_message(chat, "x", rate_limit_args=pacing.BULK) for chat in range(1, 46)]
        digests = asyncio.gather(*map(asyncio.create_task, many))
        began = time.monotonic()
        await asyncio.sleep(0)
        await asyncio.gather(*(bot.send_message(chat, "y") for chat in range(101, 106)))
        await digests
        assert time.monotonic() - began >= 0.45

    order = [call.params["chat_id"] for call in run(story).sent("sendMessage")]
    assert len(order) == 50
    assert set(order[-5:]) <= set(range(1, 46))


def test_other_errors_pass_through() -> None:
    async def story(bot: Any, request: OfflineRequest) -> None:
        request.backend.fault("sendMessage", 403, "Forbidden: bot was blocked by the user")
        with pytest.raises(Exception, match="blocked"):
            await bot.send_message(1, "x")

    assert len(run(story).sent("sendMessage")) == 1
