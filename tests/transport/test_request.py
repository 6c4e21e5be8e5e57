"""The request class at work: what Telegram gets and gives, over a real connection."""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import MessageHandler, filters

from bot.transport.request import AiohttpRequest
from tests.botapi.content import TOKEN
from tests.botapi.running import AnyApplication, builder, polling
from tests.botapi.server import BotApiServer
from tests.botapi.test_running import echo
from tests.transport.wire import Line, assert_secret_kept, listening

GRANTED = b'{"ok":true,"result":true}'


def bot(server: BotApiServer) -> Bot:
    return Bot(
        server.token, base_url=server.base_url, base_file_url=server.base_file_url, request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connection_pool_size=1),
    )  # fmt: skip


async def granting(line: Line) -> None:
    await line.reply(b"200 OK", GRANTED)


def test_texts_and_keyboards_arrive_as_they_were_meant(server: BotApiServer) -> None:
    server.message("x")
    words = "“Palu” – ½ & <i>Ñ</i> 👍🏽 \x00 \ud83d"
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Lebih “lanjut”", callback_data="a\ud83d")]])

    async def talk() -> None:
        async with bot(server) as one:
            await one.send_message(1, words, disable_notification=True, reply_markup=markup)

    asyncio.run(talk())
    (call,) = [call for call in server.calls if call.method == "sendMessage"]
    assert call.params["text"] == words.replace("\ud83d", "?")
    assert call.params["disable_notification"] is True
    assert call.params["reply_markup"] == {"inline_keyboard": [[{"text": "Lebih “lanjut”", "callback_data": "a?"}]]}


def test_files_from_bytes_paths_and_open_files(server: BotApiServer, tmp_path: Path) -> None:
    server.message("x")
    large = os.urandom(300_000)
    path = tmp_path / "laporan kota “Palu”.csv"
    path.write_bytes(large)

    async def talk() -> None:
        async with bot(server) as one:
            sent = await one.send_document(1, b"a,b", filename="list.csv", caption="Daftar “Palu” \ud83d")
            assert sent.document
            assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == b"a,b"
            await one.send_document(1, path)
            with path.open("rb") as file:
                await one.send_document(1, InputFile(file, read_file_handle=False))
                assert not file.closed
            await one.send_document(1, b"1", thumbnail=b"2")

    asyncio.run(talk())
    first, second, third, fourth = [call for call in server.calls if call.method.startswith("send")]
    assert (first.params["caption"], first.files["document"].data) == ("Daftar “Palu” ?", b"a,b")
    assert second.files["document"].data == third.files["document"].data == large
    assert second.files["document"].name == third.files["document"].name == path.name
    assert sorted(file.data for file in fourth.files.values()) == [b"1", b"2"]


def test_a_file_that_cannot_tell_its_size_is_sent_in_chunks() -> None:
    reading, writing = os.pipe()
    data, found = os.urandom(200_000), bytearray()

    def fill() -> None:
        with os.fdopen(writing, "wb") as end:
            end.write(data)

    async def unpack(line: Line) -> None:
        while size := int(await line.reader.readline(), 16):
            found.extend(await line.reader.readexactly(size))
            await line.reader.readexactly(2)
        await line.reader.readexactly(2)
        await line.reply(b"200 OK", GRANTED)

    async def talk() -> None:
        async with listening(unpack) as wire, AiohttpRequest() as request:
            one = Bot(TOKEN, base_url=f"{wire.url}/bot", request=request)
            with os.fdopen(reading, "rb", buffering=0) as pipe:
                assert await one.set_webhook("x", InputFile(pipe, filename="a", read_file_handle=False))

    filling = threading.Thread(target=fill)
    filling.start()
    asyncio.run(talk())
    filling.join()
    assert data in found


def test_long_json_is_sent_whole() -> None:
    async def ask() -> bytes:
        async with listening(granting) as wire, AiohttpRequest() as request:
            await Bot(TOKEN, base_url=f"{wire.url}/bot", request=request).set_my_description("ä" * 300_000)
        return wire.requests[0]

    seen = asyncio.run(ask())
    assert b"\r\nContent-Type: application/json\r\n" in seen
    assert seen.count("ä".encode()) == 300_000


