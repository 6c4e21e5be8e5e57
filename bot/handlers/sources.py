"""/sumber: every article that an answer can come from."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler

from bot.handlers.services import PRIVATE, Context, Handler, Services, send
from bot.rendering.views import View


def handlers(services: Services) -> list[Handler]:
    """Return the handler of /sumber."""

    async def sources(update: Update, context: Context) -> None:
        assert update.effective_chat
        card = services.state.browser.show(View("sources", await services.language(update)))
        await send(context.bot, update.effective_chat.id, card)

    return [CommandHandler(["sumber", "sources"], sources, PRIVATE)]
