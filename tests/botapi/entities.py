"""Telegram's own reading of marked-up text, by TDLib, the library inside the official Bot API server.

Only `td_execute` is used: static requests, no client, no network.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from typing import Any

import tdjson

Entity = dict[str, Any]

MODES = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}

_NAMES = {
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "EmailAddress": "email",
}


class MarkupError(ValueError):
    """Telegram cannot read the markup; the message is Telegram's."""


def utf16(text: str) -> int:
    """The length of a text in the units in which entities are counted."""
    return len(text.encode("utf-16-le")) // 2


@functools.cache
def _quiet() -> None:
    """Silence TDLib, which writes to standard error."""
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    _quiet()
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"null")
    return answer


def _entity(found: dict[str, Any]) -> Entity:
    kind = found["type"]
    name = kind["@type"].removeprefix("textEntityType")
    snake = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("_")
    entity: Entity = {"type": _NAMES.get(name, snake), "offset": found["offset"], "length": found["length"]}
    if "url" in kind:
        entity["url"] = kind["url"]
    if "language" in kind:
        entity["language"] = kind["language"]
    if "custom_emoji_id" in kind:
        entity["custom_emoji_id"] = str(kind["custom_emoji_id"])
    if "user_id" in kind:
        entity["user"] = {"id": kind["user_id"], "is_bot": False, "first_name": "Someone"}
    return entity


def parse(text: str, mode: str) -> tuple[str, list[Entity]]:
    """The plain text and the entities that a marked-up text stands for."""
    if mode.lower() not in MODES:
        raise MarkupError("unsupported parse_mode")
    answer = _execute({"@type": "parseTextEntities", "text": text, "parse_mode": MODES[mode.lower()]})
    if answer["@type"] == "error":
        message = str(answer["message"])
        raise MarkupError(message[:1].lower() + message[1:])
    return str(answer["text"]), [_entity(found) for found in answer["entities"]]


def found_in(text: str) -> list[Entity]:
    """What Telegram marks by itself: commands, mentions, hashtags, addresses."""
    return [_entity(found) for found in _execute({"@type": "getTextEntities", "text": text})["entities"]]


def trimmed(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Text without the white space around it, its entities moved along."""
    lead = utf16(text) - utf16(text.lstrip())
    short = text.strip()
    result = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, utf16(short))
        if end > start:
            result.append({**entity, "offset": start, "length": end - start})
    return short, result


def formatted(text: str, mode: str | None = None, entities: Sequence[Entity] = ()) -> tuple[str, list[Entity]]:
    """A text as a message carries it: the entities that were asked for and those that Telegram finds."""
    asked = list(entities)
    if mode:
        text, asked = parse(text, mode)
    text, asked = trimmed(text, asked)
    taken = {(entity["offset"], entity["length"]) for entity in asked}
    own = [entity for entity in found_in(text) if (entity["offset"], entity["length"]) not in taken]
    return text, sorted(asked + own, key=lambda entity: (entity["offset"], -entity["length"]))
