"""Whether a message speaks to the bot, and what it asks: pure reading of a message, with no look at any setting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from telegram import Message, MessageEntity

COMMANDS = ("tanya", "ask")

GENERAL = 1
"""Telegram's number for the topic of a forum that messages without a topic are in."""

_AFTER_MENTION = re.compile(r"^[\s,:;.!?–-]+")


class Way(Enum):
    """How the bot was spoken to."""

    COMMAND = "command"
    MENTION = "mention"
    REPLY = "reply"
    """A reply to one of its messages, and nothing else that names it."""


@dataclass(frozen=True, slots=True)
class Address:
    """A message to the bot."""

    way: Way
    question: str
    """Empty where nothing is asked that can be read."""
    asking: Message
    """The message that holds the question: the one that is replied to."""
    following: int | None = None
    """The bot's own message that it replies to."""


def asker(message: Message) -> int | None:
    """Return who writes: a person, or the group itself for an administrator who stays anonymous.

    None for other bots and for channels, also for the posts of a linked channel.
    """
    if message.sender_chat is not None:
        return message.sender_chat.id if message.sender_chat.id == message.chat_id else None
    user = message.from_user
    return user.id if user and not user.is_bot else None


def topic_of(message: Message) -> int:
    """Return the number of a forum's topic that a message is in, 0 outside forums."""
    if message.is_topic_message and message.message_thread_id:
        return message.message_thread_id
    return GENERAL if message.chat.is_forum else 0


def addressed(message: Message) -> Address | None:
    """Return what a message asks the bot, None where it is not for the bot."""
    # What is passed on, or was written by way of a bot, is nobody's own question.
    if asker(message) is None or message.forward_origin or message.via_bot:
        return None
    command = _command(message)
    if command is not None:
        name, rest = command
        return _address(message, Way.COMMAND, rest) if name in COMMANDS else None
    words, mentioned = _without_mentions(message)
    if mentioned:
        return _address(message, Way.MENTION, words)
    if words and _replied_to_me(message):
        return _address(message, Way.REPLY, words)
    return None


def _address(message: Message, way: Way, words: str) -> Address:
    above = message.reply_to_message
    if _replied_to_me(message):
        assert above
        return Address(way, words, message, above.message_id)
    if words or above is None or above.forum_topic_created:
        return Address(way, words, message)
    # Nothing but a call: it is about the message above, or the part of it that is quoted.
    quoted = message.quote.text if message.quote else _question(above)
    # Nobody but people is replied to, whoever asks for it.
    return Address(way, quoted.strip(), above if asker(above) is not None else message)


def _replied_to_me(message: Message) -> bool:
    above = message.reply_to_message
    # In a forum every message that replies to nothing "replies" to the beginning of its topic.
    if above is None or above.forum_topic_created or above.from_user is None:
        return False
    return above.from_user.id == message.get_bot().id


def _question(message: Message) -> str:
    command = _command(message)
    return command[1] if command and command[0] in COMMANDS else _without_mentions(message)[0]


def _entities(message: Message) -> tuple[str, tuple[MessageEntity, ...]]:
    if message.text is not None:
        return message.text, message.entities
    return message.caption or "", message.caption_entities


def _command(message: Message) -> tuple[str, str] | None:
    """Return the command that a message begins with and what follows it; one for another bot has no name."""
    words, entities = _entities(message)
    first = next((one for one in entities if one.type == MessageEntity.BOT_COMMAND and one.offset == 0), None)
    if first is None:
        return None
    name, at, bot = words[1 : first.length].partition("@")
    mine = not at or bot.lower() == message.get_bot().username.lower()
    return name.lower() if mine else "", words[first.length :].strip()


def _without_mentions(message: Message) -> tuple[str, bool]:
    """Return the words of a message without the bot's name, and whether it was there."""
    words, entities = _entities(message)
    # Telegram counts in units of UTF-16.
    raw, me, mentioned = words.encode("utf-16-le", "surrogatepass"), message.get_bot(), False
    for one in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        start, end = 2 * one.offset, 2 * (one.offset + one.length)
        named = raw[start:end].decode("utf-16-le", "replace")
        if one.type == MessageEntity.MENTION:
            mine = named.lower() == f"@{me.username}".lower()
        else:
            mine = one.type == MessageEntity.TEXT_MENTION and one.user is not None and one.user.id == me.id
        if mine:
            mentioned = True
            raw = raw[:start] + " ".encode("utf-16-le") + raw[end:]
    rest = raw.decode("utf-16-le", "replace")
    return (_AFTER_MENTION.sub("", " ".join(rest.split())) if mentioned else rest.strip()), mentioned
