"""What every feature gets: the engine, the memory, and ways to send; the only files here that features import."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    Update,
    User,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, ApplicationBuilder, BaseHandler, ContextTypes, filters

from bot.answering.catalogue import catalogue
from bot.answering.dialogue import Dialogue
from bot.answering.engine import Engine
from bot.answering.finding import Finder
from bot.answering.outcomes import Answer, Outcome, Unknown
from bot.config import Settings
from bot.handlers import passage
from bot.handlers.alarms import Alarms
from bot.handlers.buckets import Buckets
from bot.handlers.memory import Asked, Fading, Memory, Person
from bot.handlers.outgoing import Sent, sent
from bot.knowledge.model import Knowledge
from bot.rendering import cards, feedback, html, short
from bot.rendering.browsing import Browser
from bot.rendering.callbacks import Callbacks
from bot.rendering.cards import Button, Card, Rows
from bot.rendering.json_ import confidence, status
from bot.storage.opening import Storage, StorageError
from bot.storage.records import Question, new_id

if TYPE_CHECKING:
    from bot.handlers.publishing import Publisher

logger = logging.getLogger(__name__)

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

SHORT = 200
"""Characters of a question that is answered on the spot: some milliseconds, also over thousands of cooperations."""

HOUR = 3600.0
MOST_ANSWERED = 2000
"""Outcomes that are remembered with their questions; each takes a few kilobytes."""
LONGEST_KEPT = 1000
"""Characters of a question that are read and kept; more than the engine looks at."""


@dataclass(slots=True)
class Found:
    """What was found for a question, and the message that it makes once somebody has asked it again."""

    outcome: Outcome
    again: bool = False
    """Whether it has been asked more than once: most of what is asked is not, and its message not worth the room."""
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class State:
    """One load of the knowledge; a reload puts another in its place, and who is being answered keeps the old one."""

    engine: Engine
    callbacks: Callbacks
    browser: Browser
    finder: Finder
    version: int = 0
    answered: Fading[Hashable, Found] = field(default_factory=partial(Fading, HOUR, MOST_ANSWERED, time.monotonic))
    """What many people ask is found once: the same question in the same conversation has the same outcome all day."""

    @classmethod
    def of(cls, engine: Engine, version: int = 0) -> State:
        """Return what is answered from, over one engine."""
        knowledge, orders = engine.knowledge, catalogue(engine.knowledge)
        return cls(engine, Callbacks(knowledge), Browser(knowledge, orders), Finder(engine, orders), version)

    @property
    def knowledge(self) -> Knowledge:
        """The records themselves."""
        return self.engine.knowledge


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question, from which load, and under which number it is kept."""

    found: Found
    state: State
    number: int

    @property
    def outcome(self) -> Outcome:
        """What came of it."""
        return self.found.outcome


