"""/topik: the cooperations on record, as buttons that show their summaries."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler

from bot.handlers.services import PRIVATE, Context, Handler, Services, language_of, send
from bot.rendering import cards


def handlers(services: Services) -> list[Handler]:
    """Return the handler of /topik."""

    async def topics(update: Update, context: Context) -> None:
        assert update.effective_chat
        card = cards.topics(services.engine.knowledge, services.callbacks, 0, language_of(services, update))
        await send(context.bot, update.effective_chat.id, card)

    return [CommandHandler(["topik", "topics"], topics, PRIVATE)]
