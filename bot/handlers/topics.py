"""/topik: the cooperations on record by sector; its buttons lead to lists and cards in the same message."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler

from bot.handlers.services import PRIVATE, Context, Handler, Services, send
from bot.rendering.views import View


def handlers(services: Services) -> list[Handler]:
    """Return the handler of /topik."""

    async def topics(update: Update, context: Context) -> None:
        assert update.effective_chat
        card = services.state.browser.show(View("sectors", await services.language(update)))
        await send(context.bot, update.effective_chat.id, card)

    return [CommandHandler(["topik", "topics"], topics, PRIVATE)]
