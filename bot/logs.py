"""Logging: one record a line on standard error, JSON or, on a terminal, for the eye; every secret masked.

Every module logs through the standard library, with `extra={"fields": {...}}` for members; structlog writes the lines.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote

import structlog

MASK = "***"

_FLOORS = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,
    "aiosqlite": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
    "uvicorn": logging.WARNING,
    "asyncio": logging.WARNING,
}
"""Loggers that say more than they should below a level: addresses with the token in them, people's texts."""


class Formatter(structlog.stdlib.ProcessorFormatter):
    """Writes a record as one line without any secret."""

    def __init__(self, secrets: Iterable[str], *, terminal: bool) -> None:
        found: set[str] = set()
        for secret in secrets:
            # A token is a number and the part that must not be seen; that part is masked wherever it stands.
            hidden = secret.partition(":")[2] or secret
            found |= {secret, quote(secret, safe=""), hidden}
        self._secrets = sorted(filter(None, found), key=len, reverse=True)
        last: Any = structlog.processors.JSONRenderer(ensure_ascii=False, default=repr)
        if terminal:
            last = structlog.dev.ConsoleRenderer(timestamp_key="time")
        # Tracebacks before the last step: only here they are texts whose secrets `format` can mask.
        super().__init__(processors=[_traceback, self.remove_processors_meta, last], foreign_pre_chain=[_members])

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        return self.masked(super().format(record))

    def masked(self, text: str) -> str:
        """Return the text without any secret."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text


def _members(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Return what every line says, in the order in which it is read."""
    record: logging.LogRecord = event["_record"]
    return {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": event["event"],
        **getattr(record, "fields", {}),
        **{name: event[name] for name in ("exc_info", "_record", "_from_structlog") if name in event},
    }


def _traceback(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    raised = event.pop("exc_info", None)
    if raised and raised[0]:
        event["exception"] = logging.Formatter().formatException(raised)
    return event


def setup(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all records, warnings and uncaught errors to one stream in one form."""
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter(secrets, terminal=stream.isatty()))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, floor in _FLOORS.items():
        logging.getLogger(name).setLevel(max(floor, logging.getLevelNamesMapping()[level]))
    logging.captureWarnings(True)
    # A record that cannot be written must not be printed raw instead.
    logging.raiseExceptions = False
    sys.excepthook = _uncaught


def _uncaught(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("stopped by an error", exc_info=(kind, error, at))
