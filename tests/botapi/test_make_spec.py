"""The committed description of the Bot API and how it is read from aiogram."""

from __future__ import annotations

from typing import Any

import pytest

from tests.botapi import make_spec, spec


def test_the_committed_file_is_what_the_wheel_gives() -> None:
    pytest.importorskip("aiogram", reason="only needed to rebuild spec.json")
    assert make_spec.serialised(make_spec.build()) == make_spec.TARGET.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "sentence", "wanted"),
    [
        (["String"], "Text of the message, 1-4096 characters after entities parsing", (1, 4096, "characters")),
        (["String"], "Data to be sent in a callback query, 1-64 bytes", (1, 64, "bytes")),
        (["String"], "A two-letter ISO 639-1 language code", None),
        (["String"], "Only characters A-Z, 0-9 and _ are allowed", None),
        (["Integer"], "Values between 1-100 are accepted. Defaults to 100", (1, 100, "value")),
        (["Boolean"], "Sends silently (blog/channels-2-0#silent-messages)", None),
        (["Array of InputMediaPhoto"], "Must include 2-10 items", (2, 10, "items")),
        (["Array of BotCommand"], "At most 100 commands can be specified", (0, 100, "items")),
        (["Array of String"], "Keywords with total length of up to 64 characters", None),
        (["Array of String"], "Two-letter ISO 3166-1 country codes", None),
    ],
)
def test_limits(names: list[str], sentence: str, wanted: tuple[Any, ...] | None) -> None:
    expected = dict(zip(("min", "max", "unit"), wanted, strict=True)) if wanted else {}
    assert make_spec.limits(names, sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Must be one of 'danger' (red) or 'primary' (blue). If omitted, 'x' is used", ["danger", "primary"]),
        (
            "Choose one, depending on what follows: *typing* for texts, *upload_photo* for photos",
            ["typing", "upload_photo"],
        ),
        ('Currently, it can be one of "❤", "👍".', ["❤", "👍"]),
        ("Mode for parsing entities", []),
    ],
)
def test_choices(sentence: str, wanted: list[str]) -> None:
    assert make_spec.choices(["String"], sentence) == wanted


def test_reading_the_committed_file() -> None:
    known = spec.load()
    assert (known.version, len(known.methods)) == ("10.3", 185)
    assert known.method("SENDMESSAGE") is known.methods["sendMessage"]
    assert {"message", "callback_query", "message_reaction"} <= known.update_kinds
    text = known.methods["sendMessage"].fields["text"]
    assert text == spec.Field(("String",), required=True, min=1, max=4096, unit="characters", mode="parse_mode")
    assert known.methods["sendPoll"].fields["question"].mode == "question_parse_mode"
    assert known.types["BotCommandScopeChat"].fields["type"].choices == ("chat",)


def test_every_type_that_is_named_is_described() -> None:
    known = spec.load()
    fields = [field for method in known.methods.values() for field in method.fields.values()]
    fields += [field for kind in known.types.values() for field in kind.fields.values()]
    named = {one for field in fields for name in field.types for one in name.replace(spec.ARRAY, "").split(" or ")}
    assert named - known.types.keys() == {"Any", "Boolean", "Float", "InputFile", "Integer", "String"}
