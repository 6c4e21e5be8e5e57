"""/langganan: which regions and sectors somebody wants to hear of; the messages themselves are sent by jobs.py."""

from __future__ import annotations

from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.answering.news import Topic
from bot.handlers.services import PRIVATE, Context, Handler, Services, edit, edit_buttons, person_of, send
from bot.phrases.table import phrase
from bot.rendering import html, subscriptions
from bot.rendering.cards import Card
from bot.rendering.subscriptions import Following, Move

MOST = 20
"""Subscriptions of one person; whoever wants more wants all."""
LONGEST = 80
"""Characters of a name that are said again."""


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of subscriptions."""

    async def shown(update: Update, context: Context) -> None:
        person = person_of(update)
        assert person
        language, before = await services.language(update), ""
        following = made(language)
        named = " ".join(context.args or ())
        topic = following.found(named) if named else None
        if topic is not None:
            before = await follow(person.user, topic, language)
        elif named:
            name = html.shortened(html.sound(named), LONGEST)
            before = phrase(language, "sub.unknown", name=name)
        await send(context.bot, person.chat, following.home(await followed(person.user), before))

    async def pressed(update: Update, context: Context) -> None:
        query, person = update.callback_query, person_of(update)
        assert query
        move, language = subscriptions.read(query.data or ""), await services.language(update)
        message = query.message
        if move is None or person is None or message is None:
            with suppress(TelegramError):
                await query.answer(phrase(language, "ui.button.old"))
            return
        following, told = made(language), None
        topic = following.topic(move, await followed(person.user)) if move.digest or move.kind == "all" else None
        if move.act == "stop":
            await services.storage.subscriptions.forget(person.user)
            await services.storage.digests.forget(person.user)
            told = phrase(language, "sub.stopped")
        elif topic is None and move.digest:
            told = phrase(language, "sub.gone")
        elif topic and move.act in ("toggle", "drop"):
            told = await change(person.user, topic, move, language)
        with suppress(TelegramError):
            await query.answer(told, show_alert=move.act == "stop")
        if move.act == "stop":
            # The message itself stays to be read, were it one that tells of news.
            await edit_buttons(context.bot, person.chat, message.message_id, following.stopped())
            return
        card = page(following, move, topic, await followed(person.user))
        if move.act == "new" or not await edit(context.bot, person.chat, message.message_id, card):
            await send(context.bot, person.chat, card)

    def made(language: str) -> Following:
        state = services.state
        return Following(state.knowledge, state.browser.catalogue, language)

    def page(following: Following, move: Move, topic: Topic | None, topics: list[Topic]) -> Card:
        """Return what is shown after a press: the list that it was on, or what somebody follows."""
        gone = bool(move.digest) and topic is None
        if move.act not in ("list", "toggle") or move.kind == "all" or gone:
            return following.home(topics)
        if move.kind == "sector":
            return following.sectors(move.page, topics)
        ref = topic[1] if topic else ""
        if move.act == "toggle":
            ref = following.listed_in(ref)
        return following.region(ref, move.page, topics)

    async def followed(user: int) -> list[Topic]:
        return [(one.kind, one.ref) for one in await services.storage.subscriptions.of(user)]

    async def change(user: int, topic: Topic, move: Move, language: str) -> str:
        """Follow or leave, and return what to say."""
        if topic in await followed(user):
            await services.storage.subscriptions.remove(user, *topic)
            return phrase(language, "sub.removed")
        return await follow(user, topic, language) if move.act == "toggle" else phrase(language, "sub.removed")

    async def follow(user: int, topic: Topic, language: str) -> str:
        topics = await followed(user)
        if len(topics) >= MOST and topic not in topics:
            return phrase(language, "sub.most", count=MOST)
        await services.storage.subscriptions.add(user, *topic, language)
        return phrase(language, "sub.added")

    return [
        CommandHandler(["langganan", "subscriptions"], shown, PRIVATE),
        CallbackQueryHandler(pressed, pattern=r"^l:"),
    ]
