"""Speaking in a group: where it is allowed, under the asking message, in its topic, and after the group has moved."""

from __future__ import annotations

from telegram import Bot, Chat, Message
from telegram.error import ChatMigrated

from bot.handlers.addressed import Address, Way, topic_of
from bot.handlers.outgoing import Sent
from bot.handlers.services import Services, send
from bot.rendering.cards import Card
from bot.storage.records import ChatSettings

_SUPERGROUP = "-100"


def may_speak(settings: ChatSettings, message: Message) -> bool:
    """Return whether a chat lets the bot speak in the topic of a message."""
    topic = topic_of(message)
    return not (topic and settings.topics) or topic in settings.topics


def heard(message: Message, address: Address, settings: ChatSettings) -> bool:
    """Return whether a chat's settings let a message that speaks to the bot have its answer."""
    return may_speak(settings, message) and (address.way is not Way.REPLY or settings.replies)


async def reply(services: Services, bot: Bot, message: Message, card: Card, to: int | None = None) -> Sent:
    """Reply to a message, or under another one of its chat, in its topic; where two talk alone, simply answer."""
    if message.chat.type == Chat.PRIVATE:
        return await send(bot, message.chat_id, card)
    thread = message.message_thread_id if message.is_topic_message else None
    try:
        return await send(bot, message.chat_id, card, thread=thread, reply_to=to or message.message_id)
    except ChatMigrated as moved:
        await services.storage.chats.migrate(message.chat_id, moved.new_chat_id)
        # The messages have other numbers there: a reply would stand under anybody's.
        return await send(bot, moved.new_chat_id, card)


def link(chat: Chat, message: int, topic: int = 0) -> str | None:
    """Return the address of a message in a supergroup; a plain group's messages have none."""
    if chat.type != Chat.SUPERGROUP:
        return None
    place = chat.username or f"c/{str(chat.id).removeprefix(_SUPERGROUP)}"
    return f"https://t.me/{place}/{topic}/{message}" if topic else f"https://t.me/{place}/{message}"
