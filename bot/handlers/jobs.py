"""What people are told unasked, after a reload and day by day, and what is erased in time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError, TimedOut

from bot.answering import news
from bot.answering.dialogue import START
from bot.answering.news import Bulletin
from bot.answering.outcomes import Answer
from bot.handlers import usage
from bot.handlers.services import Services, State, send
from bot.knowledge.model import Knowledge
from bot.rendering import cards, feedback
from bot.rendering.cards import Card
from bot.rendering.subscriptions import Following
from bot.storage.opening import StorageError
from bot.storage.records import Filed

logger = logging.getLogger(__name__)

BETWEEN = timedelta(days=1)
"""At least so long lies between two messages to a subscriber."""
LEASE = timedelta(minutes=5)
"""After this, a process that tells and has not been heard of is taken for dead."""

_HISTORY, _TURN = "news.history", "telling.until"
_GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")


async def after_reload(services: Services, bot: Bot, before: Knowledge, after: Knowledge) -> None:
    """Tell whoever waits for an answer or for news; to be called when `after` has taken the place of `before`."""
    if before.version != after.version:
        await _each(partial(tell_filed, services, bot), partial(digest, services, bot, before))


async def daily(services: Services, bot: Bot) -> None:
    """Do what is due: erase what is old, tell what had to wait; to be called at the start and every hour."""
    await _each(partial(purge, services), partial(tell_filed, services, bot), partial(digest, services, bot))


async def _each(*jobs: partial[Coroutine[Any, Any, None]]) -> None:
    """Do one job after the other; a database that is out of reach ends one and not the next."""
    for job in jobs:
        try:
            await job()
        except StorageError as error:
            logger.warning("job not done", extra={"fields": {"job": job.func.__name__, "error": str(error)}})


async def purge(services: Services) -> None:
    """Erase what people asked, judged and filed more than ninety days ago."""
    erased = await services.storage.purge(services.now() - usage.KEPT)
    if any(erased.values()):
        logger.info("erased in time", extra={"fields": dict(erased)})


async def tell_filed(services: Services, bot: Bot) -> None:
    """Answer the filed questions that have an answer now: each was filed because there was none."""
    async with _turn(services) as turn:
        if turn is None:
            return
        told = 0
        for one in await services.storage.filed.open():
            state = services.state
            outcome = await asyncio.to_thread(state.engine.answer, one.text, START, one.language)
            if not isinstance(outcome, Answer):
                continue
            card = cards.answer(outcome, state.knowledge, state.callbacks, one.text)
            try:
                await _deliver(bot, one, feedback.answered(card, outcome.language))
            except TelegramError as error:
                logger.info("telling put off", extra={"fields": {"error": type(error).__name__}})
                return
            await services.storage.filed.close(one.id, "answered", outcome.entry)
            told += 1
            if not await turn.goes_on():
                return
        if told:
            logger.info("filed questions answered", extra={"fields": {"count": told}})


async def _deliver(bot: Bot, one: Filed, card: Card) -> None:
    """Send an answer to whoever filed the question, in private, else where they filed it; or nowhere."""
    for chat, shown in ((one.user, card), (one.chat, Card(card.html))):
        if await _sent(bot, chat, shown) or one.chat == one.user:
            return


async def _sent(bot: Bot, chat: int, card: Card) -> bool:
    """Send a message; False where there is no such chat for the bot. TelegramError: it can be tried later."""
    try:
        await send(bot, chat, card, unasked=True)
    except TimedOut:
        # It may have arrived, and nobody is told anything twice.
        logger.info("perhaps not delivered")
    except ChatMigrated as moved:
        await send(bot, moved.new_chat_id, card, unasked=True)
    except Forbidden:
        return False
    except BadRequest as error:
        if any(words in error.message.lower() for words in _GONE):
            return False
        # A group that is closed to the bot; whatever else it is, it would be the same the next time.
        logger.warning("not delivered", extra={"fields": {"error": error.message}})
    return True


async def digest(services: Services, bot: Bot, before: Knowledge | None = None) -> None:
    """Send every subscriber what is new to them, in one message, unless they had one less than a day ago.

    `before` is what was on record when nobody had watched yet.
    """
    async with _turn(services) as turn:
        if turn is None:
            return
        state, told = services.state, 0
        bulletin = await _bulletin(services, state.knowledge, before)
        for user, _ in groupby(await services.storage.subscriptions.all(), key=lambda one: one.user):
            try:
                told += await _inform(services, bot, state, bulletin, user)
            except TelegramError as error:
                # Telegram has had enough, or is out of reach: the rest hears of it the next time.
                logger.info("telling put off", extra={"fields": {"error": type(error).__name__, "told": told}})
                return
            if not await turn.goes_on():
                return
        if told:
            logger.info("digests sent", extra={"fields": {"count": told}})


async def _inform(services: Services, bot: Bot, state: State, bulletin: Bulletin, user: int) -> bool:
    """Send one subscriber what is new to them; return whether there was anything to send."""
    storage = services.storage
    # Asked now, not before the first message went out: they may have stopped meanwhile.
    following, sent = await storage.subscriptions.of(user), await storage.digests.sent(user)
    if not following or (sent and services.now() - sent < BETWEEN):
        return False
    since = [((one.kind, one.ref), one.since) for one in following]
    found = bulletin.news(since, await storage.digests.told(user))
    if not found:
        return False
    language = (await storage.chats.get(user)).language or following[-1].language
    card = Following(state.knowledge, state.browser.catalogue, language).digest(found, state.callbacks)
    if not await _sent(bot, user, card):
        # Blocked, or gone: that is a way to stop too.
        await storage.subscriptions.forget(user)
        await storage.digests.forget(user)
        return False
    await storage.digests.mark(user, {one.cooperation: one.hash for one in found}, services.now())
    return True


async def _bulletin(services: Services, knowledge: Knowledge, before: Knowledge | None) -> Bulletin:
    """Note what has changed since the last time, and return all that may be news to somebody."""
    storage, moment = services.storage, services.now()
    kept = await storage.meta.get(_HISTORY)
    oldest = min((one.since for one in await storage.subscriptions.all()), default=moment)

    text, history = await asyncio.to_thread(news.noted, kept, knowledge, before, moment, oldest)
    if text != kept:
        await storage.meta.set(_HISTORY, text)
    return Bulletin(knowledge, history)


class _Turn:
    """The right to tell people something, which one process has at a time."""

    def __init__(self, services: Services) -> None:
        self._services, self._until = services, ""

    async def begin(self) -> bool:
        """Take the turn; False while another process has it."""
        if not self._services.storage.shared:
            return True
        held = await self._services.storage.meta.get(_TURN)
        if held and datetime.fromisoformat(held) > self._services.now():
            return False
        return await self._put(held, LEASE)

    async def goes_on(self) -> bool:
        """Keep the turn; False where it has been taken away meanwhile."""
        return not self._services.storage.shared or await self._put(self._until, LEASE)

    async def end(self) -> None:
        """Give the turn back."""
        if self._services.storage.shared:
            await self._put(self._until, timedelta())

    async def _put(self, old: str | None, ahead: timedelta) -> bool:
        self._until = (self._services.now() + ahead).isoformat()
        return await self._services.storage.meta.replace(_TURN, old, self._until)


@asynccontextmanager
async def _turn(services: Services) -> AsyncIterator[_Turn | None]:
    """Be the only one who tells, in this process and in those that share the database; None where another one is."""
    async with services.telling:
        turn = _Turn(services)
        if not await turn.begin():
            yield None
            return
        try:
            yield turn
        finally:
            await turn.end()
