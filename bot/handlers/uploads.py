"""Files that a curator sends: YAML or a zip, checked with all that exists, shown, published at a press."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import Document, Message, Update
from telegram.ext import MessageHandler, filters

from bot.curating.uploads import MAX_ALL, UploadError, unpack
from bot.handlers import admins, proposing
from bot.handlers.services import PRIVATE, Context, Handler, Services
from bot.rendering.uploads import refusal

GATHERING = 1.0
"""Seconds without a further file after which an album is whole: its files come as messages of their own."""
MOST_SECONDS = 10.0

_FILES = filters.Document.FileExtension("yaml") | filters.Document.FileExtension("yml")
_ALL = _FILES | filters.Document.FileExtension("zip")


def handlers(services: Services) -> list[Handler]:
    """Return the handler of uploads."""
    albums: dict[tuple[int, str], list[Message]] = {}

    async def sent(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        language = await services.language(update)
        if message.media_group_id is None:
            await take(context, [message], language)
            return
        key = message.chat_id, message.media_group_id
        if key in albums:
            albums[key].append(message)
        else:
            albums[key] = [message]
            services.aside(gathered(update, context, key, language))

    async def gathered(update: Update, context: Context, key: tuple[int, str], language: str) -> None:
        """Wait until an album is whole, aside: the rest of it is the chat's next updates."""
        seen, waited = 0, 0.0
        while len(albums[key]) > seen and waited < MOST_SECONDS:
            seen, waited = len(albums[key]), waited + GATHERING
            await asyncio.sleep(GATHERING)
        try:
            await take(context, albums.pop(key), language)
        except Exception as error:  # as where a handler fails
            await context.application.process_error(update, error)

    async def take(context: Context, messages: Sequence[Message], language: str) -> None:
        first = messages[0]
        assert first.from_user
        who = first.from_user.id
        names = ", ".join(one.document.file_name or "?" for one in messages if one.document)
        try:
            documents = bounded([one.document for one in messages if one.document])
            files = unpack([await fetched(one) for one in documents])
        except UploadError as error:
            await proposing.line(services, context.bot, first, refusal(error, language))
            await admins.done(services, who, "upload", f"refused, {error.code}: {names}")
            return
        came = await proposing.propose(services, context.bot, first, language, files, str(who), names)
        await admins.done(services, who, "upload", f"{came}: {names}")

    return [MessageHandler(admins.admins_only(services) & PRIVATE & _ALL, sent)]


def bounded(documents: Sequence[Document]) -> Sequence[Document]:
    """Return the documents; UploadError where they are too large to be fetched at all."""
    if sum(one.file_size or 0 for one in documents) > MAX_ALL:
        raise UploadError("too_large_whole", limit=MAX_ALL // 1024 // 1024)
    return documents


async def fetched(document: Document) -> tuple[str, bytes]:
    """Return the name and the content of a file that somebody sent."""
    file = await document.get_file()
    return document.file_name or "", bytes(await file.download_as_bytearray())
