"""One update as it came: enough of it read to keep it, nothing more.

NoUpdateError
    raised by `received` for what is no update at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.storage.records import Received

MOST_BYTES = 1_000_000
"""An update larger than this is none of Telegram's: a message has 4,096 characters and 100 entities."""
KEPT_PARSED = 16_384
"""Bytes of an update up to which it is kept as it was parsed, too; nearly all have a few hundred."""
LARGEST_ID = 2**62

_WITH_CHAT = ("message", "edited_message", "my_chat_member", "chat_member", "channel_post", "message_reaction")


class NoUpdateError(Exception):
    """The body is no update; the message says why and quotes nothing of it."""


def received(body: bytes, now: datetime) -> Received:
    """Return the body of an update as the inbox keeps it."""
    if len(body) > MOST_BYTES:
        raise NoUpdateError(f"over {MOST_BYTES} bytes")
    try:
        update = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoUpdateError(f"no JSON ({type(error).__name__})") from None
    return of_parsed(update, body, now)


def of_parsed(update: object, body: bytes, now: datetime) -> Received:
    """Return an update that has been parsed already as the inbox keeps it."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(update, dict) or not isinstance(number, int) or not 0 <= number < LARGEST_ID:
        raise NoUpdateError("no update_id")
    # A large one takes many times its bytes once it is parsed, and may have to wait.
    parsed = update if len(body) <= KEPT_PARSED else None
    return Received(update=number, chat=chat_of(update), body=body, received=now, parsed=parsed)


def chat_of(update: Mapping[str, Any]) -> int:
    """Return in which chat something happened, or whose query it is: what is worked off in order; 0 if nobody's."""
    for kind in _WITH_CHAT:
        found = _number(update.get(kind), "chat")
        if found:
            return found
    pressed = update.get("callback_query")
    if isinstance(pressed, dict):
        return _number(pressed.get("message"), "chat") or _number(pressed, "from")
    for value in update.values():
        found = _number(value, "from")
        if found:
            return found
    return 0


def _number(value: object, member: str) -> int:
    inner = value.get(member) if isinstance(value, dict) else None
    number = inner.get("id") if isinstance(inner, dict) else None
    return number if isinstance(number, int) and abs(number) < LARGEST_ID else 0


def written(update: Mapping[str, Any], received_at: datetime) -> datetime:
    """Return when a person did this, as Telegram tells it; when it came where Telegram tells nothing."""
    message = update.get("message") or update.get("edited_message")
    seconds = (message.get("edit_date") or message.get("date")) if isinstance(message, dict) else None
    if not isinstance(seconds, int) or not 0 < seconds < received_at.timestamp():
        return received_at
    return datetime.fromtimestamp(seconds, UTC)
