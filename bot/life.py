"""The life of the bot on Telegram: from opening the storage to the last reply.

Exit codes of `run`: 0 a signal ended it; 1 the knowledge cannot be used; 2 the settings do not let it start, or
Telegram refuses the token.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from hashlib import sha256
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder

from bot import app, heap, profile
from bot.config import Settings
from bot.handlers import admins, jobs, renewing, weekly
from bot.handlers.alarms import Alarms
from bot.handlers.publishing import CHANNEL, Publisher
from bot.handlers.services import AnyApplication, AnyBuilder, Services
from bot.handlers.shortcut import shortcut
from bot.knowledge.counting import counts
from bot.knowledge.problems import KnowledgeError
from bot.receiving import health, webhook
from bot.receiving.desk import Desk
from bot.receiving.figures import Figures
from bot.receiving.keeping import Keeper
from bot.receiving.polling import RefusedError, poll
from bot.receiving.serving import served
from bot.storage.opening import MISSED, Storage, StorageError
from bot.transport.request import AiohttpRequest
from bot.working import work_on

logger = logging.getLogger(__name__)

FINISH_WITHIN = 8.0
"""Seconds that replies in hand get after a signal to stop; platforms kill after ten."""
FOLLOW = 1.5
"""Seconds after which a process looks by itself for what another has put in place."""
TELL = 15.0
"""Seconds after which the curators are told what has gone wrong."""
RELOAD_AGAIN, WATCH_AGAIN = 1.0, 30.0
"""Seconds after which it is listened again for a signal, and looked again for a folder to watch."""
HOUR = 3600.0
KeptUp = Callable[[str, float, Callable[[], Awaitable[object]]], Coroutine[Any, Any, None]]
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds between two attempts to reach Telegram at the start; the last one repeats."""


def run(settings: Settings) -> int:
    """Answer on Telegram until a signal says stop; return the exit code."""
    assert settings.token
    heap.settle()
    try:
        return asyncio.run(_live(settings))
    except StorageError as error:
        logger.critical(str(error))
    except (InvalidToken, RefusedError):
        logger.critical("TELEGRAM_BOT_TOKEN was refused by Telegram")
    except OSError as error:
        logger.critical("cannot listen: %s", error.strerror or type(error).__name__)
    except KnowledgeError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    return 2


async def _live(settings: Settings) -> int:
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    reload = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, reload.set)
    assert settings.token
    async with AsyncExitStack() as stack:
        storage = await Storage.open(settings.database_url.reveal(), secret=settings.token.reveal())
        stack.push_async_callback(storage.close)
        services = Services(None, settings, storage)
        publisher = services.publisher = Publisher(services)
        application = app.configure(_builder(settings), services)
        # Telegram takes its time to answer, in which the knowledge is built.
        reached = asyncio.create_task(_reached(application.initialize, stop))
        stack.push_async_callback(_ended, application, reached)
        await publisher.begin()
        if not await reached:
            return 0
        stack.push_async_callback(services.settled)
        figures = Figures()
        refused = asyncio.Event()
        short = shortcut(services, application.bot)
        work = work_on(application, services.now, app.UPDATES, figures, refused.set, short)
        desk = Desk(storage, work, worker=_worker(settings), now=services.now)
        if settings.metrics_port:
            overseen = health.application(storage.ready, partial(_figures, figures, services))
            await stack.enter_async_context(served(overseen, "127.0.0.1", settings.metrics_port))
        # Where other processes share the inbox, one of them may hold the chat that an update is of.
        keeper = Keeper(storage, desk.wake, None if storage.shared else desk)
        receiver = await stack.enter_async_context(_receiving(settings, application, services, keeper, stop))
        working = asyncio.create_task(desk.run())
        beside = [asyncio.create_task(job) for job in _beside(application, services, publisher, reload)]
        logger.info("ready", extra={"fields": {"receiving": "webhook" if settings.webhook_url else "polling"}})
        ended: asyncio.Task[object] = asyncio.create_task(stop.wait())
        token = asyncio.create_task(_refusal(refused))
        done, _ = await asyncio.wait({receiver, working, ended, token}, return_when=asyncio.FIRST_COMPLETED)
        for task in (receiver, working, ended, token, *beside):
            task.cancel()
        await asyncio.gather(receiver, working, ended, token, *beside, return_exceptions=True)
        await desk.close(FINISH_WITHIN)
        for task in done - {ended}:
            task.result()  # whatever ended it is told by `run`
    return 0


