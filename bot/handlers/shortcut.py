"""The short way of nearly all updates: words that somebody writes in a private chat, and nothing else.

The library makes four objects of a hundred and fifty members from such an update and asks forty handlers whether it is
for them; together that took as long as a fifth of finding the answer. Only what no handler before that of questions can
want goes this way: a test asks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram import Bot, Chat

from bot.handlers.memory import Person
from bot.handlers.questions import answer
from bot.handlers.services import Services

_MEMBERS = frozenset({"message_id", "date", "from", "chat", "text"})
"""Of a message that has nothing but words: no command, no reply, nothing passed on, no media."""

Shortcut = Callable[[Mapping[str, Any]], "Coroutine[Any, Any, None] | None"]
"""Returns what answers an update, or None where it has to go the long way."""


def shortcut(services: Services, bot: Bot) -> Shortcut:
    """Return the short way, for updates whose shape has been looked at."""

    def going(update: Mapping[str, Any]) -> Coroutine[Any, Any, None] | None:
        message = update.get("message")
        if message is None or len(update) != 2 or message.keys() != _MEMBERS or message["chat"]["type"] != Chat.PRIVATE:
            return None
        user, text = message["from"], message["text"]
        # The curators have ways of their own to be asked on.
        if not text or user["is_bot"] or user["id"] in services.settings.admins:
            return None
        if not services.buckets.take(user["id"]):
            return None  # there it is told, or not even that
        return answer(services, bot, Person(message["chat"]["id"], user["id"]), message["message_id"], text)

    return going
