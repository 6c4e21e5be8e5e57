"""Whatever is no question: unknown commands, stickers, photos, voice notes, contacts."""

from __future__ import annotations

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.handlers.services import PRIVATE, Context, Handler, Services, send
from bot.rendering import cards


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of what nothing else takes."""

    async def unknown_command(update: Update, context: Context) -> None:
        assert update.effective_chat
        card = cards.line(await services.language(update), "ui.command.unknown")
        await send(context.bot, update.effective_chat.id, card)

    async def no_text(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        if message.media_group_id and not services.memory.is_new(message.chat_id, message.media_group_id):
            return
        await send(context.bot, message.chat_id, cards.line(await services.language(update), "ui.other"))

    # A status update (a pinned message, a new picture of the chat) is nobody's message.
    return [
        MessageHandler(PRIVATE & filters.COMMAND, unknown_command),
        MessageHandler(PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, no_text),
    ]
