"""Presses on buttons: questions, summaries, pages of topics; a press on one that is too old is answered too."""

from __future__ import annotations

from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.answering.compose import Composer
from bot.answering.outcomes import Answer, Outcome
from bot.handlers.memory import Person
from bot.handlers.services import (
    Context,
    Handler,
    Services,
    edit_buttons,
    language_of,
    person_of,
    send,
)
from bot.phrases.table import phrase
from bot.rendering import cards
from bot.rendering.callbacks import AskQuestion, ShowSummary, ShowTopics


def handlers(services: Services) -> list[Handler]:
    """Return the handler of presses."""
    memory, callbacks = services.memory, services.callbacks

    async def pressed(update: Update, context: Context) -> None:
        query, person = update.callback_query, person_of(update)
        assert query
        action = callbacks.read(query.data or "") if person else None
        told = phrase(language_of(services, update), "ui.button.old") if action is None else None
        # A press that came while the bot was down can no longer be answered, but what it asks for can.
        with suppress(TelegramError):
            await query.answer(told)
        if person is None:
            return
        if isinstance(action, AskQuestion):
            await ask(context, person, action.question)
        elif isinstance(action, ShowSummary):
            outcome = summary(action)
            memory.keep(person, memory.dialogue(person).after(outcome))
            await show(context, person, outcome)
        elif isinstance(action, ShowTopics):
            rows = cards.topic_rows(services.engine.knowledge, callbacks, action.page, action.language)
            message = query.message
            if not (message and await edit_buttons(context.bot, person.chat, message.message_id, rows)):
                card = cards.topics(services.engine.knowledge, callbacks, action.page, action.language)
                await send(context.bot, person.chat, card)

    async def ask(context: Context, person: Person, question: str) -> None:
        before = memory.dialogue(person)
        outcome = await services.answer(context.bot, person.chat, question, before)
        memory.keep(person, before.after(outcome))
        await show(context, person, outcome, question)

    async def show(context: Context, person: Person, outcome: Outcome, asked: str = "") -> None:
        await send(context.bot, person.chat, cards.answer(outcome, services.engine.knowledge, callbacks, asked))

    def summary(action: ShowSummary) -> Answer:
        knowledge = services.engine.knowledge
        cooperation = knowledge.cooperations[action.cooperation]
        name = cooperation.name[action.language]
        return Composer(knowledge).summary(cooperation, action.language, confidence=1.0, question=name)

    return [CallbackQueryHandler(pressed)]
