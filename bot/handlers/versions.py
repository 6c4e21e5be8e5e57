"""/versi lists the versions of the knowledge, /kembali goes back to one, /ekspor sends the files."""

from __future__ import annotations

import asyncio

from telegram import Update
from telegram.ext import CommandHandler

from bot.handlers import admins, proposing
from bot.handlers.packing import zipped
from bot.handlers.services import Context, Handler, Services
from bot.knowledge.difference import difference
from bot.phrases.table import phrase
from bot.rendering import curating

LISTED = 10
EXPORT = "knowledge.zip"


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of versions."""

    async def listed(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        language = await services.language(update)
        known, pinned = await services.storage.versions.list(LISTED), await services.storage.versions.pinned()
        card = curating.versions(known, services.state.version, pinned, language)
        await admins.told(services, context.bot, message, card)
        await noted(update, "versions")

    async def back(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        assert message.from_user
        given = (context.args or [""])[0]
        if not given.isascii() or not given.isdigit() or len(given) > 9:
            await listed(update, context)
            return
        number, language, before = int(given), await services.language(update), services.state.knowledge
        if services.publisher.busy:
            await proposing.line(services, context.bot, message, phrase(language, "cur.running"))
            return
        if not await services.publisher.roll_back(number, str(message.from_user.id)):
            text = phrase(language, "cur.version.none", number=number)
            await proposing.line(services, context.bot, message, text)
            await noted(update, "rollback", f"no version {number}")
            return
        change = await asyncio.to_thread(difference, before, services.state.knowledge)
        told = await asyncio.to_thread(curating.rolled_back, number, change, services.state.engine, language)
        await proposing.tell(services, context.bot, message, told)
        await noted(update, "rollback", f"version {number}")

    async def export(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        language = await services.language(update)
        files = await services.publisher.exported()
        caption = phrase(language, "cur.export", count=len(files))
        pinned = await services.storage.versions.pinned()
        if pinned is not None:
            caption = f"{caption} {phrase(language, 'cur.export.pinned', number=pinned)}"
        await admins.document(context.bot, message, EXPORT, await asyncio.to_thread(zipped, files), caption)
        await noted(update, "export", f"{len(files)} files")

    async def noted(update: Update, action: str, detail: str = "") -> None:
        assert update.effective_user
        await admins.done(services, update.effective_user.id, action, detail)

    curators = admins.admins_only(services)
    return [
        CommandHandler(["versi", "versions"], listed, curators),
        CommandHandler(["kembali", "rollback"], back, curators),
        CommandHandler(["ekspor", "export"], export, curators),
    ]
