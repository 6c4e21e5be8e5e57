"""Presses under a short answer: the rest of it, or the reading that was meant, in the place of the message."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass

from telegram import CallbackQuery, Chat, MaybeInaccessibleMessage, Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.answering.dialogue import START, Dialogue
from bot.answering.outcomes import Answer, Clarify, Outcome
from bot.handlers.memory import Asked, Person
from bot.handlers.services import Context, Found, Handler, Reply, Services, State, edit
from bot.phrases.table import phrase
from bot.rendering import short
from bot.storage.records import Question

LARGEST = 2**63 - 1
"""No question is kept under a larger number, and no database would look for it."""

_DATA = re.compile(r"g:([0-9]{1,19})(?::([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class _Found:
    """An outcome, the question that it came of, and what the conversation was before."""

    outcome: Outcome
    asked: Asked


def handlers(services: Services) -> list[Handler]:
    """Return the handler of presses under short answers."""
    memory = services.memory

    async def pressed(update: Update, context: Context) -> None:
        query, state = update.callback_query, services.state
        assert query
        number, at = _read(query.data or "")
        found = await recalled(state, number, query.message) if number and query.message else None
        reading = _reading(found.outcome, at) if found and at is not None else None
        whole = found.outcome if found and at is None and isinstance(found.outcome, Answer) else None
        told = None if reading or whole else phrase(await services.language(update), "ui.button.old")
        with suppress(TelegramError):
            await query.answer(told)
        if found and reading:
            await read_as(query, context, reading, found)
        elif whole:
            await put(query, context, Reply(Found(whole), state, number), "full")

    async def recalled(state: State, number: int, message: MaybeInaccessibleMessage) -> _Found | None:
        """Answer a question again, by what is remembered of it or else by what is kept."""
        asked = memory.asked(number)
        if asked is not None:
            return _Found(await again(state, asked), asked)
        kept = await services.storage.questions.get(number)
        if kept is None:
            return None
        asked = Asked(kept.text, START, kept.language)
        found = _Found(await again(state, asked), asked)
        # A question that leaned on what was said before it would get another answer now: better none.
        return found if _same(found.outcome, kept, message) else None

    async def again(state: State, asked: Asked) -> Outcome:
        return await asyncio.to_thread(state.engine.answer, asked.question, asked.before, asked.language)

    async def read_as(query: CallbackQuery, context: Context, question: str, found: _Found) -> None:
        """Answer the reading that was picked, for the thread that it was offered in."""
        message = query.message
        assert message
        before, language = Dialogue(language=found.outcome.language), found.asked.language
        person = Person(message.chat.id, query.from_user.id)
        reply = await services.answer(context.bot, person, question, before, where="button", language=language)
        memory.keep_said(message.chat.id, message.message_id, before.after(reply.outcome))
        await put(query, context, reply, (await services.storage.chats.get(message.chat.id)).form)

    async def put(query: CallbackQuery, context: Context, reply: Reply, form: str) -> None:
        message = query.message
        assert message
        card = services.card(reply, group=message.chat.type != Chat.PRIVATE, form=form)
        await edit(context.bot, message.chat.id, message.message_id, card)

    return [CallbackQueryHandler(pressed, pattern=r"^g:")]


def _read(data: str) -> tuple[int, int | None]:
    """Return the number of a question and that of a reading of it; the first is 0 where there is none."""
    found = _DATA.fullmatch(data)
    if found is None or int(found[1]) > LARGEST:
        return 0, None
    return int(found[1]), None if found[2] is None else int(found[2])


def _reading(outcome: Outcome, at: int) -> str | None:
    """Return the question of a reading that was offered."""
    readings = outcome.readings if isinstance(outcome, Clarify) else ()
    return readings[at].question if at < len(readings) else None


def _same(outcome: Outcome, kept: Question, message: MaybeInaccessibleMessage) -> bool:
    """Return whether what is answered now is what was answered then, as far as it was kept and is still shown."""
    shown = message if isinstance(message, Message) else None
    if isinstance(outcome, Clarify):
        rows = shown.reply_markup.inline_keyboard if shown and shown.reply_markup else ()
        return [one.text for row in rows for one in row] == short.labels(outcome)
    if not isinstance(outcome, Answer):
        return False
    facts = tuple(one.fact for one in outcome.statements if one.fact)
    # A list states no fact by its id; there only its first line tells one from another.
    known = facts or (shown is not None and outcome.lead[0].text in (shown.text or ""))
    return bool(known) and (facts, outcome.entry) == (kept.facts, kept.entry)
