"""What is done with an update from the inbox: age, handlers, ending, figures, one line in the log."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.handlers import passage
from bot.handlers.services import AnyApplication
from bot.handlers.shortcut import Shortcut
from bot.receiving import incoming, shape
from bot.receiving.desk import TOO_LATE, TRIES, Ending, Work
from bot.receiving.figures import Figures
from bot.storage.errors import StorageError
from bot.storage.records import Received

logger = logging.getLogger(__name__)

LATE = timedelta(minutes=2)
"""Above this a reply says that it is late."""


def work_on(
    application: AnyApplication,
    now: Callable[[], datetime],
    kinds: Sequence[str],
    figures: Figures,
    refused: Callable[[], None],
    shortcut: Shortcut = lambda _: None,
) -> Work:
    """Return what the desk has done with each update.

    `kinds` are those that are worked on; `refused` is called when Telegram does not know the token any more; `shortcut`
    answers the updates that need not be shown to every handler.
    """
    in_stage = {stage: figures.seconds.labels(stage) for stage in ("waiting", "working", "answering")}

    async def work(one: Received) -> tuple[Ending, str]:
        started, begun = time.perf_counter(), now()
        raw = dict(one.parsed) if one.parsed is not None else json.loads(one.body)
        kind = next((name for name in kinds if name in raw), "other")
        way = passage.begin(passage.Passage(last_try=one.attempts + 1 >= TRIES))
        waited = begun - incoming.written(raw, one.received)
        way.late = waited > LATE
        if waited > TOO_LATE:
            ending, error = Ending.LATE, ""
        elif kind == "other":
            ending, error = Ending.DONE, ""  # it was not asked for, and no handler is there for it
        else:
            ending, error = await _ended(application, shortcut, raw, way)
        seconds, in_inbox = time.perf_counter() - started, max(0.0, (begun - one.received).total_seconds())
        figures.updates.labels(kind, ending.value).inc()
        in_stage["waiting"].observe(in_inbox)
        in_stage["working"].observe(seconds)
        if _revoked(way.error):
            refused()
        if isinstance(way.error, TelegramError):
            figures.telegram_errors.labels(type(way.error).__name__).inc()
        fields: dict[str, object] = {"update": one.update, "kind": kind, "ending": ending.value}
        fields |= {"chat": _chat(raw), "waiting_ms": round(in_inbox * 1e3, 1), "working_ms": round(seconds * 1e3, 1)}
        if way.status:
            figures.outcomes.labels(way.status, way.where).inc()
            in_stage["answering"].observe(way.answering / 1e3)
            fields |= {"status": way.status, "where": way.where, "answering_ms": round(way.answering, 1)}
        if error:
            fields["error"] = error
        logger.info("update", extra={"fields": fields})
        return ending, error

    return work


async def handled(application: AnyApplication, shortcut: Shortcut, raw: dict[str, Any]) -> None:
    """Have an update answered: the short way, or by the handler that takes it; what either raises is told the same."""
    going = shortcut(raw)
    if going is None:
        await application.process_update(Update.de_json(raw, application.bot))
        return
    try:
        await going
    except Exception as error:
        await application.process_error(Update.de_json(raw, application.bot), error)


async def _ended(
    application: AnyApplication, shortcut: Shortcut, raw: dict[str, Any], way: passage.Passage
) -> tuple[Ending, str]:
    wrong = shape.fault(raw)
    if wrong is not None:
        return Ending.FAILED, f"malformed {wrong}"
    try:
        await handled(application, shortcut, raw)
    except Exception as error:  # whatever the library makes of what it does not know
        way.error = error
    # Blocked, or removed from the group: there is nobody to answer.
    if way.error is None or isinstance(way.error, Forbidden):
        return Ending.DONE, ""
    # BadRequest is a NetworkError to the library: it is an answer, and the same would come again.
    away = isinstance(way.error, NetworkError | RetryAfter | StorageError) and not isinstance(way.error, BadRequest)
    # A refused token is no fault of the update either: it waits for the next life, which may have a better one.
    unreachable = away or _revoked(way.error)
    return (Ending.UNREACHABLE if unreachable else Ending.FAILED), type(way.error).__name__


def _revoked(error: Exception | None) -> bool:
    """Return whether Telegram does not know the token any more; a 404, to the library the same, may be of a method."""
    return isinstance(error, InvalidToken) and error.message.startswith("Unauthorized")


def _chat(raw: dict[str, Any]) -> str:
    """Return the kind of chat, or "" where there is none."""
    for value in raw.values():
        about = value.get("message", value) if isinstance(value, dict) else None
        chat = about.get("chat") if isinstance(about, dict) else None
        if isinstance(chat, dict):
            return str(chat.get("type"))[:20]
    return ""
