"""What happens when a handler fails: one record without anybody's name or words, and one kind sentence."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from bot.handlers.services import Context, Services, language_of, person_of, send
from bot.rendering import cards

logger = logging.getLogger(__name__)

_KINDS = ("message", "edited_message", "callback_query")


def error_handler(services: Services) -> Callable[[object, Context], Coroutine[Any, Any, None]]:
    """Return what is called with every error that a handler raises."""

    async def failed(update: object, context: Context) -> None:
        error = context.error
        event = "polling failed" if update is None else "handler failed"
        logger.error(event, extra={"fields": {**_about(update), **_what(error)}})
        # Where Telegram itself is out of reach, or the person has left, there is nobody to tell.
        if not isinstance(update, Update) or isinstance(error, Forbidden | RetryAfter):
            return
        person = person_of(update)
        if person is not None:
            with suppress(TelegramError):
                await send(context.bot, person.chat, cards.line(language_of(services, update), "ui.error"))

    return failed


def _about(update: object) -> dict[str, object]:
    if not isinstance(update, Update):
        return {}
    kind = next((one for one in _KINDS if getattr(update, one)), "other")
    return {"update": update.update_id, "kind": kind}


def _what(error: Exception | None) -> dict[str, object]:
    """Return the error without its message, which may quote what a person wrote; Telegram's own messages do not."""
    if error is None:
        return {}
    found: dict[str, object] = {"error": type(error).__name__}
    if isinstance(error, NetworkError | RetryAfter | Forbidden):
        found["message"] = error.message
    frames = traceback.extract_tb(error.__traceback__)
    found["where"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
    return found
