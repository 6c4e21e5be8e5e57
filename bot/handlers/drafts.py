"""/draf: an article's text, pasted or as a file, becomes the draft of a record for a curator to finish."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.drafting.article import MAX_BYTES, decoded
from bot.drafting.notes import Note, RefusedError, said
from bot.handlers import admins, proposing
from bot.handlers.packing import zipped
from bot.handlers.services import PRIVATE, Context, Handler, Services
from bot.phrases.table import phrase
from bot.rendering import curating

GATHERING = 1.5
"""Seconds in which the rest of a text comes that Telegram has cut into messages."""
MOST_SECONDS = 10.0
CUT = 3500
"""Characters from which a message may be the beginning of a longer text: programs cut at 4096, at a space before it."""

_COMMAND = re.compile(r"/(?:draf|draft)\b(?:@\w+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pasted:
    """An article with what a curator has said of it."""

    text: str
    url: str | None = None
    published: date | None = None


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of drafts."""
    texts: dict[int, list[str]] = {}

    async def asked(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        assert message.text is not None
        pasted, above = read(message.text), message.reply_to_message
        if not pasted.text and above:
            if above.document:
                await from_file(update, context, above, pasted)
                return
            pasted = replace(pasted, text=above.text or above.caption or "")
        if not pasted.text:
            language = await services.language(update)
            await proposing.line(services, context.bot, message, phrase(language, "cur.draft.how"))
        elif len(message.text) < CUT:
            await make(update, context, pasted)
        elif message.chat_id not in texts:
            texts[message.chat_id] = []
            services.aside(gathered(update, context, message, pasted))

    async def continued(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        texts[message.chat_id].append(message.text or "")

    async def gathered(update: Update, context: Context, message: Message, pasted: Pasted) -> None:
        """Wait for the rest of a text, aside: it comes as the chat's next messages."""
        seen, waited = -1, 0.0
        while len(texts[message.chat_id]) > seen and waited < MOST_SECONDS:
            seen, waited = len(texts[message.chat_id]), waited + GATHERING
            await asyncio.sleep(GATHERING)
        whole = " ".join((pasted.text, *texts.pop(message.chat_id)))
        try:
            await make(update, context, replace(pasted, text=whole))
        except Exception as error:  # as where a handler fails
            await context.application.process_error(update, error)

    async def sent(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        await from_file(update, context, message, read(message.caption or ""))

    async def from_file(update: Update, context: Context, holder: Message, head: Pasted) -> None:
        document = holder.document
        assert document
        try:
            if (document.file_size or 0) > MAX_BYTES:
                raise RefusedError("draft.refused.large", most=MAX_BYTES // 1000)
            file = await document.get_file()
            text = decoded(bytes(await file.download_as_bytearray()))
        except RefusedError as error:
            await refused(update, context, error.note)
            return
        await make(update, context, replace(head, text=text))

    async def make(update: Update, context: Context, pasted: Pasted) -> None:
        message = update.effective_message
        assert message
        assert message.from_user
        language, who = await services.language(update), message.from_user.id
        # Here, and not with the others: most starts are never asked for a draft, and it takes a while to import.
        from bot.drafting.drafting import draft
        from bot.drafting.merging import merged

        knowledge = services.state.knowledge
        work = partial(draft, pasted.text, url=pasted.url, published=pasted.published, knowledge=knowledge)
        try:
            made = await asyncio.to_thread(work)
        except RefusedError as error:
            await refused(update, context, error.note)
            return
        lines = [phrase(language, "cur.draft", id=made.id), *told(made.notes, language)]
        await admins.told(services, context.bot, message, curating.lines(lines, language))
        await admins.document(context.bot, message, f"{made.id}.yaml", made.yaml.encode("utf-8", "replace"))
        if made.additions:
            packed = await asyncio.to_thread(zipped, merged(made, await services.publisher.files()))
            await admins.document(context.bot, message, f"{made.id}.zip", packed, phrase(language, "cur.draft.zip"))
        await admins.done(services, who, "draft", made.id)

    async def refused(update: Update, context: Context, note: Note) -> None:
        message = update.effective_message
        assert message
        assert message.from_user
        language = await services.language(update)
        await proposing.line(services, context.bot, message, said(note, language))
        await admins.done(services, message.from_user.id, "draft", f"refused, {note.key}")

    class Continuing(filters.MessageFilter):
        """Text in a chat where the rest of an article is waited for."""

        def filter(self, message: Message) -> bool:
            """Return whether the message is such a text."""
            return message.chat_id in texts

    curators = admins.admins_only(services)
    return [
        CommandHandler(["draf", "draft"], asked, curators),
        MessageHandler(curators & PRIVATE & filters.Document.FileExtension("txt"), sent),
        MessageHandler(curators & PRIVATE & filters.TEXT & ~filters.COMMAND & Continuing(), continued),
    ]


def read(words: str) -> Pasted:
    """Return what a message holds after the command: on its first line perhaps an address and a day, then the text."""
    rest = _COMMAND.sub("", words, count=1).strip() if _COMMAND.match(words) else words.strip()
    first, _, after = rest.partition("\n")
    pasted = Pasted(after.strip())
    left: list[str] = []
    for word in first.split():
        day = _day(word)
        if day and pasted.published is None and not left:
            pasted = replace(pasted, published=day)
        elif word.startswith(("http://", "https://")) and pasted.url is None and not left:
            pasted = replace(pasted, url=word)
        else:
            left.append(word)
    return replace(pasted, text="\n".join(filter(None, (" ".join(left), pasted.text))))


def told(notes: Sequence[Note], language: str) -> list[str]:
    """Return what a draft has to tell, a line each."""
    keys = {True: "draft.warning", False: "draft.note"}
    return [phrase(language, keys[one.warning], text=said(one, language)) for one in notes]


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if len(word) == len("2025-05-30") else None
    except ValueError:
        return None