def _beside(
    application: AnyApplication, services: Services, publisher: Publisher, reload: asyncio.Event
) -> Iterator[Coroutine[object, object, object]]:
    """Yield what goes on beside the answering: none of it may end the bot, whatever happens to it."""
    kept_up = partial(_kept_up, services.alarms)
    yield profile.publish(application.bot, services.settings.admins)
    yield kept_up("daily", HOUR, partial(jobs.daily, services, application.bot))
    yield kept_up("weekly", HOUR, partial(weekly.tell_week, services, application.bot))
    publisher.listeners.append(partial(jobs.after_reload, services, application.bot))
    yield renewing.tell_trouble(services, application.bot)
    yield kept_up("alarms", TELL, partial(admins.tell_alarms, services, application.bot))
    yield kept_up("reloading", RELOAD_AGAIN, partial(renewing.at_signal, services, application.bot, reload))
    if services.settings.watch:
        yield kept_up("watching", WATCH_AGAIN, partial(renewing.at_change, services, application.bot))
    if services.storage.shared:
        yield _followed(kept_up, services.storage, publisher)


async def _kept_up(alarms: Alarms, name: str, every: float, job: Callable[[], Awaitable[object]]) -> None:
    """Do a job again and again; one that fails is done again next time."""
    while True:
        try:
            await job()
        except Exception as error:  # told, and no reason to stop answering
            alarms.raised(error)
            logger.error("job failed", extra={"fields": {"job": name, "error": type(error).__name__}})
        await asyncio.sleep(every)


async def _followed(kept_up: KeptUp, storage: Storage, publisher: Publisher) -> None:
    """Follow the other processes: at once where they tell, and every few seconds in case a notice was lost."""

    async def told() -> None:
        async for channel, _ in storage.listen():
            if channel in (CHANNEL, MISSED):
                await publisher.follow()

    await asyncio.gather(kept_up("following", FOLLOW, publisher.follow), kept_up("listening", FOLLOW, told))


def _builder(settings: Settings) -> AnyBuilder:
    assert settings.token
    builder: AnyBuilder = ApplicationBuilder().token(settings.token.reveal()).updater(None)
    builder = builder.request(AiohttpRequest())
    if settings.api_url:
        builder = builder.base_url(f"{settings.api_url}/bot").base_file_url(f"{settings.api_url}/file/bot")
    return builder


async def _refusal(refused: asyncio.Event) -> None:
    """Wait until Telegram refuses the token, which nobody else would see behind a webhook; RefusedError then."""
    await refused.wait()
    raise RefusedError


async def _reached(ask: Callable[[], Awaitable[object]], stop: asyncio.Event) -> bool:
    """Make a request until it succeeds, or a signal says stop: False then.

    A platform that restarts the process again and again would be no better.
    """
    failures = 0
    while not stop.is_set():
        try:
            await ask()
        except InvalidToken:
            raise
        except TelegramError as error:
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
            logger.warning(
                "Telegram out of reach", extra={"fields": {"error": type(error).__name__, "again_in": pause}}
            )
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
        else:
            return True
    return False


async def _ended(application: AnyApplication, reached: asyncio.Task[bool]) -> None:
    """End the application, however far it has come."""
    reached.cancel()
    await asyncio.gather(reached, return_exceptions=True)
    await application.shutdown()
    await application.bot.shutdown()


@asynccontextmanager
async def _receiving(
    settings: Settings, application: AnyApplication, services: Services, keeper: Keeper, stop: asyncio.Event
) -> AsyncIterator[asyncio.Task[None]]:
    """Start to receive, in the way that is set; the task ends only where no update can come any more."""
    bot = application.bot
    if settings.webhook_url is None:
        # Telegram gives no updates to whoever asks while a webhook is set.
        await _reached(bot.delete_webhook, stop)
        request = AiohttpRequest()
        await request.initialize()
        task = asyncio.create_task(poll(request, bot.base_url, app.UPDATES, keeper, services.now))
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await request.shutdown()
        return
    secret = _secret(settings)
    listening = webhook.application(keeper.one, services.storage.ready, secret, services.now)
    # Whoever posts comes from outside; without the secret there is nothing to be had.
    async with served(listening, "0.0.0.0", settings.port) as task:  # noqa: S104
        address = f"{settings.webhook_url}{webhook.PATH}"
        await _reached(partial(bot.set_webhook, address, secret_token=secret, allowed_updates=app.UPDATES), stop)
        yield task


async def _figures(figures: Figures, services: Services) -> bytes:
    """Return all figures; those that tell of a state are read now."""
    figures.queue.set(await services.storage.inbox.depth())
    figures.version.set(services.state.version)
    for kind, count in counts(services.state.knowledge).items():
        figures.records.labels(kind).set(count)
    return figures.text()


def _secret(settings: Settings) -> str:
    """Return what Telegram has to prove itself with: as set, else made from the token, so that all replicas agree."""
    assert settings.token
    if settings.webhook_secret:
        return settings.webhook_secret.reveal()
    return sha256(f"webhook {settings.token.reveal()}".encode()).hexdigest()


def _worker(settings: Settings) -> str:
    """Return the name under which this process takes updates: one for ever where it is alone, else one of its own."""
    if settings.database_url.reveal().startswith("sqlite"):
        return "alone"
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
