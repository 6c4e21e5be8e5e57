"""Presses on buttons: questions, summaries, pages of topics; a press on one that is too old is answered too."""

from __future__ import annotations

from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.answering.compose import Composer
from bot.answering.outcomes import Answer
from bot.handlers.memory import Person
from bot.handlers.services import Context, Handler, Services, State, edit_buttons, person_of, send
from bot.phrases.table import phrase
from bot.rendering import cards
from bot.rendering.callbacks import AskQuestion, ShowSummary, ShowTopics


def handlers(services: Services) -> list[Handler]:
    """Return the handler of presses."""
    memory = services.memory

    async def pressed(update: Update, context: Context) -> None:
        query, person, state = update.callback_query, person_of(update), services.state
        assert query
        action = state.callbacks.read(query.data or "") if person else None
        told = phrase(await services.language(update), "ui.button.old") if action is None else None
        # A press that came while the bot was down can no longer be answered, but what it asks for can.
        with suppress(TelegramError):
            await query.answer(told)
        if person is None:
            return
        if isinstance(action, AskQuestion):
            await ask(context, person, action.question)
        elif isinstance(action, ShowSummary):
            outcome = summary(state, action)
            memory.keep(person, memory.dialogue(person).after(outcome))
            await send(context.bot, person.chat, cards.answer(outcome, state.knowledge, state.callbacks))
        elif isinstance(action, ShowTopics):
            rows = cards.topic_rows(state.knowledge, state.callbacks, action.page, action.language)
            message = query.message
            if not (message and await edit_buttons(context.bot, person.chat, message.message_id, rows)):
                card = cards.topics(state.knowledge, state.callbacks, action.page, action.language)
                await send(context.bot, person.chat, card)

    async def ask(context: Context, person: Person, question: str) -> None:
        before, chosen = memory.dialogue(person), await services.storage.chats.get(person.chat)
        language = chosen.language
        reply = await services.answer(context.bot, person, question, before, where="button", language=language)
        memory.keep(person, before.after(reply.outcome))
        await send(context.bot, person.chat, services.card(reply, question, form=chosen.form))

    def summary(state: State, action: ShowSummary) -> Answer:
        cooperation = state.knowledge.cooperations[action.cooperation]
        name = cooperation.name[action.language]
        return Composer(state.knowledge).summary(cooperation, action.language, confidence=1.0, question=name)

    return [CallbackQueryHandler(pressed)]
