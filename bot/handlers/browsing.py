"""/daerah and /linimasa, and every press that turns a page of a list or card, or opens one from another."""

from __future__ import annotations

from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.answering.compose import Composer
from bot.handlers.services import PRIVATE, Context, Handler, Services, State, edit, person_of, send
from bot.phrases.table import phrase
from bot.rendering.views import View


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of looking around."""

    async def regions(update: Update, context: Context) -> None:
        await show("regions", update, context)

    async def timeline(update: Update, context: Context) -> None:
        await show("timeline", update, context)

    async def show(kind: str, update: Update, context: Context) -> None:
        assert update.effective_chat
        card = services.state.browser.show(View(kind, await services.language(update)))
        await send(context.bot, update.effective_chat.id, card)

    async def pressed(update: Update, context: Context) -> None:
        query, state = update.callback_query, services.state
        assert query
        view = state.browser.views.read(query.data or "")
        told = None
        if view is None:
            told = phrase(await services.language(update), "ui.button.old")
        elif view.kind in ("card", "region", "sector") and not view.ref:
            told = phrase(view.language, "brw.gone.short")
        # A press that came while the bot was down can no longer be answered, but what it asks for can.
        with suppress(TelegramError):
            await query.answer(told)
        message = query.message
        if view is None or message is None:
            return
        card = state.browser.gone(view.language) if view.kind == "card" and not view.ref else state.browser.show(view)
        if not await edit(context.bot, message.chat.id, message.message_id, card):
            await send(context.bot, message.chat.id, card)
        talk_about(update, state, view)

    def talk_about(update: Update, state: State, view: View) -> None:
        """Let the next question be about the card that was opened: "kapan itu?"."""
        person = person_of(update)
        if person and view.kind == "card" and view.ref:
            cooperation = state.knowledge.cooperations[view.ref]
            name = cooperation.name[view.language]
            told = Composer(state.knowledge).summary(cooperation, view.language, confidence=1.0, question=name)
            services.memory.keep(person, services.memory.dialogue(person).after(told))

    return [
        CommandHandler(["daerah", "regions"], regions, PRIVATE),
        CommandHandler(["linimasa", "timeline"], timeline, PRIVATE),
        CallbackQueryHandler(pressed, pattern=r"^b:"),
    ]
