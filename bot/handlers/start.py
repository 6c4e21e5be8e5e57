"""/start: a greeting and questions to try, or what a link into this chat carries: a card, or a question to answer."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler

from bot.answering.compose import Composer
from bot.handlers.memory import Person
from bot.handlers.services import PRIVATE, Context, Handler, Services, State, person_of, send, telegram_language
from bot.rendering import cards
from bot.rendering.links import linked_question
from bot.rendering.views import View


def handlers(services: Services) -> list[Handler]:
    """Return the handler of /start."""

    async def start(update: Update, context: Context) -> None:
        person, state = person_of(update), services.state
        assert person
        carried = context.args[0] if context.args else ""
        # By the setting of the person's Telegram: whoever starts again may have been spoken to in the wrong language.
        # Only what somebody has chosen goes before that.
        chosen = (await services.storage.chats.get(person.chat)).language
        language = chosen or telegram_language(update.effective_user)
        question = linked_question(carried)
        if question:
            await answer(context, person, question)
        elif question is not None:
            await send(context.bot, person.chat, cards.line(language, "brw.start.inline"))
        elif carried in state.knowledge.cooperations:
            language = await services.language(update)
            await send(context.bot, person.chat, state.browser.show(View("card", language, carried)))
            talk_about(state, person, carried, language)
        else:
            greeting = cards.start(state.knowledge, state.callbacks, language)
            await send(context.bot, person.chat, cards.outdated(greeting, language) if carried else greeting)

    async def answer(context: Context, person: Person, question: str) -> None:
        """Answer what was typed in another chat and found nothing there."""
        before, chosen = services.memory.dialogue(person), await services.storage.chats.get(person.chat)
        reply = await services.answer(context.bot, person, question, before, where="inline", language=chosen.language)
        services.memory.keep(person, before.after(reply.outcome))
        await send(context.bot, person.chat, services.card(reply, question, form=chosen.form))

    def talk_about(state: State, person: Person, cooperation: str, language: str) -> None:
        """Let the next question be about the card that was opened."""
        found = state.knowledge.cooperations[cooperation]
        told = Composer(state.knowledge).summary(found, language, confidence=1.0, question=found.name[language])
        services.memory.keep(person, services.memory.dialogue(person).after(told))

    return [CommandHandler("start", start, PRIVATE)]
