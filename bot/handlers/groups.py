"""Questions in groups: `/tanya`, a mention, a reply; each is answered once, under the question, and nothing else is."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.answering.dialogue import Dialogue
from bot.answering.outcomes import Answer, SmallTalk, Talk
from bot.handlers.addressed import Address, Way, addressed, asker, topic_of
from bot.handlers.memory import Fading, Person, Turn
from bot.handlers.outgoing import Sent
from bot.handlers.replying import heard, link, reply
from bot.handlers.services import Context, Handler, Reply, Services, edit
from bot.rendering import cards, short
from bot.storage.records import ChatSettings

SHORT_WHILE = 10 * 60
"""Seconds for which an answer is near enough in a chat to be linked to instead of given again."""

MOST = 5000
"""Answers that can be linked to."""

_GROUPS = filters.ChatType.GROUPS
_WORDS = filters.TEXT | filters.CAPTION


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of what is said in groups."""
    memory = services.memory
    given: Fading[tuple[int, int, str], int] = Fading(SHORT_WHILE, MOST, memory.clock)

    async def asked(update: Update, context: Context) -> None:
        message = update.effective_message
        address = addressed(message) if message else None
        person = _person(message) if message else None
        if message is None or address is None or person is None:
            return
        settings = await services.storage.chats.get(message.chat_id)
        if not heard(message, address, settings) or memory.turn(message.chat_id, message.message_id):
            return
        before = _before(person, address)
        earlier = memory.turn(message.chat_id, address.asking.message_id)
        if earlier is not None:
            # Somebody asks for what has been answered: nobody's talk goes on from it.
            sent = await point(message, context, await services.language(update), earlier.reply)
            memory.keep_said(sent.chat_id, sent.message_id, memory.said(message.chat_id, earlier.reply) or before)
            turn = Turn(earlier.reply, before, 0)
        elif not address.question:
            key = "ui.other" if address.asking is not message else "grp.how"
            sent = await reply(services, context.bot, message, cards.line(await services.language(update), key))
            turn = Turn(sent.message_id, before, 0)
        else:
            made = await answered(context, person, address, before, settings)
            if made is None:
                return
            turn = await given_or_found(context, person, address, before, made, settings.form)
            memory.keep_turn(message.chat_id, address.asking.message_id, turn)
        memory.keep_turn(message.chat_id, message.message_id, turn)

    async def given_or_found(
        context: Context, person: Person, address: Address, before: Dialogue, made: Reply, form: str
    ) -> Turn:
        """Send the answer, or lead to the same one where it stands a short way above."""
        message, after = address.asking, before.after(made.outcome)
        number, card = memory.keep(person, after), services.card(made, group=True, form=form)
        answer = (message.chat_id, person.thread, card.html)
        above = given.get(answer) if isinstance(made.outcome, Answer) else None
        if above is not None:
            sent = await point(message, context, made.outcome.language, above)
            turn = Turn(above, before, number)
        else:
            sent = await reply(services, context.bot, message, card)
            given.set(answer, sent.message_id)
            turn = Turn(sent.message_id, before, number, own=True)
        memory.keep_said(sent.chat_id, sent.message_id, after)
        return turn

    def _before(person: Person, address: Address) -> Dialogue:
        """Return what a question goes on from: the answer that it replies to, else what this person said last."""
        said = memory.said(person.chat, address.following) if address.following else None
        return said or memory.dialogue(person)

    async def answered(
        context: Context, person: Person, address: Address, before: Dialogue, settings: ChatSettings
    ) -> Reply | None:
        """Return the reply to a question; None for a mere sign under the bot's message, which asks for none."""
        made = await services.answer(
            context.bot,
            person,
            address.question,
            before,
            where="group",
            language=settings.language,
            thread=address.asking.message_thread_id if address.asking.is_topic_message else None,
        )
        outcome = made.outcome
        if address.way is Way.REPLY and isinstance(outcome, SmallTalk) and outcome.kind is Talk.NOTHING:
            return None
        return made

    async def point(message: Message, context: Context, language: str, earlier: int) -> Sent:
        """Lead to an answer that stands in the chat already."""
        there = link(message.chat, earlier, (message.message_thread_id or 0) if message.is_topic_message else 0)
        to = None if there else earlier
        return await reply(services, context.bot, message, short.again(language, there), to)

    async def edited(update: Update, context: Context) -> None:
        message = update.effective_message
        turn = memory.turn(message.chat_id, message.message_id) if message else None
        address = addressed(message) if message else None
        # What was not answered when it was new is old by now; what only led elsewhere stays as it is.
        if message is None or turn is None or not turn.own or address is None or address.asking is not message:
            return
        settings = await services.storage.chats.get(message.chat_id)
        person = _person(message)
        if person is None or not address.question:
            return
        made = await answered(context, person, address, turn.before, settings)
        if made is None:
            return
        after = turn.before.after(made.outcome)
        if memory.is_last(person, turn):
            number = memory.keep(person, after)
            memory.keep_turn(message.chat_id, message.message_id, Turn(turn.reply, turn.before, number, own=True))
        card = services.card(made, group=True, form=settings.form)
        if await edit(context.bot, message.chat_id, turn.reply, card):
            memory.keep_said(message.chat_id, turn.reply, after)

    return [
        MessageHandler(_GROUPS & filters.UpdateType.MESSAGE & _WORDS, asked),
        MessageHandler(_GROUPS & filters.UpdateType.EDITED_MESSAGE & _WORDS, edited),
    ]


def _person(message: Message) -> Person | None:
    user = asker(message)
    return Person(message.chat_id, user, topic_of(message)) if user is not None else None
