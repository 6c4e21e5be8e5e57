"""Both databases: every test that asks for `place` is run on each."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.opening import Storage
from bot.storage.schema import METADATA
from tests.storage import postgres
from tests.storage.ready import SECRET, copied


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


@dataclass
class Place:
    """An empty database that can be opened."""

    url: str
    clock: Clock = field(default_factory=Clock)

    @property
    def shared(self) -> bool:
        return self.url.startswith("postgresql:")

    async def open(self) -> Storage:
        return await Storage.open(self.url, secret=SECRET, clock=self.clock)

    def tell(self, story: Callable[[Storage], Awaitable[None]]) -> None:
        """Tell a story of one storage, opened and closed around it."""

        async def go() -> None:
            async with Storage.open(self.url, secret=SECRET, clock=self.clock) as storage:
                await story(storage)

        asyncio.run(go())


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL."""
    with postgres.running() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(server: str) -> Iterator[str]:
    """A PostgreSQL database of this run with the schema made; it is dropped at the end."""
    with made(server) as url:
        asyncio.run(opened_once(url))
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty database, the schema made."""
    if request.param == "sqlite":
        return Place(f"sqlite:///{asyncio.run(copied(tmp_path))}")
    url = request.getfixturevalue("migrated")
    postgres.execute(url, f"TRUNCATE {', '.join(METADATA.tables)} RESTART IDENTITY")
    return Place(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A database without anything in it."""
    if request.param == "sqlite":
        yield Place(f"sqlite:///{tmp_path}/below/nothing.db")
    else:
        # A schema is made and dropped much faster than a database is.
        url, name = request.getfixturevalue("migrated"), f"test_{secrets.token_hex(6)}"
        postgres.execute(url, f"CREATE SCHEMA {name}")
        yield Place(f"{url}?search_path={name}")
        postgres.execute(url, f"DROP SCHEMA {name} CASCADE")


class made:  # noqa: N801 - read as a function
    """A PostgreSQL database for as long as it is entered."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._name = f"simpul_test_{secrets.token_hex(6)}"

    def __enter__(self) -> str:
        postgres.execute(self._server, f"CREATE DATABASE {self._name} TEMPLATE template0")
        return self._server.rpartition("/")[0] + f"/{self._name}"

    def __exit__(self, *error: object) -> None:
        postgres.execute(self._server, f"DROP DATABASE {self._name} WITH (FORCE)")


async def opened_once(url: str) -> None:
    await (await Storage.open(url, secret=SECRET)).close()
