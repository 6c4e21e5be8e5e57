"""The bot on Telegram: its handlers in their order, and its life from the first request to the last."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from telegram.error import InvalidToken
from telegram.ext import ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.answering.engine import Engine
from bot.config import Settings
from bot.handlers import buttons, errors, other, questions, sources, start, topics
from bot.handlers import help as help_
from bot.handlers.services import AnyApplication, AnyBuilder, Handler, Services
from bot.knowledge.model import Knowledge
from bot.ordering import OrderPerChat
from bot.profile import publish
from bot.rendering.callbacks import Callbacks

logger = logging.getLogger(__name__)

UPDATES = ("message", "edited_message", "callback_query")

FEATURES: Sequence[Callable[[Services], list[Handler]]] = (
    # Commands first: a message that starts with one is no question.
    start.handlers,
    help_.handlers,
    topics.handlers,
    sources.handlers,
    # Buttons bring updates of their own kind and get in nobody's way.
    buttons.handlers,
    # Then free text, which leaves commands alone.
    questions.handlers,
    # Last, whatever nothing above has taken: unknown commands and messages without text.
    other.handlers,
)
"""All features in the order in which their handlers are asked; the first that takes an update ends the search."""


def services(knowledge: Knowledge, engine: Engine | None = None) -> Services:
    """Return what the features need, over one load of the knowledge."""
    return Services(engine or Engine(knowledge), Callbacks(knowledge))


def configure(builder: AnyBuilder, given: Services) -> AnyApplication:
    """Return the application that a builder with token and addresses makes, with everything in its place."""
    # What the library will do by itself one day: durations as timedelta, and no warning for each of them.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    application: AnyApplication = builder.concurrent_updates(OrderPerChat()).post_init(_ready).build()
    for feature in FEATURES:
        application.add_handlers(feature(given))
    application.add_error_handler(errors.error_handler(given))
    return application


def run(settings: Settings, given: Services) -> int:
    """Answer on Telegram until a signal says stop; return the exit code."""
    assert settings.token
    builder: AnyBuilder = ApplicationBuilder().token(settings.token.reveal())
    if settings.api_url:
        builder = builder.base_url(f"{settings.api_url}/bot").base_file_url(f"{settings.api_url}/file/bot")
    application = configure(builder.get_updates_request(_Polling(lambda: application.stop_running())), given)
    try:
        # SIGTERM ends the polling, then lets every answer that is being written be sent. Telegram out of reach at the
        # start is waited for: a platform that restarts the process again and again would be no better.
        application.run_polling(bootstrap_retries=-1, allowed_updates=UPDATES)
    except InvalidToken:
        logger.critical("TELEGRAM_BOT_TOKEN was refused by Telegram")
        return 2
    return 0


class _Polling(HTTPXRequest):
    """Asks for updates, and tells when Telegram will give no more: the library alone would live on, deaf."""

    def __init__(self, refused: Callable[[], None]) -> None:
        super().__init__()
        self._refused = refused

    async def do_request(self, *what: Any, **how: Any) -> tuple[int, bytes]:
        """Pass a request on; 401 and 404 say that the token is no longer any good."""
        status, body = await super().do_request(*what, **how)
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self._refused()
        return status, body


async def _ready(application: AnyApplication) -> None:
    await publish(application.bot)
    logger.info("ready")
