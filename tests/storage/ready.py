"""A storage that is there at once: a copy of an SQLite file whose schema is made."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Generator
from functools import cache
from itertools import count
from pathlib import Path
from types import TracebackType

from bot.storage.moments import Clock, now
from bot.storage.opening import Storage

SECRET = "123456:test"
_NUMBERS = count()


class opened:  # noqa: N801 - read as a function
    """A storage for a test: `async with opened(...) as storage`, or `storage = await opened(...)` and close it."""

    def __init__(self, folder: Path | None = None, *, clock: Clock = now) -> None:
        self._folder = folder
        self._clock = clock
        self._storage: Storage | None = None

    def __await__(self) -> Generator[object, None, Storage]:
        return self._open().__await__()

    async def __aenter__(self) -> Storage:
        self._storage = await self._open()
        return self._storage

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        assert self._storage
        await self._storage.close()

    async def _open(self) -> Storage:
        file = await copied(self._folder or _folder())
        return await Storage.open(f"sqlite:///{file}", secret=SECRET, clock=self._clock)


async def copied(folder: Path) -> Path:
    """Return an SQLite file with the schema made and nothing else in it."""
    template = _folder() / "template.db"
    if not template.exists():
        async with Storage.open(f"sqlite:///{template}", secret=SECRET):
            pass
    return shutil.copyfile(template, folder / f"ready{next(_NUMBERS)}.db")


@cache
def _folder() -> Path:
    """Return the folder of this run, which goes when the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="simpul-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
