"""Bodies: JSON and forms that nothing a person writes can break."""

from __future__ import annotations

import asyncio
import email.parser
import email.policy
import io
import json
import os
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.transport import body

TEXT = st.text()
ANY_TEXT = st.text(st.characters())


@given(TEXT)
def test_json_is_read_as_it_was_written(text: str) -> None:
    parameters = {"chat_id": -100, "text": text, "reply_markup": {"inline_keyboard": [[{"text": text}]]}, "on": True}
    assert json.loads(body.as_json(parameters)) == parameters


@given(ANY_TEXT)
def test_half_a_pair_becomes_a_question_mark(text: str) -> None:
    meant = "".join("?" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    assert json.loads(body.as_json({"text": text})) == {"text": meant}


def joined(parts: list[Any]) -> bytes:
    async def gather() -> bytes:
        return b"".join([bytes(piece) async for piece in body.Stream(parts, lambda more: None)])

    return asyncio.run(gather())


def read(kind: str, content: bytes) -> list[Any]:
    """Read a form as mail, whose rules forms follow."""
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + content)
    assert not message.defects
    return list(message.iter_parts())


@given(
    st.dictionaries(st.sampled_from(["chat_id", "caption"]), st.from_regex(r"[ -~é“]*", fullmatch=True)), st.binary()
)
def test_a_form_carries_fields_and_files(fields: Mapping[str, str], data: bytes) -> None:
    kind, parts = body.form(fields, {"document": ("a.bin", data, "application/octet-stream")})
    found = joined(parts)
    *plain, file = read(kind, found)
    assert {part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in plain} == {
        name: value.encode() for name, value in fields.items()
    }
    assert (file.get_filename(), file.get_content_type()) == ("a.bin", "application/octet-stream")
    start = found.index(b"application/octet-stream\r\n\r\n") + len(b"application/octet-stream\r\n\r\n")
    assert found[start : start + len(data)] == data


@given(ANY_TEXT)
def test_no_name_ends_its_header(name: str) -> None:
    kind, parts = body.form({}, {"document": (name, b"x", "text/plain\r\nEvil: yes")})
    assert isinstance(parts[0], bytes)
    head = parts[0].split(b"\r\n\r\n")[0]
    assert head.count(b"\r\n") == 2
    assert head.count(b"\n") == 2
    assert head.split(b"\r\n")[1].count(b'"') == 4
    assert kind.startswith("multipart/form-data; boundary=")


def test_sizes() -> None:
    file = io.BytesIO(b"0123456789")
    file.seek(4)
    assert body.Stream([b"ab", file], lambda more: None).size == 8
    assert file.tell() == 4
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert body.Stream([b"ab", pipe], lambda more: None).size is None


def test_a_stream_tells_every_piece_and_its_end() -> None:
    told: list[bool] = []

    async def gather() -> list[int]:
        stream = body.Stream([b"a" * (body.PIECE + 1), io.BytesIO(b"b" * body.PIECE * 2)], told.append)
        return [len(piece) async for piece in stream]

    assert asyncio.run(gather()) == [body.PIECE, 1, body.PIECE, body.PIECE]
    assert told == [True, True, True, True, False]
