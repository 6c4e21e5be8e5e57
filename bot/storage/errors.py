"""What goes wrong with a database, in one line for whoever runs the bot.

StorageError
    the database cannot be opened, reached, read or written.
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.storage.place import Place


class StorageError(Exception):
    """The database does not do what was asked of it; the message is one line without any secret or text of a person."""


# SQLite tells most of its troubles by the text alone.
_SQLITE = {
    "disk is full": "the disk is full",
    "is locked": "it is locked by another program",
    "not a database": "it is damaged or is no SQLite database; put a copy back or move it away",
    "malformed": "it is damaged; put a copy back or move it away",
    "readonly": "it cannot be written to",
    "unable to open": "it cannot be opened",
    "disk i/o error": "the disk cannot be read or written",
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html, the longest prefix first.
_POSTGRESQL = {
    "25006": "it can only be read",
    "3D000": "there is no database of that name",
    "42501": "its user may not do that",
    "53100": "its disk is full",
    "53300": "it has no connection left",
    "57014": "it took too long",
    "57P": "it is shutting down or starting",
    "08": "it cannot be reached",
    "28": "it refuses the user or the password",
}


def told(error: BaseException, place: Place) -> StorageError:
    """Return what happened, in one line.

    The text of a PostgreSQL error is left out: it may quote a row, and so a person.
    """
    original = (error.orig or error) if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlstate", None)
    if code:
        known = (text for prefix, text in _POSTGRESQL.items() if code.startswith(prefix))
        return StorageError(f"{place}: {next(known, f'error {code}')}")
    if isinstance(original, TimeoutError | PoolTimeout):
        return StorageError(f"{place}: it does not answer in time")
    said = str(original).partition("\n")[0]
    if place.file is None:
        if isinstance(original, OSError) or "connection is closed" in said or "connection was closed" in said:
            return StorageError(f"{place}: it cannot be reached")
        return StorageError(f"{place}: {type(original).__name__}")
    known = (text for part, text in _SQLITE.items() if part in said.lower())
    return StorageError(f"{place}: {next(known, f'{type(original).__name__}: {said}')}")
