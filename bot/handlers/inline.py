"""What is typed behind the bot's name in any chat: results with every letter, of which nothing is kept or counted."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot.answering.finding import LONGEST, Found
from bot.handlers.services import Context, Handler, Services, State, keyboard, telegram_language
from bot.phrases.table import phrase
from bot.rendering.inline import Inline, Result
from bot.rendering.links import question_link

PAGE = 20
"""Results of one answer; Telegram takes 50, but nobody sees so many before typing on."""
FOUND, NEWEST, NOTHING = 300, 60, 10
"""Seconds for which Telegram may give the same answer without asking; it cannot be told of a reload.

So long may a mistake that has been put right be shown still, and a new article not be found where there was nothing.
"""


def handlers(services: Services) -> list[Handler]:
    """Return the handler of queries in other chats."""

    async def typed(update: Update, context: Context) -> None:
        query, state = update.inline_query, services.state
        assert query
        text, language = query.query[:LONGEST], telegram_language(query.from_user)
        found = await asyncio.to_thread(find, state, text, language)
        start = begins(query.offset, state)
        total = len(found.entries) + (found.answer is not None)
        home = f"https://t.me/{context.bot.username}"
        results = Inline(state.knowledge, state.browser).results(found, home, start, PAGE) if start < total else []
        following = f"{mark(state)}.{start + PAGE}" if start + PAGE < total else ""
        button = None
        if not total:
            label = phrase(found.language, "inl.nothing")
            button = InlineQueryResultsButton(label, start_parameter=question_link(text))
        with suppress(BadRequest):  # answered too late: the person has typed on
            await query.answer(
                [article(one) for one in results],
                cache_time=(NEWEST if not text.strip() else FOUND) if total else NOTHING,
                # Where the words of a query show their language, anybody gets the same; else each in their own.
                is_personal=not found.general,
                next_offset=following,
                button=button,
            )

    def find(state: State, text: str, language: str) -> Found:
        return state.finder.find(text, language) if text.strip() else state.finder.newest(language)

    def mark(state: State) -> str:
        """Return what tells a page of this load from one of another."""
        return state.knowledge.version[:12]

    def begins(offset: str, state: State) -> int:
        """Return where a page begins; one that belongs to another load of the knowledge is past the end."""
        if not offset:
            return 0
        load, _, at = offset.rpartition(".")
        return int(at) if load == mark(state) and at.isascii() and at.isdigit() and len(at) < 6 else 1_000_000

    return [InlineQueryHandler(typed)]


def article(result: Result) -> InlineQueryResultArticle:
    """Return a result as Telegram takes it."""
    return InlineQueryResultArticle(
        result.id,
        result.title,
        InputTextMessageContent(
            result.card.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        description=result.description,
        reply_markup=keyboard(result.card.rows),
    )
