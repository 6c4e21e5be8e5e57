"""What the bot relies on in an update: looked at once, where it is read, so that nobody behind has to be on guard.

Telegram keeps to it. What does not is set aside with the place that is wrong, before a handler sees any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

LARGEST = 2**52
"""Telegram's numbers stay below: a chat's, a user's, a message's."""
LAST_MOMENT = 2**32
"""Seconds since 1970, far beyond what is a date to Telegram."""

Kind: TypeAlias = "type | Shape | list[Shape]"


class Moment(int):
    """Seconds since 1970."""


class Key(str):
    """What goes back to Telegram as it came, and so is never empty."""


class Shape:
    """An object: the members that it has, and those that it may have; whatever else it has is of no concern."""

    def __init__(self, has: Mapping[str, Kind], may_have: Mapping[str, Kind]) -> None:
        self.needed = tuple(has)
        self.kinds: Mapping[str, Kind] = {**has, **may_have}


USER = Shape(
    {"id": int, "is_bot": bool, "first_name": str},
    {"last_name": str, "username": str, "language_code": str},
)
CHAT = Shape({"id": int, "type": str}, {"title": str, "username": str, "is_forum": bool})
ENTITY = Shape({"type": str, "offset": int, "length": int}, {"url": str, "user": USER})
DOCUMENT = Shape({"file_id": Key, "file_unique_id": Key}, {"file_name": str, "mime_type": str, "file_size": int})
_WRITTEN: Mapping[str, Kind] = {"message_id": int, "date": Moment, "chat": CHAT}
_WITH_IT: Mapping[str, Kind] = {
    "from": USER,
    "sender_chat": CHAT,
    "via_bot": USER,
    "edit_date": Moment,
    "message_thread_id": int,
    "is_topic_message": bool,
    "media_group_id": str,
    "text": str,
    "entities": [ENTITY],
    "caption": str,
    "caption_entities": [ENTITY],
    "quote": Shape({"text": str}, {}),
    "document": DOCUMENT,
    "new_chat_members": [USER],
    "left_chat_member": USER,
    "migrate_to_chat_id": int,
    "migrate_from_chat_id": int,
}
MESSAGE = Shape(_WRITTEN, {**_WITH_IT, "reply_to_message": Shape(_WRITTEN, _WITH_IT)})
MEMBER = Shape({"status": str, "user": USER}, {})
UPDATE = Shape(
    {"update_id": int},
    {
        "message": MESSAGE,
        "edited_message": MESSAGE,
        "callback_query": Shape({"id": Key, "from": USER}, {"message": MESSAGE, "inline_message_id": Key, "data": str}),
        "inline_query": Shape({"id": Key, "from": USER, "query": str, "offset": str}, {"chat_type": str}),
        "my_chat_member": Shape(
            {"chat": CHAT, "from": USER, "date": Moment, "old_chat_member": MEMBER, "new_chat_member": MEMBER}, {}
        ),
    },
)


def fault(update: Mapping[str, Any]) -> str | None:
    """Return the first member that is missing or wrong, as `message.from.id`; None where all is as it must be.

    Only names that stand here are in it, nothing of the update's own.
    """
    return _in_object(update, UPDATE)


def _in_object(value: object, shape: Shape) -> str | None:
    if not isinstance(value, dict):
        return ""
    for name in shape.needed:
        if name not in value:
            return name
    for name, inner in value.items():
        kind = shape.kinds.get(name)
        place = None if kind is None else _in_member(inner, kind)
        if place is not None:
            return f"{name}.{place}".rstrip(".")
    return None


def _in_member(value: object, kind: Kind) -> str | None:
    if isinstance(kind, Shape):
        return _in_object(value, kind)
    if isinstance(kind, list):
        if not isinstance(value, list):
            return ""
        return next((place for item in value if (place := _in_object(item, kind[0])) is not None), None)
    return None if _is(value, kind) else ""


def _is(value: object, kind: type) -> bool:
    if kind is int or kind is Moment:
        # True is a number to Python.
        return type(value) is int and (abs(value) < LARGEST if kind is int else 0 <= value < LAST_MOMENT)
    if kind is Key:
        return isinstance(value, str) and value != ""
    return isinstance(value, kind)
