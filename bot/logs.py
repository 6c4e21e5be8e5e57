"""Logging: one JSON object a line on standard error, with every secret masked."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO
from urllib.parse import quote

MASK = "***"

_FLOORS = {"httpx": logging.WARNING, "httpcore": logging.WARNING, "telegram": logging.INFO}
"""Loggers that say more than they should below a level: addresses with the token in them, people's texts."""


class JsonFormatter(logging.Formatter):
    """Writes a record as JSON; `extra={"fields": {...}}` adds members."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        found: set[str] = set()
        for secret in secrets:
            # A token is a number and the part that must not be seen; that part is masked wherever it stands.
            hidden = secret.partition(":")[2] or secret
            found |= {secret, quote(secret, safe=""), hidden}
        self._secrets = sorted(filter(None, found), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            entry["traceback"] = self.formatException(record.exc_info)
        return self.masked(json.dumps(entry, ensure_ascii=False, default=repr))

    def masked(self, text: str) -> str:
        """Return the text without any secret."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text


def setup(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all records, warnings and uncaught errors to one stream in one form."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter(secrets))
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
