"""Free text: a question is answered, and an edited one has its reply edited."""

from __future__ import annotations

from telegram import Bot, Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.answering.dialogue import Dialogue
from bot.handlers.addressed import COMMANDS, Way, addressed
from bot.handlers.memory import Person, Turn
from bot.handlers.services import PRIVATE, Context, Handler, Reply, Services, edit, person_of, send
from bot.rendering.cards import Card

_EDITED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE
_TEXT = filters.TEXT & ~filters.COMMAND


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of questions in private chats; what groups ask is another matter."""
    memory = services.memory

    async def asked(update: Update, context: Context) -> None:
        message, person = update.effective_message, person_of(update)
        if message and message.text and person:
            await answer(services, context.bot, person, message.message_id, _question(message))

    async def edited(update: Update, context: Context) -> None:
        message, person = update.effective_message, person_of(update)
        if not (message and message.text and person):
            return
        turn = memory.turn(person.chat, message.message_id)
        if turn is None:
            # Not answered yet, or long forgotten: a question like any other.
            await asked(update, context)
            return
        reply, card = await _answered(services, context.bot, person, _question(message), turn.before)
        if memory.is_last(person, turn):
            turn = Turn(turn.reply, turn.before, memory.keep(person, turn.before.after(reply.outcome)))
        if not await edit(context.bot, person.chat, turn.reply, card):
            sent = await send(context.bot, person.chat, card)
            turn = Turn(sent.message_id, turn.before, turn.number)
        memory.keep_turn(person.chat, message.message_id, turn)

    return [
        CommandHandler(COMMANDS, asked, PRIVATE),
        MessageHandler(PRIVATE & _TEXT, asked),
        MessageHandler(_EDITED & (_TEXT | filters.Regex(rf"^/({'|'.join(COMMANDS)})\b")), edited),
    ]


async def answer(services: Services, bot: Bot, person: Person, message: int, question: str) -> None:
    """Answer what a person asks with a message."""
    memory = services.memory
    before = memory.dialogue(person)
    reply, card = await _answered(services, bot, person, question, before)
    number = memory.keep(person, before.after(reply.outcome))
    sent = await send(bot, person.chat, card)
    memory.keep_turn(person.chat, message, Turn(sent.message_id, before, number))


async def _answered(
    services: Services, bot: Bot, person: Person, question: str, before: Dialogue
) -> tuple[Reply, Card]:
    """Return the reply to a question, and its card in the language and the form that the person has chosen."""
    chosen = await services.storage.chats.get(person.chat)
    reply = await services.answer(bot, person, question, before, language=chosen.language)
    return reply, services.card(reply, form=chosen.form)


def _question(message: Message) -> str:
    """Return what a message asks: all of it, or what follows /tanya, or the message that /tanya replies to."""
    address = addressed(message)
    return address.question if address and address.way is Way.COMMAND else message.text or ""
