"""/start: a greeting, what the bot knows, and questions to try."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler

from bot.handlers.services import PRIVATE, Context, Handler, Services, send, telegram_language
from bot.rendering import cards


def handlers(services: Services) -> list[Handler]:
    """Return the handler of /start."""

    async def start(update: Update, context: Context) -> None:
        assert update.effective_chat
        # By the setting of the person's Telegram: whoever starts again may have been spoken to in the wrong language.
        card = cards.start(services.engine.knowledge, services.callbacks, telegram_language(update.effective_user))
        await send(context.bot, update.effective_chat.id, card)

    return [CommandHandler("start", start, PRIVATE)]
