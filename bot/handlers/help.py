"""/help: how to ask, and the other commands."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler

from bot.handlers.services import PRIVATE, Context, Handler, Services, language_of, send
from bot.rendering import cards


def handlers(services: Services) -> list[Handler]:
    """Return the handler of /help."""

    async def help_(update: Update, context: Context) -> None:
        assert update.effective_chat
        await send(context.bot, update.effective_chat.id, cards.line(language_of(services, update), "ui.help"))

    return [CommandHandler(["help", "bantuan"], help_, PRIVATE)]
