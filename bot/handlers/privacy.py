"""/privasi says what is kept; /hapusdata erases it at once, after a question, and says what it erased."""

from __future__ import annotations

from contextlib import suppress

from telegram import Chat, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers.addressed import asker
from bot.handlers.replying import may_speak, reply
from bot.handlers.services import Context, Handler, Services, edit
from bot.phrases.table import phrase
from bot.rendering import cards, html, privacy
from bot.rendering.cards import Card

LONGEST_TOLD = 190
"""Characters of what a press is told; Telegram takes 200."""

_PLACES = (filters.ChatType.PRIVATE | filters.ChatType.GROUPS) & filters.UpdateType.MESSAGE


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of privacy."""

    async def told(update: Update, context: Context) -> None:
        message = update.effective_message
        if message and may_speak(await services.storage.chats.get(message.chat_id), message):
            await reply(services, context.bot, message, cards.line(await services.language(update), "prv.text"))

    async def asked(update: Update, context: Context) -> None:
        message = update.effective_message
        who = asker(message) if message else None
        if message is None or who is None or not may_speak(await services.storage.chats.get(message.chat_id), message):
            return
        language = await services.language(update)
        # An administrator who stays anonymous writes as the group: there is nobody to erase anything of.
        card = cards.line(language, "prv.anonymous") if message.sender_chat else privacy.ask(who, language)
        await reply(services, context.bot, message, card)

    async def pressed(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query
        choice, message = privacy.read(query.data or ""), query.message
        # The language is a setting too: asked for before it goes.
        language = await services.language(update)
        if choice is None or message is None or choice.user != query.from_user.id:
            with suppress(TelegramError):
                await query.answer(
                    phrase(language, "prv.other" if choice else "ui.button.old"), show_alert=bool(choice)
                )
            return
        said = await erase(choice.user, language) if choice.yes else phrase(language, "prv.kept")
        group = message.chat.type != Chat.PRIVATE
        with suppress(TelegramError):
            # What it was is nobody else's business.
            await query.answer(html.shortened(said, LONGEST_TOLD) if group else None, show_alert=group)
        shown = phrase(language, "prv.erased.group") if group and choice.yes else said
        await edit(context.bot, message.chat.id, message.message_id, Card(html.escaped(shown)))

    async def erase(user: int, language: str) -> str:
        # A question may still be on its way into the database.
        await services.settled()
        counts = await services.storage.forget(user)
        services.memory.forget(user)
        return privacy.erased(counts, language)

    return [
        CommandHandler(["privasi", "privacy"], told, _PLACES),
        CommandHandler(["hapusdata", "deletedata"], asked, _PLACES),
        CallbackQueryHandler(pressed, pattern=r"^h:"),
    ]
