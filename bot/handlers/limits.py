"""Who asks too much is told so once, kindly, and then waits: stands before all other handlers."""

from __future__ import annotations

from contextlib import suppress

from telegram import Chat, Message, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, CommandHandler, TypeHandler

from bot.handlers.addressed import addressed, asker
from bot.handlers.buckets import Verdict
from bot.handlers.replying import heard, may_speak, reply
from bot.handlers.services import Context, Handler, Services
from bot.phrases.table import phrase
from bot.rendering.cards import Card
from bot.rendering.html import escaped

_GROUPS = (Chat.GROUP, Chat.SUPERGROUP)


def handlers(services: Services) -> list[Handler]:
    """Return the handler that lets an update pass or ends it; questions, commands and presses count alike."""

    async def gate(update: Update, context: Context) -> None:
        who, group = await counted(update, context)
        # The curators upload and try things out; they are few, and known.
        if who is None or who in services.settings.admins:
            return
        verdict, seconds = services.buckets.spend(who, group)
        if verdict is Verdict.ALLOWED:
            return
        told = None
        if verdict is Verdict.TOLD:
            told = phrase(await services.language(update), "grp.limit", seconds=round(seconds))
        with suppress(TelegramError):
            await tell(update, context, told)
        raise ApplicationHandlerStop

    async def tell(update: Update, context: Context, told: str | None) -> None:
        if update.callback_query:
            await update.callback_query.answer(told)
        elif told and update.effective_message:
            await reply(services, context.bot, update.effective_message, Card(escaped(told)))

    async def counted(update: Update, context: Context) -> tuple[int | None, int | None]:
        """Return who is to be counted for an update, and in which group; None for what asks nothing of the bot."""
        chat, message = update.effective_chat, update.message or update.edited_message
        group = chat.id if chat and chat.type in _GROUPS else None
        if update.callback_query:
            return update.callback_query.from_user.id, group
        if message is None:
            return None, None
        who = asker(message)
        if group is None or who is None:
            return who, None
        return (who if await for_me(update, context, message) else None), group

    async def for_me(update: Update, context: Context, message: Message) -> bool:
        """Return whether the bot would answer a message of a group."""
        address = addressed(message)
        if update.edited_message:
            turn = services.memory.turn(message.chat_id, message.message_id)
            return turn is not None and turn.own and address is not None
        commands = (one for one in context.application.handlers[0] if isinstance(one, CommandHandler))
        if address is None and not any(one.check_update(update) for one in commands):
            # What people say to each other, nearly all that a group brings: not even the settings are looked up.
            return False
        settings = await services.storage.chats.get(message.chat_id)
        return heard(message, address, settings) if address else may_speak(settings, message)

    return [TypeHandler(Update, gate)]
