"""How the bot is, for those who run it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.answering.engine import Engine
from bot.phrases.table import phrase
from bot.rendering import curating
from bot.rendering.cards import Card
from bot.storage.records import Version

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Running:
    """What is known of a process that answers."""

    version: Version | None
    pinned: bool
    running: timedelta
    queue: int
    """Updates that wait."""
    shared: bool
    """Whether the database is PostgreSQL, and not a file of its own."""
    database: int
    """Bytes."""
    memory: int
    """Bytes."""
    trouble: int
    """Problems of the knowledge folder where it cannot be used."""
    last: tuple[datetime, str] | None
    """The last error: when, and of which kind."""


def card(running: Running, engine: Engine, language: str) -> Card:
    """Return the state as a message."""
    lines = []
    if running.version:
        # Of what was rolled back to, and of the rest.
        key = "cur.status.pinned" if running.pinned else "cur.status.version"
        values = {"number": running.version.number, "hash": running.version.hash}
        lines.append(phrase(language, key, when=curating.moment(running.version.at, language), **values))
    lines.append(curating.amounts(engine, language))
    if running.trouble:
        lines.append(phrase(language, "cur.status.trouble", count=running.trouble))
    days, rest = divmod(int(running.running.total_seconds()), 86400)
    hours, minutes = divmod(rest // 60, 60)
    lines.append(phrase(language, "cur.status.running", days=days, hours=hours, minutes=minutes))
    lines.append(phrase(language, "cur.status.queue", count=running.queue))
    kind = "PostgreSQL" if running.shared else "SQLite"
    lines.append(phrase(language, "cur.status.database", kind=kind, size=f"{running.database / _MEGABYTE:.1f}"))
    lines.append(phrase(language, "cur.status.memory", size=f"{running.memory / _MEGABYTE:.0f}"))
    if running.last:
        at, error = running.last
        lines.append(phrase(language, "cur.status.error", when=curating.moment(at, language), error=error))
    else:
        lines.append(phrase(language, "cur.status.no_error"))
    return curating.lines(lines, language)
