"""What can go wrong on the way: for each the right error, and the token in none."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import socket
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import ClientOSError
from telegram import Bot, InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.transport.failures import failure, without_token
from bot.transport.request import AiohttpRequest
from tests.botapi.content import TOKEN
from tests.transport.wire import SECRET, Line, Wire, assert_secret_kept, listening

GRANTED = b'{"ok":true,"result":true}'
LARGEST = 100_000
HEAD = b"HTTP/1.1 200 OK\r\n"


async def cut(line: Line) -> None:
    line.reset()


async def hang_up(line: Line) -> None:
    line.writer.close()


async def say_nothing(line: Line) -> None:
    await line.hang()


async def stop_half_way(line: Line) -> None:
    await line.say(HEAD, b"Content-Length: 100\r\n\r\n", b'{"ok"')
    line.writer.close()


async def stall_half_way(line: Line) -> None:
    await line.say(HEAD, b"Content-Length: 100\r\n\r\n", b'{"ok"')
    await line.hang()


async def drip(line: Line) -> None:
    body = b'{"result":"' + b"x" * 100 + b'"}'
    await line.say(HEAD, b"Content-Length: %d\r\n\r\n" % len(body))
    for at in range(len(body)):
        await line.say(body[at : at + 1])
        await asyncio.sleep(0.1)


async def stop_in_a_chunk(line: Line) -> None:
    await line.say(HEAD, b"Transfer-Encoding: chunked\r\n\r\n", b'ff\r\n{"ok"')
    line.writer.close()


async def stop_in_the_head(line: Line) -> None:
    await line.say(b"HTTP/1.1 200")
    line.writer.close()


async def babble(line: Line) -> None:
    await line.say(b"\x00\xff\x16\x03 " + TOKEN.encode() + b"\r\n\r\n")
    line.writer.close()


async def long_head(line: Line) -> None:
    await line.say(HEAD, b"X: " + TOKEN.encode() * 10_000 + b"\r\n\r\n", GRANTED)
    line.writer.close()


async def large(line: Line) -> None:
    await line.reply(b"200 OK", b'{"result":"' + b"x" * LARGEST + b'"}')


async def claim_to_be_large(line: Line) -> None:
    await line.say(HEAD, b"Content-Length: %d\r\n\r\n" % (LARGEST + 1))
    await line.hang()


async def large_in_chunks(line: Line) -> None:
    await line.say(HEAD, b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(50):
        await line.say(b"1000\r\n" + b"x" * 4096 + b"\r\n")
    await line.say(b"0\r\n\r\n")


async def unfold(line: Line) -> None:
    await line.reply(b"200 OK", gzip.compress(b'{"result":"' + b"x" * LARGEST * 100 + b'"}'), b"Content-Encoding: gzip")


def telling(body: bytes) -> Callable[[Line], Awaitable[None]]:
    async def tell(line: Line) -> None:
        await line.reply(b"200 OK", body)

    return tell


ANSWERS = [
    (cut, NetworkError, "ConnectionResetError: Connection reset by peer|HungUpError"),
    (hang_up, NetworkError, "HungUpError"),
    (say_nothing, TimedOut, "TimeoutError"),
    (stop_half_way, NetworkError, "HungUpError"),
    (stall_half_way, TimedOut, "TimeoutError"),
    (drip, TimedOut, "TimeoutError"),
    (stop_in_a_chunk, NetworkError, "HungUpError"),
    (stop_in_the_head, NetworkError, "HungUpError"),
    (babble, NetworkError, "NoAnswerError: not HTTP"),
    (long_head, NetworkError, "NoAnswerError: its head does not end"),
    (large, NetworkError, "more than 100000 bytes"),
    (claim_to_be_large, NetworkError, "more than 100000 bytes"),
    (large_in_chunks, NetworkError, "more than 100000 bytes"),
    (unfold, NetworkError, "not the Bot API's"),
    (telling(b""), NetworkError, "not the Bot API's"),
    (telling(f"<h1>{TOKEN}</h1>".encode()), NetworkError, "not the Bot API's"),
    (telling(f'"result" {TOKEN}'.encode()), NetworkError, "not the Bot API's"),
    (telling(b'["result"]'), NetworkError, "not the Bot API's"),
    (telling(b'{"ok":false}'), NetworkError, "not the Bot API's"),
    (telling(b'{"result":' + b"[" * 50_000), NetworkError, "not the Bot API's"),
    (telling(b'{"result":\xff\xfe'), NetworkError, "not the Bot API's"),
]


async def asking(
    answer: Callable[[Line], Awaitable[None]], ask: Callable[[AiohttpRequest, Wire], Awaitable[object]]
) -> tuple[TelegramError, Wire]:
    """Return the error that asking a server ends with, and what the server has seen."""
    async with listening(answer) as wire, AiohttpRequest(read_timeout=0.2, largest=LARGEST) as request:
        with pytest.raises(TelegramError) as caught:
            await ask(request, wire)
    return caught.value, wire


async def post(request: AiohttpRequest, wire: Wire) -> object:
    return await request.post(wire.address())


@pytest.mark.parametrize(("answer", "kind", "words"), ANSWERS)
def test_answers_that_are_none(
    answer: Callable[[Line], Awaitable[None]],
    kind: type[TelegramError],
    words: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    error, wire = asyncio.run(asking(answer, post))
    assert type(error) is kind
    with pytest.raises(kind, match=words):
        raise error
    assert_secret_kept(error, caplog)
    # Whatever it was, it may have been done: nothing is sent twice.
    assert len(wire.requests) == 1


@pytest.mark.parametrize("answer", [cut, stop_half_way, stall_half_way, large, large_in_chunks])
def test_downloads_that_fail(answer: Callable[[Line], Awaitable[None]], caplog: pytest.LogCaptureFixture) -> None:
    async def download(request: AiohttpRequest, wire: Wire) -> object:
        return await request.retrieve(f"{wire.url}/file/bot{TOKEN}/documents/a.csv")

    error, _ = asyncio.run(asking(answer, download))
    assert isinstance(error, NetworkError)
    assert_secret_kept(error, caplog)


def test_what_is_too_large_is_not_read_to_its_end() -> None:
    sent = 0

    async def pour(line: Line) -> None:
        nonlocal sent
        await line.say(HEAD, b"Transfer-Encoding: chunked\r\n\r\n")
        while sent < 3000:
            await line.say(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
            sent += 1
        await line.say(b"0\r\n\r\n")

    asyncio.run(asking(pour, post))
    assert 0 < sent < 2000


def test_a_download_may_be_anything() -> None:
    async def ask() -> bytes:
        async with listening(telling(b"\x00\xff<h1>")) as wire, AiohttpRequest() as request:
            return await request.retrieve(f"{wire.url}/file/bot{TOKEN}/documents/a.csv")

    assert asyncio.run(ask()) == b"\x00\xff<h1>"


PAGE = f"<h1>Not here</h1>The address /bot{TOKEN}/sendMessage".encode() + b" was not found" * 500


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (b"400 Bad Request", json.dumps({"ok": False, "description": f"Bad Request: {TOKEN}"}).encode(), BadRequest),
        (b"404 Not Found", PAGE, InvalidToken),
        (b"403 Forbidden", f"<h1>{SECRET}</h1>".encode(), TelegramError),
        (b"502 Bad Gateway", PAGE, NetworkError),
        (b"599 ", b"", NetworkError),
    ],
)
def test_refusals_come_through_without_the_token(
    status: bytes, body: bytes, kind: type[TelegramError], caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(line: Line) -> None:
        await line.reply(status, body)

    error, _ = asyncio.run(asking(refuse, post))
    assert isinstance(error, kind)
    assert len(str(error)) < 600
    assert_secret_kept(error, caplog)


def test_status_and_body_are_passed_on() -> None:
    said = b'{"ok":false,"error_code":418,"description":"no"}'

    async def refuse(line: Line) -> None:
        await line.reply(b"418 Teapot", said)

    async def ask() -> tuple[int, bytes]:
        async with listening(refuse) as wire, AiohttpRequest() as request:
            return await request.do_request(wire.address(), "POST")

    assert asyncio.run(ask()) == (418, said)


def test_no_answer_leads_elsewhere(caplog: pytest.LogCaptureFixture) -> None:
    async def both() -> tuple[TelegramError, list[bytes]]:
        async with listening(telling(GRANTED)) as elsewhere:

            async def lead(line: Line) -> None:
                await line.reply(b"307 Temporary Redirect", b"", b"Location: " + elsewhere.address().encode())

            error, _ = await asking(lead, post)
        return error, elsewhere.requests

    error, followed = asyncio.run(both())
    assert isinstance(error, NetworkError)
    assert not followed
    assert_secret_kept(error, caplog)


# Before anything is sent


def failing(url: str, **how: float) -> TelegramError:
    async def ask() -> TelegramError:
        async with AiohttpRequest(**how) as request:  # type: ignore[arg-type]
            with pytest.raises(TelegramError) as caught:
                await request.post(url)
        return caught.value

    return asyncio.run(ask())


def test_a_closed_port(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = failing(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")
    assert str(error) == "ConnectionRefusedError: Connection refused"
    assert_secret_kept(error, caplog)


def test_an_unknown_host(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = failing(f"https://telegram.invalid/bot{TOKEN}/getMe")
    assert (type(error), str(error)) == (NetworkError, "gaierror")
    assert_secret_kept(error, caplog)


def test_a_host_that_does_not_answer(caplog: pytest.LogCaptureFixture) -> None:
    # A queue that is full: the system lets further connections wait.
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        error = failing(f"http://127.0.0.1:{full.getsockname()[1]}/bot{TOKEN}/getMe", connect_timeout=0.2)
        for one in waiting:
            one.close()
    assert (type(error), str(error)) == (TimedOut, "Timed out (TimeoutError)")
    assert_secret_kept(error, caplog)


def test_a_server_that_speaks_no_tls(caplog: pytest.LogCaptureFixture) -> None:
    async def ask() -> TelegramError:
        async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server, AiohttpRequest() as request:
            port = server.sockets[0].getsockname()[1]
            with pytest.raises(TelegramError) as caught:
                await request.post(f"https://127.0.0.1:{port}/bot{TOKEN}/getMe")
        return caught.value

    error = asyncio.run(ask())
    assert type(error) is NetworkError
    assert "SSLError" in str(error)
    assert_secret_kept(error, caplog)


@pytest.mark.parametrize(
    "url", [f"http:///bot{TOKEN}/x", f"ftp://h/bot{TOKEN}/x", f"http://h:99999/bot{TOKEN}/x", TOKEN]
)
def test_no_address(url: str, caplog: pytest.LogCaptureFixture) -> None:
    error = failing(url)
    assert isinstance(error, NetworkError)
    assert_secret_kept(error, caplog)


# While sending


def test_a_server_that_takes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def ask() -> TelegramError:
        request = AiohttpRequest(media_write_timeout=0.2, read_timeout=20)
        async with listening(say_nothing, bodies=False) as wire, request:
            with pytest.raises(TelegramError) as caught:
                await Bot(TOKEN, base_url=f"{wire.url}/bot", request=request).send_document(1, bytes(30_000_000))
        return caught.value

    error = asyncio.run(ask())
    assert (type(error), str(error)) == (TimedOut, "Timed out (TimeoutError)")
    assert_secret_kept(error, caplog)


def test_a_server_that_answers_before_it_has_all() -> None:
    async def refuse(line: Line) -> None:
        await line.reply(b"413 Request Entity Too Large", b'{"ok":false,"description":"Request Entity Too Large"}')
        await line.hang()

    async def ask() -> TelegramError:
        async with listening(refuse, bodies=False) as wire, AiohttpRequest() as request:
            with pytest.raises(TelegramError) as caught:
                await Bot(TOKEN, base_url=f"{wire.url}/bot", request=request).send_document(1, bytes(30_000_000))
        return caught.value

    assert str(asyncio.run(ask())) == "Request Entity Too Large"


def test_a_file_that_cannot_be_read(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, f"Input/output error of {TOKEN}")

    async def send(request: AiohttpRequest, wire: Wire) -> object:
        file = InputFile(Broken(b"x" * 100), filename="a", read_file_handle=False)
        return await Bot(TOKEN, base_url=f"{wire.url}/bot", request=request).send_document(1, file)

    error, _ = asyncio.run(asking(say_nothing, send))
    assert (type(error), str(error)) == (NetworkError, "ClientOSError: Input/output error")
    assert_secret_kept(error, caplog)


# In words


def test_no_error_brings_its_own_words() -> None:
    for error in (ValueError(TOKEN), ClientOSError(0, TOKEN), UnicodeEncodeError("utf-8", TOKEN, 0, 1, "x")):
        assert TOKEN not in str(failure(error))
        assert type(error).__name__ in str(failure(error))


def test_masking_leaves_the_rest_alone() -> None:
    url = f"https://api.telegram.org/bot{TOKEN}/getMe"
    said = json.dumps({"ok": False, "description": "x" * 1000}).encode()
    assert without_token(said, url) == said
    assert without_token(f"{TOKEN} and {SECRET}".encode(), url) == b"*** and ***"
    assert without_token(b"abc", "https://api.telegram.org/bot1:/getMe") == b"abc"
    assert len(without_token(b"<" * 1000, url)) == 300
