"""The bot's own connections: answers of every shape, and when a line is used again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.transport import lines
from bot.transport.request import AiohttpRequest
from tests.transport.wire import Line, Wire, listening

GRANTED = b'{"ok":true,"result":true}'
HEAD = b"HTTP/1.1 200 OK\r\n"


async def whole(line: Line) -> None:
    await line.reply(b"200 OK", GRANTED)


async def in_chunks(line: Line) -> None:
    await line.say(HEAD, b"Transfer-Encoding: chunked\r\n\r\n")
    for byte in GRANTED:
        await line.say(b"1\r\n%c\r\n" % byte)
    await line.say(b"0\r\n\r\n")


async def to_the_end(line: Line) -> None:
    await line.say(HEAD, b"\r\n", GRANTED)
    line.writer.close()


async def in_two_steps(line: Line) -> None:
    await line.say(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
    await asyncio.sleep(0.01)
    await line.reply(b"200 OK", GRANTED)


async def and_close(line: Line) -> None:
    await line.reply(b"200 OK", GRANTED, b"Connection: close")


async def and_more(line: Line) -> None:
    await line.reply(b"200 OK", GRANTED)
    await line.say(HEAD, b"Content-Length: 0\r\n\r\n")


async def slowly(line: Line) -> None:
    head = HEAD + b"Content-Length: %d\r\n\r\n" % len(GRANTED)
    for at in range(0, len(head + GRANTED), 20):
        await line.say((head + GRANTED)[at : at + 20])
        await asyncio.sleep(0.06)


async def twice(answer: Callable[[Line], Awaitable[None]], pause: float = 0.02) -> Wire:
    async with listening(answer) as wire, AiohttpRequest(read_timeout=0.3) as request:
        for _ in range(2):
            assert await request.post(wire.address()) is True
            await asyncio.sleep(pause)
    return wire


@pytest.mark.parametrize(
    ("answer", "connections"),
    [(whole, 1), (in_chunks, 1), (in_two_steps, 1), (slowly, 1), (to_the_end, 2), (and_close, 2), (and_more, 2)],
)
def test_answers_of_every_shape(answer: Callable[[Line], Awaitable[None]], connections: int) -> None:
    assert asyncio.run(twice(answer)).connections == connections


def test_a_line_that_has_rested_long_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "KEPT_ALIVE", 0.05)
    assert asyncio.run(twice(whole, pause=0.1)).connections == 2


def test_what_was_closed_meanwhile_is_not_used_again() -> None:
    async def once(line: Line) -> None:
        await whole(line)
        line.writer.close()

    assert asyncio.run(twice(once)).connections == 2


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://api.telegram.org/bot1:a/getMe", ("api.telegram.org", 443, True)),
        ("http://127.0.0.1:9005/bot1:a/getMe?timeout=1", ("127.0.0.1", 9005, False)),
        ("http://[::1]:9005/bot1:a/getMe", ("::1", 9005, False)),
    ],
)
def test_plain_addresses(url: str, leads: tuple[str, int, bool]) -> None:
    found = lines.target(url, "agent")
    assert found is not None
    assert found[:3] == leads
    host, path = url.split("/", 3)[2:]
    assert found.head.startswith(f"POST /{path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: agent\r\n".encode())


@pytest.mark.parametrize(
    "url", ["https://user@host/x", "https://host/ä", "https://host/a b", "https://host/a\r\nb", "ftp://host/", "x", ""]
)
def test_unusual_addresses_are_left_to_others(url: str) -> None:
    assert lines.target(url, "agent") is None
