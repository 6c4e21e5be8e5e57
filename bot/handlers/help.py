"""/help: how to ask, and the commands of the place where it is asked."""

from __future__ import annotations

from telegram import Chat, Update
from telegram.ext import CommandHandler, filters

from bot.handlers.addressed import asker
from bot.handlers.replying import may_speak, reply
from bot.handlers.services import Context, Handler, Services
from bot.rendering import menu
from bot.rendering.menu import Place

_PLACES = (filters.ChatType.PRIVATE | filters.ChatType.GROUPS) & filters.UpdateType.MESSAGE


def handlers(services: Services) -> list[Handler]:
    """Return the handler of /help."""

    async def help_(update: Update, context: Context) -> None:
        message = update.effective_message
        who = asker(message) if message else None
        if message is None or who is None:
            return
        if message.chat.type == Chat.PRIVATE:
            place = Place.BOT_ADMIN if who in services.settings.admins else Place.PRIVATE
        elif may_speak(await services.storage.chats.get(message.chat_id), message):
            # To administrators too: everybody reads it, and who may change the settings is told when trying.
            place = Place.GROUP
        else:
            return
        await reply(services, context.bot, message, menu.help_(place, await services.language(update)))

    return [CommandHandler(["help", "bantuan"], help_, _PLACES)]
