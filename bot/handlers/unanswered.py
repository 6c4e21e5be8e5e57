"""/tanpajawaban: what people wanted and did not get, for curators: to ignore, to mark as done, to make an alias of."""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

from telegram import CallbackQuery, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.answering.engine import Engine
from bot.answering.entries import Entry
from bot.curating.demand import Demand, Heard, Listener, Wish
from bot.handlers import admins, aliasing, usage
from bot.handlers.replying import reply
from bot.handlers.services import Context, Handler, Services, edit, send
from bot.phrases.table import phrase
from bot.rendering import alias, html, wishes
from bot.rendering.alias import Effect
from bot.rendering.cards import Button, Card
from bot.rendering.wishes import Desk, Move
from bot.text.folding import fold


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of questions without a good answer; to everyone but curators there is no such command."""
    heard: WeakKeyDictionary[Engine, dict[str, Heard]] = WeakKeyDictionary()
    looking = asyncio.Lock()

    async def asked(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        language, state = await services.language(update), services.state
        card = Desk(state.knowledge, language).list(await demand(state.engine), Move("l"))
        await reply(services, context.bot, message, card)

    async def pressed(update: Update, context: Context) -> None:
        press = await admins.pressed(services, update, wishes.read)
        if press is None:
            return
        checking = phrase(press.language, "fig.alias.checking") if press.what.act in "cp" else None
        await admins.answered(press.query, checking)
        card = await done(press.query, press.what, press.language)
        if not await edit(context.bot, press.message.chat.id, press.message.message_id, card):
            await send(context.bot, press.message.chat.id, card)

    async def done(query: CallbackQuery, move: Move, language: str) -> Card:
        """Do what a press says, and return what is shown then."""
        state, who = services.state, query.from_user.id
        desk, before = Desk(state.knowledge, language), ""
        if move.act == "o":
            await usage.settle(services.storage, lambda notes: notes.restoring(move.key), services.now())
            await admins.done(services, who, "restore", move.key)
            before = phrase(language, "fig.wish.restored")
        found = await demand(state.engine)
        if move.act in "lo":
            return desk.list(found, move, before)
        wish = found.find(move.key)
        if wish is None:
            return desk.list(found, move, phrase(language, "fig.wish.gone"))
        if move.act in "id":
            await settled(wish, who, ignore=move.act == "i")
            return desk.settled(wish, move, "fig.wish.ignored" if move.act == "i" else "fig.wish.done")
        if move.act == "g" or not wish.clean:
            return desk.group(wish, move)
        entry = next((one for one in state.engine.entries.values() if wishes.entry_digest(one.id) == move.entry), None)
        if entry is None:
            return desk.choices(wish, await asyncio.to_thread(Listener(state.engine).nearest, wish.text), move)
        if move.act == "c":
            return alias.card(await aliasing.effect(services, wish, entry), desk.entry(entry), move, language)
        return await put(wish, entry, move, who, language)

    async def put(wish: Wish, entry: Entry, move: Move, who: int, language: str) -> Card:
        """Put an alias in place, or show what it would do now."""
        desk = Desk(services.state.knowledge, language)
        came = await aliasing.put(services, wish, entry, move.hash, who)
        if isinstance(came, Effect):
            return alias.card(came, desk.entry(entry), move, language, phrase(language, "fig.alias.changed"))
        # Answers that were judged down stay on record: they are dealt with, and what is unanswered goes by itself.
        await usage.settle(
            services.storage, lambda notes: notes.finishing(wish.wordings, services.now()), services.now()
        )
        await admins.done(services, who, "alias", f"{entry.id} v{came.number}")
        text = html.shortened(html.sound(wish.text), wishes.LONGEST)
        said = phrase(language, "fig.alias.published", version=came.number, text=text, entry=desk.entry(entry))
        back = Button(phrase(language, "fig.button.list"), Move("l", move.order, move.page).data)
        return Card(html.escaped(said), ((back,),))

    async def settled(wish: Wish, who: int, *, ignore: bool) -> None:
        """Ignore a group, or mark it as done."""
        storage, now = services.storage, services.now()
        await usage.settle(
            storage, lambda notes: (notes.ignoring if ignore else notes.finishing)(wish.wordings, now), now
        )
        if ignore:
            # Only what is never to have an answer: who waits for what is done is told as soon as there is one.
            same = {fold(one) for one in wish.wordings}
            for one in await storage.filed.open():
                if fold(one.text) in same:
                    await storage.filed.close(one.id, "ignored")
        await admins.done(services, who, "ignore" if ignore else "done", wish.key)

    async def demand(engine: Engine) -> Demand:
        """Return what is wanted; one look at a time, since all share what has been understood."""
        async with looking:
            now = services.now()
            known = heard.setdefault(engine, {})
            return await usage.demand_of(services.storage, engine, now - usage.KEPT, now, known)

    return [
        CommandHandler(["tanpajawaban", "unanswered"], asked, admins.admins_only(services)),
        CallbackQueryHandler(pressed, pattern=r"^u:"),
    ]
