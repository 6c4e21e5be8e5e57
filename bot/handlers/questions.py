"""Free text: a question is answered, and an edited one has its reply edited."""

from __future__ import annotations

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.handlers.memory import Turn
from bot.handlers.services import PRIVATE, Context, Handler, Services, edit, person_of, send
from bot.rendering import cards

_TEXT = filters.TEXT & ~filters.COMMAND
_EDITED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of questions."""
    memory = services.memory

    async def asked(update: Update, context: Context) -> None:
        message, person = update.effective_message, person_of(update)
        if not (message and message.text and person):
            return
        before = memory.dialogue(person)
        outcome = await services.answer(context.bot, person.chat, message.text, before)
        number = memory.keep(person, before.after(outcome))
        card = cards.answer(outcome, services.engine.knowledge, services.callbacks)
        sent = await send(context.bot, person.chat, card)
        memory.keep_turn(person.chat, message.message_id, Turn(sent.message_id, before, number))

    async def edited(update: Update, context: Context) -> None:
        message, person = update.effective_message, person_of(update)
        if not (message and message.text and person):
            return
        turn = memory.turn(person.chat, message.message_id)
        if turn is None:
            # Not answered yet, or long forgotten: a question like any other.
            await asked(update, context)
            return
        outcome = await services.answer(context.bot, person.chat, message.text, turn.before)
        if memory.is_last(person, turn):
            turn = Turn(turn.reply, turn.before, memory.keep(person, turn.before.after(outcome)))
        card = cards.answer(outcome, services.engine.knowledge, services.callbacks)
        if not await edit(context.bot, person.chat, turn.reply, card):
            sent = await send(context.bot, person.chat, card)
            turn = Turn(sent.message_id, turn.before, turn.number)
        memory.keep_turn(person.chat, message.message_id, turn)

    return [MessageHandler(PRIVATE & _TEXT, asked), MessageHandler(_EDITED & _TEXT, edited)]
