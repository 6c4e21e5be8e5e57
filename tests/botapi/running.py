"""Run a bot against the test server while the test goes on."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from telegram.ext import Application, ApplicationBuilder

from tests.botapi.server import BotApiServer

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def builder(server: BotApiServer) -> Any:
    """An application builder that talks to the server."""
    return ApplicationBuilder().token(server.token).base_url(server.base_url).base_file_url(server.base_file_url)


@contextmanager
def polling(build: Callable[[], AnyApplication], **how: Any) -> Iterator[AnyApplication]:
    """Let an application poll in a thread of its own, from `initialize` to `shutdown`; `how` is for `start_polling`."""
    ready: concurrent.futures.Future[tuple[AnyApplication, asyncio.AbstractEventLoop, asyncio.Event]]
    ready = concurrent.futures.Future()
    ended: concurrent.futures.Future[None] = concurrent.futures.Future()

    async def live() -> None:
        application, stop = build(), asyncio.Event()
        assert application.updater is not None
        async with application:
            await application.updater.start_polling(**how)
            await application.start()
            ready.set_result((application, asyncio.get_running_loop(), stop))
            await stop.wait()
            await application.updater.stop()
            await application.stop()

    def run() -> None:
        try:
            asyncio.run(live())
        except BaseException as error:
            (ended if ready.done() else ready).set_exception(error)
        else:
            ended.set_result(None)

    thread = threading.Thread(target=run, name="bot", daemon=True)
    thread.start()
    application, loop, stop = ready.result(timeout=20)
    try:
        yield application
    finally:
        if not ended.done():
            loop.call_soon_threadsafe(stop.set)
        ended.result(timeout=20)
        thread.join(timeout=5)
