"""A real application of python-telegram-bot against the server, over HTTP."""

from __future__ import annotations

import asyncio
import io
import logging
import subprocess
import sys
import time
from queue import Queue
from typing import Any

import pytest
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, RetryAfter
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from tests.botapi import content
from tests.botapi.running import AnyApplication, builder, polling
from tests.botapi.server import BotApiServer

Context = ContextTypes.DEFAULT_TYPE

MORE = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])


async def start(update: Update, _: Context) -> None:
    assert update.message
    await update.message.reply_html("<b>Hello</b>", reply_markup=MORE)


async def echo(update: Update, _: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(update.effective_message.text or "", do_quote=True)


async def more(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query
    await query.answer()
    await query.edit_message_text("More of it")


def echoing(server: BotApiServer, errors: list[Any] | None = None) -> AnyApplication:
    application: AnyApplication = builder(server).build()

    async def note(_: object, context: Context) -> None:
        if errors is not None:
            errors.append(context.error)

    application.add_handlers(
        [CommandHandler("start", start), CallbackQueryHandler(more), MessageHandler(filters.TEXT, echo)]
    )
    application.add_error_handler(note)
    return application


def test_a_conversation(server: BotApiServer) -> None:
    with polling(lambda: echoing(server)):
        server.message("/start@test_bot", chat=content.group())
        (greeting,) = server.wait_for("sendMessage", text="<b>Hello</b>")
        assert (greeting.result["text"], greeting.params["chat_id"]) == ("Hello", -1001234567890)
        query = server.press(greeting, "More", user=content.user(7, "Budi"))
        server.wait_for("answerCallbackQuery", callback_query_id=query["id"])
        (edit,) = server.wait_for("editMessageText")
        assert edit.result["message_id"] == greeting.result["message_id"]
        asked = server.message("apa kabar?")
        (reply,) = server.wait_for("sendMessage", chat_id=1)
        assert reply.result["reply_to_message"]["message_id"] == asked["message_id"]
        server.message("apa kabarmu?", edited=asked)
        server.wait_for("sendMessage", text="apa kabarmu?")
    assert [call.method for call in server.calls if call.status != 200] == []


def test_an_edit_that_changes_nothing_is_an_error(server: BotApiServer) -> None:
    errors: list[Any] = []
    with polling(lambda: echoing(server, errors)):
        server.message("/start")
        (greeting,) = server.wait_for("sendMessage")
        server.press(greeting, "More")
        server.wait_for("editMessageText", status=200)
        server.click(greeting, "more")
        server.wait_for("editMessageText", status=400)
    assert [type(error) for error in errors] == [BadRequest]
    assert "Message is not modified" in str(errors[0])


def test_too_many_requests(server: BotApiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it python-telegram-bot 22.8 warns whenever it makes a RetryAfter, and the tests make warnings errors.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    errors: list[Any] = []
    with polling(lambda: echoing(server, errors)):
        server.fault("sendMessage", 429, "Too Many Requests: retry after 5", {"retry_after": 5})
        server.message("one")
        server.wait_for("sendMessage", status=429)
        server.message("two")
        assert server.wait_for("sendMessage", text="two")[0].status == 200
    assert [type(error) for error in errors] == [RetryAfter]


def test_a_second_poller_meets_a_conflict(server: BotApiServer) -> None:
    conflicts: Queue[Exception] = Queue()
    with polling(lambda: echoing(server)):
        server.wait_until_polling()
        with polling(lambda: echoing(server), error_callback=conflicts.put):
            assert isinstance(conflicts.get(timeout=10), Conflict)
    assert server.wait_for("getUpdates", status=409)


def test_stopping_ends_the_long_poll_without_a_conflict(server: BotApiServer, caplog: pytest.LogCaptureFixture) -> None:
    begun = time.monotonic()
    with caplog.at_level(logging.WARNING), polling(lambda: echoing(server)):
        server.wait_until_polling()
    assert time.monotonic() - begun < 8
    assert [call for call in server.calls if call.method == "getUpdates"] == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_files_commands_and_names_through_the_library(server: BotApiServer) -> None:
    server.message("x")
    application = echoing(server)

    async def talk() -> None:
        async with application:
            bot = application.bot
            sent = await bot.send_document(1, io.BytesIO(b"a,b"), filename="list.csv", caption="List")
            assert sent.document
            assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == b"a,b"
            await bot.set_my_commands([BotCommand("start", "Mulai")], language_code="id")
            assert (await bot.get_my_commands(language_code="id"))[0].description == "Mulai"
            await bot.set_my_short_description("Short")
            assert (await bot.get_my_short_description()).short_description == "Short"
            assert (await bot.get_chat(1)).first_name == "Ann"

    asyncio.run(talk())
    assert server.commands["default", "id"] == [{"command": "start", "description": "Mulai"}]


def test_a_process_that_forgets_to_stop_the_server_still_ends() -> None:
    program = "from tests.botapi.server import BotApiServer; s = BotApiServer(); s.start(); s.message('x')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True)
    assert done.stderr == ""