class Services:
    """Everything that a feature needs; `state` is taken once at the start of an update and kept to its end."""

    state: State
    publisher: Publisher
    """What changes the state; set by whoever starts the bot."""

    def __init__(
        self,
        state: State | None,
        settings: Settings,
        storage: Storage,
        memory: Memory | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """Start over an open storage, with a load of the knowledge unless somebody sets it before the first update."""
        if state is not None:
            self.state = state
        self.settings, self.storage = settings, storage
        self.now = now or partial(datetime.now, UTC)
        self.memory = memory or Memory()
        self.buckets = Buckets(self.memory.clock)
        self.began = self.memory.clock()
        self.alarms = Alarms(self.memory.clock, self.now)
        self.telling = asyncio.Lock()
        """Held by whoever tells people something unasked: two at once would tell it twice."""
        self._records: set[asyncio.Task[None]] = set()
        self._writing: asyncio.Task[None] | None = None

    async def answer(
        self,
        bot: Bot,
        person: Person,
        question: str,
        dialogue: Dialogue,
        *,
        where: str = "private",
        language: str | None = None,
        thread: int | None = None,
    ) -> Reply:
        """Answer; a long question aside, so that other chats go on meanwhile, with typing for a chat that has to wait.

        `language` is that of the chat's settings, which goes before that of the question; `thread` is a forum's topic.
        """
        state, started = self.state, time.perf_counter()
        # People put the question at the end of a long story; and what is remembered of a hostile one stays small.
        question = question[-LONGEST_KEPT:]
        key = (question, dialogue, language, self.now().date())
        found = state.answered.get(key)
        if found is None:
            find = partial(state.engine.answer, question, dialogue, language)
            # A thread costs more than the usual question, and keeps the loop waiting all the same.
            found = Found(find() if len(question) <= SHORT else await _aside(find, bot, person.chat, thread))
            state.answered.set(key, found)
        else:
            found.again = True
        reply = Reply(found, state, new_id())
        milliseconds = (time.perf_counter() - started) * 1e3
        way = passage.current()
        way.status, way.where, way.answering = status(reply.outcome), where, milliseconds
        self.memory.keep_asked(reply.number, Asked(question, dialogue, language))
        self._keep(reply, person, question, where, milliseconds)
        return reply

    def card(self, reply: Reply, asked: str = "", *, form: str = "auto", group: bool = False) -> Card:
        """Return a reply as a message, with the buttons that judge it; `asked` repeats the question above it.

        `form` is that of the chat's settings: by itself short in a group and full elsewhere. Whoever has waited long is
        told so in its first line.
        """
        outcome, knowledge = reply.outcome, reply.state.knowledge
        if group:
            card = short.group(outcome, knowledge, reply.number, full=form == "full")
        else:
            made = None if asked else reply.found.card
            if made is None:
                made = cards.answer(outcome, knowledge, reply.state.callbacks, asked)
                if reply.found.again and not asked:
                    reply.found.card = made
            card = Card(made.html, (*made.rows, *feedback.rows(reply.number, outcome)))
            card = short.folded(card, outcome, knowledge, reply.number, asked) if form == "short" else card
        return cards.late(card, outcome.language) if passage.current().late else card

    async def language(self, update: Update) -> str:
        """Return the language to speak: the chat's setting, else that of the conversation, else that of the person."""
        person = person_of(update)
        if update.effective_chat:
            chosen = (await self.storage.chats.get(update.effective_chat.id)).language
            if chosen:
                return chosen
        spoken = self.memory.dialogue(person).language if person else None
        return spoken or telegram_language(update.effective_user)

    async def kept(self, number: int) -> Question | None:
        """Return a question by its number, also where it is just being written; None where it has been erased."""
        found = await self.storage.questions.get(number)
        if found is None and self.memory.asked(number) is not None:
            await self.settled()
            found = await self.storage.questions.get(number)
        return found

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something while the next update is worked on; the end of the process waits for it."""
        task = asyncio.create_task(work)
        self._records.add(task)
        task.add_done_callback(self._records.discard)

    async def settled(self) -> None:
        """Wait until everything that was to be kept is kept."""
        await asyncio.gather(*self._records)

    def _keep(self, reply: Reply, person: Person, text: str, where: str, milliseconds: float) -> None:
        """Keep the question without the person, on the side: nobody waits for an answer because of it."""
        outcome = reply.outcome
        facts = tuple(one.fact for one in outcome.statements if one.fact) if isinstance(outcome, Answer) else ()
        question = Question(
            id=reply.number,
            asked=self.now(),
            text=html.sound(text),
            language=outcome.language,
            status=status(outcome),
            entry=outcome.entry if isinstance(outcome, Answer | Unknown) else None,
            facts=facts,
            confidence=confidence(outcome),
            where=where,
            milliseconds=milliseconds,
            version=reply.state.version,
            person=self.storage.person(person.user),
        )
        writing = self.storage.questions.soon(question)
        if writing is not self._writing:
            self._writing = writing
            self.aside(self._written(writing))

    async def _written(self, writing: asyncio.Task[None]) -> None:
        """See to it that it is told where questions, of which some are written at once, could not be kept."""
        try:
            await asyncio.shield(writing)
        except StorageError as error:
            logger.warning("questions not kept", extra={"fields": {"error": str(error)}})


async def _aside(find: Callable[[], Outcome], bot: Bot, chat: int, thread: int | None) -> Outcome:
    """Return what is found in a thread; show typing to a chat that has to wait."""
    work = asyncio.create_task(asyncio.to_thread(find))
    pause = TYPING_AFTER
    while not (await asyncio.wait({work}, timeout=pause))[0]:
        with suppress(TelegramError):
            await bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=thread)
        pause = TYPING_AGAIN
    return work.result()


def person_of(update: Update) -> Person | None:
    """Return whose conversation an update belongs to; None outside private chats."""
    chat, user = update.effective_chat, update.effective_user
    return Person(chat.id, user.id) if chat and user and chat.type == Chat.PRIVATE else None


def telegram_language(user: User | None) -> str:
    """Return the language of a person's Telegram: Indonesian where it is that or unknown, else English."""
    code = user.language_code if user else None
    return "id" if not code or code.lower().partition("-")[0] in _INDONESIAN else "en"


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Return the buttons as Telegram takes them."""
    made = [[InlineKeyboardButton(**_written(one)) for one in row] for row in rows]
    return InlineKeyboardMarkup(made) if made else None


def shown_rows(query: CallbackQuery) -> Rows | None:
    """Return the buttons of the message that was pressed, None where Telegram no longer tells them."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return None
    return tuple(tuple(_shown(one) for one in row) for row in message.reply_markup.inline_keyboard)


def _shown(button: InlineKeyboardButton) -> Button:
    carried = button.callback_data
    data = carried if isinstance(carried, str) else ""
    return Button(button.text, data=data, share=button.switch_inline_query or "", url=button.url or "")


def _form(card: Card) -> dict[str, Any]:
    # Not the library's Defaults: those send a parse_mode with methods that know none. And as Telegram reads it: the
    # library's objects for a dozen buttons would be made only to be taken apart again.
    form: dict[str, Any] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    if card.rows:
        form["reply_markup"] = {"inline_keyboard": [[_written(one) for one in row] for row in card.rows]}
    return form


def _written(button: Button) -> dict[str, Any]:
    if button.url:
        return {"text": button.label, "url": button.url}
    if button.share:
        return {"text": button.label, "switch_inline_query": button.share}
    return {"text": button.label, "callback_data": button.data}


async def send(
    bot: Bot,
    chat: int,
    card: Card,
    *,
    thread: int | None = None,
    reply_to: int | None = None,
    ask: bool = False,
    unasked: bool = False,
) -> Sent:
    """Send a card, into a forum's topic and under a message if there is one; with `ask` the keyboard opens for a reply.

    A message to reply to that has gone meanwhile does not hold up the answer; pauses that Telegram asks for are kept by
    `bot.pacing`.
    """
    form = {"chat_id": chat, "text": card.html, **_form(card)}
    if ask:
        form["reply_markup"] = {"force_reply": True}
    if reply_to is not None:
        form["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    if thread is not None:
        form["message_thread_id"] = thread
    return await sent(bot, form, unasked=unasked)


async def edit(bot: Bot, chat: int, message: int, card: Card) -> bool:
    """Put a card in the place of a sent message; False where there is no such message any more."""
    try:
        await bot.edit_message_text(card.html, chat, message, api_kwargs=_form(card))
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
