"""Coming into a group, leaving it, and a group that becomes a supergroup."""

from __future__ import annotations

import logging

from telegram import Chat, ChatMember, ChatMemberRestricted, Update
from telegram.ext import ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.handlers.addressed import asker
from bot.handlers.memory import Fading
from bot.handlers.replying import may_speak, reply
from bot.handlers.services import Context, Handler, Services, send
from bot.rendering import cards

logger = logging.getLogger(__name__)

GREETED = 5 * 60
"""Seconds in which a group is greeted once: the button "add to a group" brings the news and a /start as well."""

MOST = 5000

_GROUPS = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of what happens to the bot itself."""
    greeted: Fading[int, bool] = Fading(GREETED, MOST, services.memory.clock)

    async def placed(update: Update, context: Context) -> None:
        change = update.my_chat_member
        assert change
        before, after = _present(change.old_chat_member), _present(change.new_chat_member)
        if before and not after:
            # Blocked, or removed: the settings stay for the day on which it is asked back.
            logger.info("left", extra={"fields": {"update": update.update_id, "chat": change.chat.type}})
        group = change.chat.type in (Chat.GROUP, Chat.SUPERGROUP)
        if before or not after or not group or greeted.get(change.chat.id):
            return
        greeted.set(change.chat.id, True)
        await send(context.bot, change.chat.id, cards.line(await services.language(update), "grp.how"))

    async def start(update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or asker(message) is None or greeted.get(message.chat_id):
            return
        if not may_speak(await services.storage.chats.get(message.chat_id), message):
            return
        greeted.set(message.chat_id, True)
        await reply(services, context.bot, message, cards.line(await services.language(update), "grp.how"))

    async def moved(update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None:
            return
        # The old group and the new one each tell it; the second time changes nothing.
        old = message.migrate_from_chat_id or message.chat_id
        new = message.migrate_to_chat_id or message.chat_id
        await services.storage.chats.migrate(old, new)
        greeted.set(new, True)

    return [
        ChatMemberHandler(placed, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.MIGRATE, moved),
        CommandHandler("start", start, _GROUPS),
    ]


def _present(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMember.LEFT, ChatMember.BANNED)