def test_telegrams_refusals_are_the_librarys_errors(
    server: BotApiServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    server.message("x")
    server.fault("sendMessage", 400, "Bad Request: chat not found")
    server.fault("sendMessage", 429, "Too Many Requests: retry after 5", {"retry_after": 5})
    server.fault("sendMessage", 401, "Unauthorized")
    server.fault("sendMessage", 502, "Bad Gateway")

    async def talk() -> None:
        async with bot(server) as one:
            for kind in (BadRequest, RetryAfter, InvalidToken, NetworkError):
                with pytest.raises(kind) as caught:
                    await one.send_message(1, "x")
                assert_secret_kept(caught.value, caplog)
            assert (await one.send_message(1, "y")).text == "y"

    asyncio.run(talk())


def test_an_application_polls_and_stops(server: BotApiServer, caplog: pytest.LogCaptureFixture) -> None:
    def build() -> AnyApplication:
        application: AnyApplication = (
            builder(server).request(AiohttpRequest()).get_updates_request(AiohttpRequest()).build()
        )
        application.add_handler(MessageHandler(filters.TEXT, echo))
        return application

    with polling(build):
        server.message("apa kabar?")
        server.wait_for("sendMessage", text="apa kabar?")
        server.wait_until_polling()
    assert [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


# The session


def test_opening_and_closing_again_is_harmless() -> None:
    request = AiohttpRequest(read_timeout=3)
    assert request.read_timeout == 3

    async def life() -> None:
        await request.shutdown()
        async with listening(granting) as wire:
            for _ in range(2):
                await request.initialize()
                await request.initialize()
                assert await request.post(wire.address()) is True
                await request.shutdown()
                await request.shutdown()
            with pytest.raises(NetworkError, match="not open"):
                await request.post(wire.address())
            assert wire.connections == 2

    # A loop after another, as when the library starts again.
    asyncio.run(life())
    asyncio.run(life())


def test_a_session_serves_one_loop() -> None:
    request = AiohttpRequest()
    other = asyncio.new_event_loop()
    other.run_until_complete(request.initialize())
    with pytest.raises(RuntimeError, match="another event loop"):
        asyncio.run(request.initialize())
    other.run_until_complete(request.shutdown())
    other.close()


def test_connections_are_kept_and_no_more_than_the_pool_holds() -> None:
    async def ask() -> tuple[int, int]:
        async with listening(granting) as wire, AiohttpRequest(connection_pool_size=4, pool_timeout=20) as request:
            for _ in range(5):
                await request.post(wire.address())
            alone = wire.connections
            await asyncio.gather(*(request.post(wire.address()) for _ in range(100)))
        return alone, wire.connections

    assert asyncio.run(ask()) == (1, 4)


def test_who_finds_no_place_in_time_has_sent_nothing() -> None:
    async def hang(line: Line) -> None:
        await line.hang()

    async def ask() -> None:
        async with listening(hang) as wire, AiohttpRequest(connection_pool_size=1, pool_timeout=0.05) as request:
            first = asyncio.create_task(request.post(wire.address()))
            await wire.asked.wait()
            with pytest.raises(TimedOut, match="not sent"):
                await request.post(wire.address())
            # Who gives up leaves the place to others.
            first.cancel()
            await asyncio.wait({first})
            assert first.cancelled()
            with pytest.raises(TimedOut, match="TimeoutError"):
                await request.post(wire.address(), read_timeout=0.05)
            assert len(wire.requests) == 2

    asyncio.run(ask())


def test_nothing_is_asked_for_in_a_hurry_after_the_end() -> None:
    async def hang(line: Line) -> None:
        await line.hang()

    async def ask() -> None:
        async with listening(hang) as wire, AiohttpRequest() as request:
            waiting = asyncio.create_task(request.post(wire.address()))
            await wire.asked.wait()
            await request.shutdown()
            with pytest.raises(NetworkError):
                await waiting

    asyncio.run(ask())


def test_an_upload_that_gets_on_slowly_is_not_given_up() -> None:
    async def sip(line: Line) -> None:
        left = line.length
        while left > 0:
            left -= len(await line.reader.read(400_000))
            await asyncio.sleep(0.01)
        await line.reply(b"200 OK", GRANTED)

    async def ask() -> float:
        async with listening(sip, bodies=False) as wire, AiohttpRequest(media_write_timeout=0.5) as request:
            began = asyncio.get_running_loop().time()
            one = Bot(TOKEN, base_url=f"{wire.url}/bot", request=request)
            assert await one.set_webhook("https://example.org", certificate=bytes(30_000_000))
            return asyncio.get_running_loop().time() - began

    assert asyncio.run(ask()) > 0.5
