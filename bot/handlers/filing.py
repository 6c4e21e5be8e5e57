"""Questions without an answer, filed for the curators by whoever wants to be told once there is one."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from telegram import Chat, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.answering.dialogue import START
from bot.answering.outcomes import Answer, Outcome, Unknown
from bot.handlers.services import Context, Handler, Services, State, edit_buttons, send, shown_rows
from bot.phrases.table import phrase
from bot.rendering import cards, feedback
from bot.storage.records import Question


@dataclass(frozen=True, slots=True)
class _Standing:
    """A question in words that stand alone, and what is answered to it today."""

    text: str
    outcome: Outcome | None = None
    """Only where it is certain that the question was meant so."""


def handlers(services: Services) -> list[Handler]:
    """Return the handler of the button under what is not known."""

    async def pressed(update: Update, context: Context) -> None:
        query, state = update.callback_query, services.state
        assert query
        message, number = query.message, feedback.read_filing(query.data or "")
        language = await services.language(update)
        kept = await services.kept(number) if number and message else None
        if kept is None or kept.status != "unknown" or message is None:
            with suppress(TelegramError):
                await query.answer(phrase(language, "ui.button.old"))
            return
        standing = await asyncio.to_thread(alone, state, kept)
        if isinstance(standing.outcome, Answer):
            # There is news since the button was made: better the answer than a promise.
            with suppress(TelegramError):
                await query.answer()
            card = cards.answer(standing.outcome, state.knowledge, state.callbacks, kept.text)
            answer = feedback.answered(card, standing.outcome.language)
            await send(context.bot, message.chat.id, answer, reply_to=message.message_id)
            return
        started, filing = services.now(), services.storage.filed
        filed = await filing.add(standing.text, kept.language, message.chat.id, query.from_user.id)
        if filed.state == "answered":
            # What answered it once has gone again.
            await filing.close(filed.id, "open")
        with suppress(TelegramError):
            key = "fb.filed" if filed.filed >= started else "fb.filed.again"
            await query.answer(phrase(language, key), show_alert=True)
        shown = shown_rows(query)
        # In a group others may want to be told too.
        if shown and message.chat.type == Chat.PRIVATE:
            rows = feedback.without_filing(shown)
            await edit_buttons(context.bot, message.chat.id, message.message_id, rows)

    def alone(state: State, kept: Question) -> _Standing:
        """Return what a question asks without the conversation that it was asked in."""
        asked = services.memory.asked(kept.id)
        if asked is None:
            return _Standing(kept.text) if _unknown(state, kept.text, kept.language) else about(state, kept.entry, kept)
        outcome = state.engine.answer(asked.question, asked.before, asked.language)
        if not isinstance(outcome, Unknown):
            return _Standing(kept.text, outcome)
        leans = outcome.topic.question not in ("", asked.question)
        talked = asked.before.topic.cooperations
        return about(state, talked[0], kept) if leans and talked else _Standing(kept.text, outcome)

    def about(state: State, entry: str | None, kept: Question) -> _Standing:
        """Return a question that leaned on what was talked about, with the name of that."""
        cooperation = state.knowledge.cooperations.get(entry or "")
        return _Standing(f"{kept.text} ({cooperation.name[kept.language]})" if cooperation else kept.text)

    return [CallbackQueryHandler(pressed, pattern=r"^f:")]


def _unknown(state: State, text: str, language: str) -> bool:
    return isinstance(state.engine.answer(text, START, language), Unknown)
