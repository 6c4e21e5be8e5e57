"""/reload loads the knowledge again; the buttons under what needs a curator's word put it in place or drop it."""

from __future__ import annotations

import re

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.handlers import admins, proposing
from bot.handlers.publishing import StaleError
from bot.handlers.services import Context, Handler, Services, edit_buttons
from bot.phrases.table import phrase
from bot.storage.records import Waiting

_DATA = re.compile(r"a:([pb]):([0-9]{1,15})")


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of reloads and of proposals."""

    async def reload(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        assert message.from_user
        language, who = await services.language(update), message.from_user.id
        if services.publisher.busy:
            await proposing.line(services, context.bot, message, phrase(language, "cur.running"))
            return
        came = await proposing.reload(services, context.bot, message, language, str(who))
        await admins.done(services, who, "reload", came)

    async def pressed(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query
        if not await admins.allowed(services, update):
            return
        message, data = query.message, _DATA.fullmatch(query.data or "")
        language = await services.language(update)
        waiting = await services.storage.proposals.get(int(data[2])) if data else None
        if data is None or waiting is None or message is None:
            await admins.answered(query, phrase(language, "cur.gone"), alert=True)
            if message:
                await edit_buttons(context.bot, message.chat.id, message.message_id, ())
            return
        await admins.answered(query)
        who = query.from_user.id
        # What Telegram no longer shows can still be answered in its chat.
        to = message if isinstance(message, Message) else message.chat.id
        if data[1] == "p":
            came = await publish(context, to, language, waiting, str(who))
        else:
            came = "cancelled"
            await proposing.line(services, context.bot, to, phrase(language, "cur.cancelled"))
        await services.storage.proposals.take(waiting.id)
        await edit_buttons(context.bot, message.chat.id, message.message_id, ())
        await admins.done(services, who, "publish" if data[1] == "p" else "cancel", f"proposal {waiting.id}: {came}")

    async def publish(context: Context, to: Message | int, language: str, waiting: Waiting, who: str) -> str:
        """Put in place what was shown, or show again what has become of it."""
        proposal = await services.publisher.prepare(waiting.files)
        if not proposal.usable:
            await proposing.refused(services, context.bot, to, language, proposal)
            return f"{len(proposal.problems)} problems"
        shown = (waiting.hash, waiting.base)
        if shown == (proposing.hash_of(proposal), proposal.base):
            try:
                return await proposing.put(services, context.bot, to, language, proposal, who, waiting.note)
            except StaleError:
                pass
        return await proposing.propose(
            services, context.bot, to, language, waiting.files, waiting.by, waiting.note, again=True
        )

    return [
        CommandHandler("reload", reload, admins.admins_only(services)),
        CallbackQueryHandler(pressed, pattern=r"^a:[pb]:"),
    ]
