"""The request class without a network, under a real application."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, InlineQueryHandler, MessageHandler, filters

from tests.botapi import content
from tests.botapi import offline as away
from tests.botapi.offline import OfflineRequest

Context = ContextTypes.DEFAULT_TYPE


async def echo(update: Update, _: Context) -> None:
    assert update.effective_message
    button = InlineKeyboardButton("More", callback_data="more")
    await update.effective_message.reply_html("<b>x</b>", reply_markup=InlineKeyboardMarkup.from_button(button))


async def more(update: Update, _: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Here")
    await update.callback_query.edit_message_text("more")


async def nothing_found(update: Update, _: Context) -> None:
    assert update.inline_query
    await update.inline_query.answer([])


def run(request: OfflineRequest, story: Callable[[Application[Any, Any, Any, Any, Any, Any]], Awaitable[None]]) -> None:
    """Tell a story to an application that echoes."""

    async def tell() -> None:
        application = away.builder(request).build()
        application.add_handlers(
            [CallbackQueryHandler(more), InlineQueryHandler(nothing_found), MessageHandler(filters.ALL, echo)]
        )
        async with application:
            await story(application)

    asyncio.run(tell())


def test_a_conversation(offline: OfflineRequest) -> None:
    async def story(application: Any) -> None:
        bot = application.bot
        assert (bot.id, bot.username) == (123456, "test_bot")
        await application.process_update(away.message(bot, "hello"))
        (reply,) = offline.sent("sendMessage")
        assert (reply.params["text"], reply.result["text"]) == ("<b>x</b>", "x")
        await application.process_update(away.press(bot, reply, "More"))
        await application.process_update(away.inline(bot, "palu"))

    run(offline, story)
    methods = ["getMe", "sendMessage", "answerCallbackQuery", "editMessageText", "answerInlineQuery"]
    assert [call.method for call in offline.calls] == methods
    assert offline.calls[1].result["message_id"] == offline.calls[3].result["message_id"] == 2


def test_updates_of_every_kind(offline: OfflineRequest) -> None:
    async def story(application: Any) -> None:
        bot, group = application.bot, content.group()
        first = away.message(bot, "/ask@test_bot x", chat=group, user=content.user(5, "Eva"))
        assert first.message
        assert first.effective_user
        assert (first.message.entities[0].type, first.effective_user.id) == ("bot_command", 5)
        again = away.edited(bot, first, "y")
        assert again.edited_message
        assert again.edited_message.edit_date
        assert (again.edited_message.message_id, again.edited_message.chat) == (
            first.message.message_id,
            first.message.chat,
        )
        kinds = [away.photo(bot, caption="c"), away.sticker(bot), away.voice(bot, chat=group), away.contact(bot)]
        for update, name in zip(kinds, ("photo", "sticker", "voice", "contact"), strict=True):
            assert update.message
            assert getattr(update.message, name)
        reply = away.message(bot, "z", reply_to=first.message.to_dict())
        assert reply.message
        assert reply.message.reply_to_message
        unseen = away.click(bot, {"message_id": 9, "chat": group}, "old").callback_query
        assert unseen
        assert unseen.message
        assert not unseen.message.is_accessible

    run(offline, story)


def test_a_message_that_only_an_update_knows_can_be_edited(offline: OfflineRequest) -> None:
    async def story(application: Any) -> None:
        sent = {"message_id": 500, "date": 1, "chat": content.private(content.user(9)), "from": dict(content.BOT)}
        await application.process_update(away.click(application.bot, sent, "more"))

    run(offline, story)
    assert offline.sent("editMessageText")[0].result["message_id"] == 500


def test_a_breach_of_the_api_is_an_error_and_is_remembered() -> None:
    request = OfflineRequest()

    async def story(application: Any) -> None:
        with pytest.raises(BadRequest, match="can't parse entities"):
            await application.bot.send_message(1, "<b>x", parse_mode="HTML")

    run(request, story)
    with pytest.raises(AssertionError, match="can't parse entities"):
        request.check()


def test_faults(offline: OfflineRequest) -> None:
    async def story(application: Any) -> None:
        offline.backend.fault("sendMessage", 400, "Bad Request: chat not found")
        with pytest.raises(BadRequest, match="Chat not found"):
            await application.bot.send_message(1, "x")

    run(offline, story)


def test_files(offline: OfflineRequest) -> None:
    async def story(application: Any) -> None:
        sent = await application.bot.send_document(1, b"a,b", filename="list.csv")
        assert sent.document.file_name == "list.csv"
        assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == b"a,b"

    run(offline, story)
    (call,) = offline.sent("sendDocument")
    assert call.files["document"].data == b"a,b"
