"""The lock that keeps a second process off an SQLite file."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from bot.storage.errors import StorageError
from bot.storage.place import Place


class FileLock:
    """A lock on `FILE.lock` for as long as it is held; the system takes it back when the process dies.

    What the file says is for people only. It is never removed: whoever waits at a removed file holds a lock on nothing.
    """

    def __init__(self, handle: int, name: Path) -> None:
        self._handle, self._name = handle, name

    def holds(self) -> bool:
        """Return whether others would still find it: not where somebody has deleted its file."""
        try:
            return os.path.samestat(os.fstat(self._handle), os.stat(self._name))
        except OSError:
            return False

    def release(self) -> None:
        """Let others use the database."""
        with suppress(OSError):
            os.truncate(self._handle, 0)
        os.close(self._handle)


def lock(place: Place, file: Path) -> FileLock:
    """Return the lock of a database; StorageError if somebody holds it or it cannot be made."""
    name = file.with_name(file.name + ".lock")
    try:
        handle = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StorageError(f"{place}: its lock cannot be made: {error.strerror}") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.truncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
    except BlockingIOError:
        holder = os.read(handle, 20).decode("ascii", "replace").strip() or "unknown"
        os.close(handle)
        raise StorageError(
            f"{place}: process {holder} is using it; one bot at a time on SQLite, several on PostgreSQL"
        ) from None
    except OSError as error:
        os.close(handle)
        raise StorageError(f"{place}: its lock cannot be held: {error.strerror}") from None
    return FileLock(handle, name)


def prepare(place: Place, file: Path) -> None:
    """Make the folder and the file, for this user only; StorageError if that cannot be done."""
    try:
        if not file.parent.is_dir():
            file.parent.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise StorageError(f"{place}: its folder cannot be made: {error.strerror}") from None
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StorageError(f"{place}: it cannot be opened for writing: {error.strerror}") from None
