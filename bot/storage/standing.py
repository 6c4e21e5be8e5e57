"""Which files an SQLite database stands in, so that it is seen when somebody deletes or replaces them under the bot.

What is written into a deleted file is gone with the process, without any error before.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_BESIDE = ("-wal", "-shm", "-journal")
"""Files that SQLite keeps beside the database; with another database they would destroy it."""


class Standing:
    """The files of a database as they were at one moment."""

    def __init__(self, file: Path) -> None:
        """Remember the files that are there now."""
        self._file = file
        self._name = os.fspath(file)
        self._mark = _mark(self._name)
        self._beside = {name: _mark(name) for name in (self._name + end for end in _BESIDE)}

    def holds(self) -> bool:
        """Return whether the database is still in the same file."""
        return self._mark is not None and _mark(self._name) == self._mark

    def gone(self) -> bool:
        """Return whether there is no database in the place, not even another one."""
        try:
            return self._file.stat().st_size == 0
        except FileNotFoundError:
            return True

    def doubt(self) -> None:
        """Hold no more, whatever is there."""
        self._mark = None

    def clear(self, *, all_of_it: bool) -> None:
        """Remove what is left beside the place of the database that stood there, or of any; OSError if that fails."""
        for name, mark in self._beside.items():
            if all_of_it or (mark is not None and _mark(name) == mark):
                with suppress(FileNotFoundError):
                    os.unlink(name)


def put_in_place(copy: Path, file: Path) -> None:
    """Make a copy the database, once it is on the disk; OSError where that cannot be."""
    for name in (copy, file.parent):
        handle = os.open(name, os.O_RDONLY)
        try:
            if name == file.parent:
                os.replace(copy, file)
            os.fsync(handle)
        finally:
            os.close(handle)


def _mark(name: str) -> tuple[int, int] | None:
    try:
        found = os.stat(name)
    except OSError:
        return None
    return found.st_dev, found.st_ino
