"""Votes on answers: 👍 or 👎, why not, and a comment in free words; one of each person, who may change it."""

from __future__ import annotations

from contextlib import suppress

from telegram import CallbackQuery, Chat, Message, MessageEntity, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.handlers.addressed import asker
from bot.handlers.memory import DAY, Fading
from bot.handlers.replying import reply
from bot.handlers.services import Context, Handler, Services, edit_buttons, send, shown_rows
from bot.phrases.table import phrase
from bot.rendering import cards, feedback, html
from bot.rendering.feedback import Press
from bot.storage.records import Question

LONGEST = 1000
"""Characters of a comment that are kept."""

MOST = 5000
"""Answers of which it is remembered that a comment has been asked for."""

_PLACES = filters.ChatType.PRIVATE | filters.ChatType.GROUPS
_KINDS = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of presses that judge, and of replies to the request for a comment."""
    asked: Fading[tuple[int, int], bool] = Fading(DAY, MOST, services.memory.clock)

    async def pressed(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query
        press, language = feedback.read(query.data or ""), await services.language(update)
        kept = await services.kept(press.number) if press and query.message else None
        told = phrase(language, await judged(query, press) if press and kept else "ui.button.old")
        with suppress(TelegramError):
            await query.answer(told)
        if press and kept:
            await follow(query, context, press, kept)

    async def judged(query: CallbackQuery, press: Press) -> str:
        """Keep what a press says, and return the key of what to say to it."""
        votes, person = services.storage.votes, services.storage.person(query.from_user.id)
        before = await votes.of(press.number, person)
        # A reason says that the answer is no good, whoever presses it and whatever they thought of it before.
        await votes.set(press.number, person, press.value)
        if press.reason:
            await votes.reason(press.number, person, press.reason)
            return "fb.noted"
        if before is None:
            return "fb.thanks" if press.value > 0 else "fb.why"
        return "fb.same" if before.value == press.value else "fb.changed"

    async def follow(query: CallbackQuery, context: Context, press: Press, kept: Question) -> None:
        """Offer the reasons, or take them away and ask for a comment."""
        message, shown = query.message, shown_rows(query)
        assert message
        group = message.chat.type != Chat.PRIVATE
        if press.value < 0 and press.reason is None and shown is None:
            await send(context.bot, message.chat.id, feedback.why(press.number, kept.language))
            return
        if shown is not None:
            rows = feedback.without_reasons(shown)
            if press.value < 0 and press.reason is None:
                rows = feedback.asking(shown, press.number, kept.language)
            elif group and press.reason is None:
                rows = shown  # somebody else may be about to say why not
            if rows != shown:
                await edit_buttons(context.bot, message.chat.id, message.message_id, rows)
        if press.reason and not asked.get((message.chat.id, press.number)):
            asked.set((message.chat.id, press.number), True)
            card = feedback.prompt(press.number, kept.language, context.bot.username, group=group)
            thread = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
            # In a group an opened keyboard would be forced on everybody.
            await send(context.bot, message.chat.id, card, thread=thread, reply_to=message.message_id, ask=not group)

    async def commented(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        number, who = _about(message), asker(message)
        if number is None or who is None:
            return
        language, text = await services.language(update), html.sound(message.text or "")[:LONGEST]
        kept = await services.kept(number)
        person = services.storage.person(who)
        done = kept is not None and await services.storage.votes.comment(number, person, text)
        if done and update.edited_message:
            return
        key = "fb.comment.thanks" if done else "fb.comment.first" if kept else "fb.comment.old"
        await reply(services, context.bot, message, cards.line(language, key))

    return [
        CallbackQueryHandler(pressed, pattern=r"^v:"),
        # Edited ones too: a comment that is put right is no question either.
        MessageHandler(_PLACES & _KINDS & filters.TEXT & ~filters.COMMAND & _Comment(), commented),
    ]


class _Comment(filters.MessageFilter):
    """Replies to the bot's request for a comment."""

    def filter(self, message: Message) -> bool:
        return _about(message) is not None


def _about(message: Message) -> int | None:
    """Return the number of the question whose answer a message comments on, None where it does not."""
    above = message.reply_to_message
    if above is None or above.from_user is None or above.from_user.id != message.get_bot().id:
        return None
    return feedback.prompted(one.url or "" for one in above.entities if one.type == MessageEntity.TEXT_LINK)
