"""Asks Telegram for updates and confirms them once they are in the inbox."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.receiving.incoming import LARGEST_ID, NoUpdateError, of_parsed
from bot.receiving.keeping import Keeper
from bot.storage.opening import StorageError
from bot.storage.records import Received

logger = logging.getLogger(__name__)

LONG_POLL = 25
"""Seconds for which Telegram keeps a request open until something happens."""
PATIENCE = 10
"""Seconds beyond that until a request is given up."""
PAUSES = (0.5, 1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds to wait after so many failures in a row."""

WHILE_FULL = 1.0
"""Seconds between two looks at an inbox that is full."""


class RefusedError(Exception):
    """Telegram does not know the token any more."""


async def poll(
    request: BaseRequest, base_url: str, updates: Sequence[str], keeper: Keeper, now: Callable[[], datetime]
) -> None:
    """Ask for ever, each update until it is kept; RefusedError when Telegram takes the token no more."""
    offset, failures = 0, 0
    while True:
        asked = {"timeout": LONG_POLL, "offset": offset, "allowed_updates": json.dumps(updates)}
        try:
            if await keeper.full():
                raise _NotNowError("the inbox is full", WHILE_FULL)
            got = await _ask(request, f"{base_url}/getUpdates?{urlencode(asked)}")
            kept = [_kept(one, now()) for one in got]
            await keeper.many([one for one in kept if one is not None])
        except (TelegramError, StorageError, _NotNowError) as error:
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
            if isinstance(error, _NotNowError):
                pause = max(pause, error.pause)
            logger.warning("polling failed", extra={"fields": {"error": _told(error), "again_in": pause}})
            await asyncio.sleep(pause)
            continue
        failures = 0
        offset = max([offset, *(int(one["update_id"]) + 1 for one in got if _numbered(one))])


class _NotNowError(Exception):
    """Telegram answered, but not with updates."""

    def __init__(self, told: str, pause: float = 0) -> None:
        super().__init__(told)
        self.pause = pause


async def _ask(request: BaseRequest, url: str) -> list[Any]:
    status, body = await request.do_request(url, "POST", read_timeout=LONG_POLL + PATIENCE)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        raise RefusedError
    try:
        reply = json.loads(body)
    except (ValueError, RecursionError):
        raise _NotNowError(f"{status}, no JSON") from None
    result = reply.get("result") if isinstance(reply, dict) else None
    if status == HTTPStatus.OK and isinstance(result, list):
        return result
    parameters = reply.get("parameters") if isinstance(reply, dict) else None
    pause = parameters.get("retry_after", 0) if isinstance(parameters, dict) else 0
    if status == HTTPStatus.CONFLICT:
        raise _NotNowError("409: another process asks for this bot's updates, or a webhook is set", 5)
    raise _NotNowError(str(status), pause if isinstance(pause, int | float) else 0)


def _kept(update: object, now: datetime) -> Received | None:
    try:
        return of_parsed(update, json.dumps(update, ensure_ascii=True).encode(), now)
    except (NoUpdateError, RecursionError) as error:
        # Without a number it can be neither kept nor confirmed; Telegram has never sent one.
        told = str(error) if isinstance(error, NoUpdateError) else type(error).__name__
        logger.error("not an update", extra={"fields": {"error": told}})
        return None


def _numbered(update: object) -> bool:
    number = update.get("update_id") if isinstance(update, dict) else None
    # One beyond all numbers would confirm whatever comes later, unseen.
    return isinstance(number, int) and 0 <= number < LARGEST_ID


def _told(error: Exception) -> str:
    # The library's errors of the network may quote an address, which has the token in it.
    return str(error) if isinstance(error, _NotNowError | StorageError) else type(error).__name__
