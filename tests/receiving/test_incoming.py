"""What is read of an update before it is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.receiving.incoming import KEPT_PARSED, LARGEST_ID, MOST_BYTES, NoUpdateError, chat_of, received, written

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def body(**update: Any) -> bytes:
    return json.dumps({"update_id": 7, **update}).encode()


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"update_id": "7"}',
        b'{"update_id": -1}',
        b'{"update_id": 1e400}',
        json.dumps({"update_id": LARGEST_ID}).encode(),
        b"[" * 200_000,
        b'{"update_id": 7, "x": "' + b"x" * MOST_BYTES + b'"}',
    ],
    ids=lambda one: repr(one[:20]),
)
def test_what_is_no_update_is_refused(bad: bytes) -> None:
    with pytest.raises(NoUpdateError):
        received(bad, NOW)


def test_an_update_is_kept_as_it_came() -> None:
    raw = body(message={"chat": {"id": -100123}, "text": "\ud800"})
    one = received(raw, NOW)
    assert (one.update, one.chat, one.body, one.received) == (7, -100123, raw, NOW)
    assert one.parsed == json.loads(raw)


def test_a_large_update_is_not_kept_twice_over() -> None:
    assert received(body(message={"chat": {"id": 1}, "text": "x" * KEPT_PARSED}), NOW).parsed is None


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": {"id": 5}, "from": {"id": 9}}}, 5),
        ({"edited_message": {"chat": {"id": -5}}}, -5),
        ({"my_chat_member": {"chat": {"id": 5}}}, 5),
        ({"callback_query": {"from": {"id": 9}, "message": {"chat": {"id": 5}}}}, 5),
        # A button under a message that was sent inline: it is in no chat that the bot knows.
        ({"callback_query": {"from": {"id": 9}, "inline_message_id": "x"}}, 9),
        ({"inline_query": {"from": {"id": 9}}}, 9),
        ({"poll": {"id": "1"}}, 0),
        ({"message": 3}, 0),
        ({"message": {"chat": {"id": 2**63}}}, 0),
        ({"message": {"chat": {"id": "5"}}}, 0),
    ],
)
def test_the_chat_is_what_keeps_the_order(update: dict[str, Any], chat: int) -> None:
    assert chat_of(update) == chat


def test_age_counts_from_when_it_was_written() -> None:
    asked = NOW - timedelta(minutes=9)
    seconds = int(asked.timestamp())
    assert written({"message": {"date": seconds}}, NOW) == asked
    edit = {"edited_message": {"date": seconds - 900, "edit_date": seconds}}
    assert written(edit, NOW) == asked
    assert written({"callback_query": {}}, NOW) == NOW
    for nonsense in (-5, 0, "x", 10**18, seconds + 3600):
        assert written({"message": {"date": nonsense}}, NOW) == NOW
