"""People, chats and what a message may hold, as Telegram writes them in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.botapi import entities, spec

Json = dict[str, Any]

TOKEN = "123456:TEST-token_of_a_bot_that_is_nowhere"

BOT: Mapping[str, Any] = {
    "id": 123456,
    "is_bot": True,
    "first_name": "Test bot",
    "username": "test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}


def user(number: int = 1, first_name: str = "Ann", *, username: str | None = None, language: str | None = "id") -> Json:
    """A person."""
    told = {"username": username, "language_code": language}
    return {"id": number, "is_bot": False, "first_name": first_name, **_given(told)}


def private(person: Mapping[str, Any]) -> Json:
    """The chat that a person has with the bot."""
    return {"id": person["id"], "type": "private", **{k: person[k] for k in ("first_name", "username") if k in person}}


def group(number: int = -1001234567890, title: str = "Group", *, forum: bool = False, basic: bool = False) -> Json:
    """A supergroup, one with topics, or a basic group."""
    return {
        "id": number,
        "type": "group" if basic else "supergroup",
        "title": title,
        **({"is_forum": True} if forum else {}),
    }


def member(person: Mapping[str, Any], status: str = "member", **rights: Any) -> Json:
    """A person's place in a chat; an administrator has no right that is not named here."""
    told: Json = {"status": status, "user": dict(person)}
    types = spec.load().types
    kind = next(types[name] for name in types["ChatMember"].any_of if status in types[name].fields["status"].choices)
    for name, field in kind.fields.items():
        if field.required and name not in told:
            told[name] = 0 if field.types == ("Integer",) else False
    return {**told, **rights}


def text(words: str) -> Json:
    """Plain text with the entities that Telegram finds in it."""
    return _marked("text", "entities", words)


def photo(file_id: str = "photo", *, caption: str = "", width: int = 800, height: int = 600) -> Json:
    """A photo in two sizes, the larger one last."""
    small = {"file_id": f"{file_id}-small", "file_unique_id": f"{file_id}-small-u", "width": 90, "height": 68}
    large = {"file_id": file_id, "file_unique_id": f"{file_id}-u", "width": width, "height": height}
    return {"photo": [small, large], **_marked("caption", "caption_entities", caption)}


def document(file_id: str = "document", *, name: str = "file.txt", caption: str = "", size: int = 1) -> Json:
    """A file."""
    body = {"file_id": file_id, "file_unique_id": f"{file_id}-u", "file_name": name, "file_size": size}
    return {"document": body, **_marked("caption", "caption_entities", caption)}


def voice(file_id: str = "voice", *, seconds: int = 3) -> Json:
    """A voice message."""
    return {"voice": {"file_id": file_id, "file_unique_id": f"{file_id}-u", "duration": seconds}}


def sticker(file_id: str = "sticker", *, emoji: str = "👍") -> Json:
    """A sticker."""
    flags = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {"file_id": file_id, "file_unique_id": f"{file_id}-u", "emoji": emoji, **flags}}


def contact(phone: str = "+62811000000", first_name: str = "Budi") -> Json:
    """A shared contact."""
    return {"contact": {"phone_number": phone, "first_name": first_name}}


def _marked(key: str, marks: str, words: str) -> Json:
    if not words:
        return {}
    plain, found = entities.formatted(words)
    return {key: plain, **({marks: found} if found else {})}


def _given(values: Mapping[str, Any]) -> Json:
    return {key: value for key, value in values.items() if value is not None}
