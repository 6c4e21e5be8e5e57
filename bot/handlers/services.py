"""What every feature gets: the engine, the memory, and ways to send; the only files here that features import."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, Chat, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update, User
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, BaseHandler, ContextTypes, filters

from bot.answering.dialogue import Dialogue
from bot.answering.engine import Engine
from bot.answering.outcomes import Outcome
from bot.handlers.memory import Memory, Person
from bot.rendering.callbacks import Callbacks
from bot.rendering.cards import Card, Rows

Context = ContextTypes.DEFAULT_TYPE
Handler = BaseHandler[Any, Any, Any]
AnyBuilder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
"""New messages in private chats: what all features of this folder answer to."""

_INDONESIAN = ("id", "in", "jv", "ms", "su")
"""Languages of Telegram whose speakers read Indonesian rather than English."""

TYPING_AFTER, TYPING_AGAIN = 0.5, 4.0
"""Seconds of work before typing is shown, and until it is shown again: Telegram forgets it after five."""

LONGEST_PAUSE = 60.0
"""Seconds for which Telegram may ask to wait before a reply is given up."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a feature needs, over one load of the knowledge."""

    engine: Engine
    callbacks: Callbacks
    memory: Memory = field(default_factory=Memory)

    async def answer(self, bot: Bot, chat: int, question: str, dialogue: Dialogue) -> Outcome:
        """Answer aside, so that other chats go on meanwhile; show typing to a chat that has to wait."""
        work = asyncio.create_task(asyncio.to_thread(self.engine.answer, question, dialogue))
        pause = TYPING_AFTER
        while not (await asyncio.wait({work}, timeout=pause))[0]:
            with suppress(TelegramError):
                await bot.send_chat_action(chat, ChatAction.TYPING)
            pause = TYPING_AGAIN
        return work.result()


def person_of(update: Update) -> Person | None:
    """Return whose conversation an update belongs to; None outside private chats."""
    chat, user = update.effective_chat, update.effective_user
    return Person(chat.id, user.id) if chat and user and chat.type == Chat.PRIVATE else None


def language_of(services: Services, update: Update) -> str:
    """Return the language to speak: that of the conversation, else that of the person's Telegram."""
    person = person_of(update)
    spoken = services.memory.dialogue(person).language if person else None
    return spoken or telegram_language(update.effective_user)


def telegram_language(user: User | None) -> str:
    """Return the language of a person's Telegram: Indonesian where it is that or unknown, else English."""
    code = user.language_code if user else None
    return "id" if not code or code.lower().partition("-")[0] in _INDONESIAN else "en"


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Return the buttons as Telegram takes them."""
    made = [[InlineKeyboardButton(one.label, callback_data=one.data) for one in row] for row in rows]
    return InlineKeyboardMarkup(made) if made else None


def _form(card: Card) -> dict[str, Any]:
    # Not the library's Defaults: those send a parse_mode with methods that know none.
    preview = LinkPreviewOptions(is_disabled=True)
    return {"parse_mode": ParseMode.HTML, "link_preview_options": preview, "reply_markup": keyboard(card.rows)}


async def send(bot: Bot, chat: int, card: Card) -> Message:
    """Send a card; where Telegram asks for a pause, send it after that."""
    while True:
        try:
            return await bot.send_message(chat, card.html, **_form(card))
        except RetryAfter as error:
            pause = _seconds(error)
            if pause > LONGEST_PAUSE:
                raise
            await asyncio.sleep(pause)


async def edit(bot: Bot, chat: int, message: int, card: Card) -> bool:
    """Put a card in the place of a sent message; False where there is no such message any more."""
    try:
        await bot.edit_message_text(card.html, chat, message, **_form(card))
    except BadRequest as error:
        return _unchanged(error)
    return True


async def edit_buttons(bot: Bot, chat: int, message: int, rows: Rows) -> bool:
    """Put other buttons under a sent message; False where there is no such message any more."""
    try:
        await bot.edit_message_reply_markup(chat, message, reply_markup=keyboard(rows))
    except BadRequest as error:
        return _unchanged(error)
    return True


def _unchanged(error: BadRequest) -> bool:
    """Whether an edit was refused only because it would change nothing."""
    return "not modified" in error.message.lower()


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())
