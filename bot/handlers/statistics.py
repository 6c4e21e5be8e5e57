"""/statistik: how the bot is used, for curators, as a picture with its figures under it."""

from __future__ import annotations

import asyncio

from telegram import Bot, InputMediaPhoto, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.curating.figures_of_use import last
from bot.handlers import admins, usage
from bot.handlers.services import Context, Handler, Services, keyboard
from bot.rendering import chart, statistics
from bot.rendering.cards import Card

NAMES = {"hari": "day", "day": "day", "minggu": "week", "week": "week", "bulan": "month", "month": "month"}
"""What may be written behind the command."""
DEFAULT = "week"
PICTURE = "statistik.png"


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of the figures; to everyone but curators there is no such command."""

    async def asked(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        named = (context.args or [DEFAULT])[0].casefold()
        picture, card = await made(NAMES.get(named, DEFAULT), await services.language(update))
        await send(context.bot, message, picture, card)

    async def pressed(update: Update, context: Context) -> None:
        press = await admins.pressed(services, update, statistics.read)
        if press is None:
            return
        await admins.answered(press.query)
        picture, card = await made(press.what, press.language)
        message = press.message
        media = InputMediaPhoto(picture, card.html, ParseMode.HTML, filename=PICTURE)
        try:
            await context.bot.edit_message_media(
                media, message.chat.id, message.message_id, reply_markup=keyboard(card.rows)
            )
        except BadRequest:
            # The message has gone, or is too old for Telegram.
            await send(context.bot, message if isinstance(message, Message) else message.chat.id, picture, card)

    async def made(kind: str, language: str) -> tuple[bytes, Card]:
        knowledge = services.state.knowledge
        figures = await usage.figures_of(services.storage, last(kind, services.now()))
        picture = await asyncio.to_thread(chart.draw, figures, knowledge, language)
        return picture, statistics.card(figures, kind, knowledge, language)

    return [
        CommandHandler(["statistik", "statistics"], asked, admins.admins_only(services)),
        CallbackQueryHandler(pressed, pattern=r"^w:"),
    ]


async def send(bot: Bot, to: Message | int, picture: bytes, card: Card) -> None:
    """Send a picture with a text under it to a chat, or into the topic of a message."""
    chat, thread = (to, None) if isinstance(to, int) else (to.chat_id, to.message_thread_id)
    topic = thread if isinstance(to, Message) and to.is_topic_message else None
    await bot.send_photo(
        chat,
        picture,
        card.html,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(card.rows),
        message_thread_id=topic,
        filename=PICTURE,
    )
