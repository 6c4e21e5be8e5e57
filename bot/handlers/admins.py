"""Who curates: whose commands are heard, where they are told what happens, and the log of what they did."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from telegram import Bot, CallbackQuery, MaybeInaccessibleMessage, Message, Update
from telegram.error import TelegramError
from telegram.ext import filters

from bot.handlers.outgoing import Sent
from bot.handlers.replying import reply
from bot.handlers.services import Services, send
from bot.phrases.table import phrase
from bot.rendering import curating
from bot.rendering.cards import Card

logger = logging.getLogger(__name__)

P = TypeVar("P")
"""What the data of a button say."""

LONGEST_DETAIL = 300
"""Characters of what an action was about, as it is logged."""


def admins_only(services: Services) -> filters.BaseFilter:
    """Return a filter for new messages of curators, in their private chats and in the chat that is set for them.

    To everyone else the commands behind it look like any unknown command.
    """
    settings = services.settings
    places: filters.BaseFilter = filters.ChatType.PRIVATE
    if settings.admin_chat is not None:
        places = places | filters.Chat(settings.admin_chat)
    return filters.User(settings.admins) & places & filters.UpdateType.MESSAGE


async def allowed(services: Services, update: Update) -> bool:
    """Return whether a press comes from a curator; anyone else is told that the button is too old."""
    query = update.callback_query
    if query is None or query.from_user.id in services.settings.admins:
        return query is not None
    with suppress(TelegramError):
        await query.answer(phrase(await services.language(update), "ui.button.old"))
    return False


@dataclass(frozen=True, slots=True)
class Press(Generic[P]):
    """A button that a curator has pressed, and is not answered yet."""

    query: CallbackQuery
    message: MaybeInaccessibleMessage
    what: P
    """What its data say."""
    language: str


async def pressed(services: Services, update: Update, read: Callable[[str], P | None]) -> Press[P] | None:
    """Return what a curator pressed; None where somebody else did or it says nothing any more, and that has been told.

    `read` returns what the data of a button say, None where they say nothing.
    """
    query = update.callback_query
    assert query
    if not await allowed(services, update):
        return None
    language = await services.language(update)
    what, message = read(query.data or ""), query.message
    if what is None or message is None:
        await answered(query, phrase(language, "ui.button.old"))
        return None
    return Press(query, message, what, language)


async def done(services: Services, who: int, action: str, detail: str = "") -> None:
    """Write down what a curator did."""
    logger.info("curator", extra={"fields": {"action": action}})
    await services.storage.actions.add(who, action, detail[:LONGEST_DETAIL])


def chat_of(services: Services) -> int | None:
    """Return the chat that is told of what concerns the curators: the one that is set, else the first curator's."""
    settings = services.settings
    return settings.admin_chat if settings.admin_chat is not None else next(iter(settings.admins), None)


async def language_of(services: Services, chat: int) -> str:
    """Return the language of a chat that has asked for nothing."""
    return (await services.storage.chats.get(chat)).language or "id"


async def tell_alarms(services: Services, bot: Bot) -> None:
    """Tell the curators what has gone wrong; to be called every few seconds."""
    found, chat = services.alarms.due(), chat_of(services)
    if not found or chat is None:
        return
    language = await language_of(services, chat)
    lines = [phrase(language, "cur.alarm", kind=one.kind, count=one.count) for one in found]
    with suppress(TelegramError):
        await send(bot, chat, curating.lines(lines, language))


async def told(services: Services, bot: Bot, to: Message | int, card: Card) -> Sent:
    """Reply to a curator's message, or send to a chat that is known by its number."""
    return await send(bot, to, card) if isinstance(to, int) else await reply(services, bot, to, card)


async def document(bot: Bot, to: Message | int, name: str, content: bytes, caption: str = "") -> Message:
    """Send a file to a chat, or under a message into the topic that it is in."""
    chat, thread = (
        (to, None) if isinstance(to, int) else (to.chat_id, to.message_thread_id if to.is_topic_message else None)
    )
    return await bot.send_document(chat, content, filename=name, caption=caption or None, message_thread_id=thread)


async def answered(query: CallbackQuery, said: str | None = None, *, alert: bool = False) -> None:
    """Answer a press; that it is too late for that changes nothing."""
    with suppress(TelegramError):
        await query.answer(said, show_alert=alert)
