"""Sends no faster than Telegram allows, and waits where Telegram asks for it: the one place that obeys `RetryAfter`."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from aiolimiter import AsyncLimiter
from telegram.constants import FloodLimit
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
"""Seconds for which Telegram may ask to wait before a request is given up: nobody looks for the answer after that."""

ATTEMPTS = 5
"""How often a request is tried at most; Telegram may ask for a further pause after the first one."""

MARGIN = 0.1
"""Seconds waited beyond what Telegram asks for, since it counts by its own clock."""

BULK = 1
"""Given as `rate_limit_args` with what nobody has asked for, such as a digest: of that Telegram wants at most thirty a
second, over all chats. An answer does not wait in that row."""

FREE = frozenset({"answerCallbackQuery", "answerInlineQuery", "getChatMember", "getFile", "getMe", "sendChatAction"})
"""Requests that bring no message into a chat, so that they take nothing of what may be sent there."""

_Result: TypeAlias = "bool | dict[str, Any] | list[dict[str, Any]]"


class Pacing(AIORateLimiter):
    """The library's limiter (20 messages a minute in a group, 30 a second in bulk), whose pauses hold up one chat only.

    Its own way with `RetryAfter` halts everybody: a busy group would silence all other chats.
    """

    def __init__(self, turn: Callable[[float], Awaitable[float]] | None = None) -> None:
        """Pace one process; `turn` tells it how long to wait where other processes send in bulk too."""
        # Retries are made here, with no record of each of them that carries a traceback.
        super().__init__(overall_max_rate=0, max_retries=0)
        self._bulk = AsyncLimiter(FloodLimit.MESSAGES_PER_SECOND, 1)
        self._turn = turn
        self._paused: dict[object, float] = {}

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> _Result:
        """Make a request when its turn has come; RetryAfter where Telegram asks for too long a pause."""
        if endpoint in FREE:
            return await callback(*args, **kwargs)
        chat = data.get("chat_id", endpoint)
        if rate_limit_args == BULK:
            await self._bulk.acquire()
            if self._turn is not None:
                await asyncio.sleep(await self._turn(FloodLimit.MESSAGES_PER_SECOND))
        for _ in range(ATTEMPTS):
            await self._passed(chat)
            refusal: list[RetryAfter] = []

            async def tried(*given: Any, _refusal: list[RetryAfter] = refusal, **named: Any) -> _Result:
                # Caught before the library's limiter sees it and pauses everybody.
                try:
                    return await callback(*given, **named)
                except RetryAfter as error:
                    _refusal.append(error)
                    return False

            # What the library's limiter counts is groups; a person is passed by at half the cost.
            to_person = isinstance(chat, int) and chat > 0
            result = await (
                tried(*args, **kwargs) if to_person else super().process_request(tried, args, kwargs, endpoint, data, 0)
            )
            if not refusal:
                return result
            seconds = _seconds(refusal[0])
            logger.info("paused by Telegram", extra={"fields": {"method": endpoint, "seconds": seconds}})
            self._paused[chat] = time.monotonic() + seconds + MARGIN
        raise refusal[0]

    async def _passed(self, chat: object) -> None:
        """Wait until a chat's pause is over, which may have grown meanwhile; RetryAfter where that is too long."""
        while (left := self._paused.get(chat, 0.0) - time.monotonic()) > 0:
            if left > LONGEST_PAUSE + MARGIN:
                # Asking all the same would make the pause longer.
                raise RetryAfter(math.ceil(left))
            await asyncio.sleep(left)
        self._paused.pop(chat, None)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())
