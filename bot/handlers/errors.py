"""What happens when a handler fails: one record without anybody's name or words, and one kind sentence."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.handlers import passage
from bot.handlers.addressed import addressed
from bot.handlers.replying import reply
from bot.handlers.services import Context, Services, person_of, send
from bot.rendering import cards

logger = logging.getLogger(__name__)

_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")

_NO_PLACE = (
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "group chat was deactivated",
    "chat not found",
)
"""What Telegram says, in lower case, where the bot may not write; none of it is a fault of a handler."""


def error_handler(services: Services) -> Callable[[object, Context], Coroutine[Any, Any, None]]:
    """Return what is called with every error that a handler raises."""

    async def failed(update: object, context: Context) -> None:
        error, way = context.error, passage.current()
        if isinstance(update, Update) and _nowhere(error):
            # Blocked, removed, silenced or moved: that is how chats end, and trying again would change nothing.
            logger.info("not delivered", extra={"fields": {**_about(update), **_what(error, frames=False)}})
            if isinstance(error, Forbidden):
                way.error = error  # counted, and done with all the same
            if isinstance(error, ChatMigrated) and update.effective_chat:
                await services.storage.chats.migrate(update.effective_chat.id, error.new_chat_id)
            return
        way.error = error
        event = "polling failed" if update is None else "handler failed"
        logger.error(event, extra={"fields": {**_about(update), **_what(error)}})
        # The curators hear of what is a fault of the bot, not of the network's.
        if error is not None and way.last_try and not _unreachable(error):
            services.alarms.raised(error)
        # Where Telegram itself is out of reach there is nobody to tell; and while the update will be tried again, there
        # is nothing to tell.
        if not isinstance(update, Update) or isinstance(error, RetryAfter) or not way.last_try:
            return
        person, message = person_of(update), update.message
        try:
            card = cards.line(await services.language(update), "ui.error")
            if person is not None:
                await send(context.bot, person.chat, card)
            elif message is not None and addressed(message):
                # In a group only whoever asked is told, and in place.
                await reply(services, context.bot, message, card)
        except TelegramError:
            return
        except Exception as again:  # the library would write down what it says, and so perhaps a person's words
            logger.error("not told of it", extra={"fields": {**_about(update), **_what(again)}})

    return failed


def _about(update: object) -> dict[str, object]:
    if not isinstance(update, Update):
        return {}
    kind = next((one for one in _KINDS if getattr(update, one)), "other")
    return {"update": update.update_id, "kind": kind}


def _nowhere(error: Exception | None) -> bool:
    """Return whether Telegram refused because there is no chat, or none that the bot may write to."""
    if isinstance(error, BadRequest):
        return any(words in error.message.lower() for words in _NO_PLACE)
    return isinstance(error, Forbidden | ChatMigrated)


def _unreachable(error: Exception) -> bool:
    """Return whether Telegram was out of reach, or asked for a pause; BadRequest is a NetworkError to the library."""
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)


def _what(error: Exception | None, *, frames: bool = True) -> dict[str, object]:
    """Return the error without its message, which may quote what a person wrote; Telegram's own messages do not."""
    if error is None:
        return {}
    found: dict[str, object] = {"error": type(error).__name__}
    if isinstance(error, NetworkError | RetryAfter | Forbidden | ChatMigrated):
        # A group that has moved is told of with its new number.
        found["message"] = "moved" if isinstance(error, ChatMigrated) else error.message
    if frames:
        last = traceback.extract_tb(error.__traceback__)[-6:]
        found["where"] = [f"{one.filename.rpartition('/')[2]}:{one.lineno} {one.name}" for one in last]
    return found
