"""What an update must be for a handler to see it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from bot.receiving.shape import LARGEST, fault
from tests.botapi import content, visits
from tests.botapi.world import World


@pytest.fixture
def asked() -> dict[str, Any]:
    message = visits.wrote(World(lenient=True), "Kapan?", user=content.user(5), entities=[])
    return {"update_id": 1, **copy.deepcopy(message)}


def set_at(update: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    *above, last = path.split(".")
    inside: Any = update
    for name in above:
        inside = inside[name]
    if value is ...:
        del inside[last]
    else:
        inside[last] = value
    return update


def test_what_telegram_sends_is_as_it_must_be(asked: dict[str, Any]) -> None:
    assert fault(asked) is None
    # What the bot makes nothing of may be anything.
    assert fault({**asked, "poll": 5}) is None
    assert fault(set_at(asked, "message.dice", {"value": "x"})) is None
    assert fault(set_at(asked, "message.text", "\ud800")) is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("message", 5),
        ("message.chat", ...),
        ("message.chat.id", "5"),
        ("message.chat.id", True),
        ("message.chat.id", 1.0),
        ("message.from.id", LARGEST),
        ("message.from.id", -LARGEST),
        ("message.from.language_code", 5),
        ("message.text", None),
        ("message.date", -1),
        ("message.date", 10**12),
        ("message.entities", {}),
        ("message.reply_to_message", []),
    ],
)
def test_what_is_wrong_is_named(asked: dict[str, Any], path: str, value: object) -> None:
    assert fault(set_at(asked, path, value)) == path


def test_the_place_within_a_list_is_told_without_its_number(asked: dict[str, Any]) -> None:
    entity = {"type": "bold", "offset": 0, "length": 1}
    assert fault(set_at(asked, "message.entities", [entity])) is None
    assert fault(set_at(asked, "message.entities", [entity, {**entity, "offset": "0"}])) == "message.entities.offset"
    assert fault(set_at(asked, "message.entities", [entity, 7])) == "message.entities"


def test_what_goes_back_to_telegram_is_never_empty() -> None:
    query = {"id": "", "from": content.user(5), "query": "", "offset": ""}
    assert fault({"update_id": 1, "inline_query": query}) == "inline_query.id"
    assert fault({"update_id": 1, "inline_query": {**query, "id": "7"}}) is None
