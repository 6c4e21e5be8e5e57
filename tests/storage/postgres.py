"""A PostgreSQL to test with: the one that runs here, or one started from Debian's package."""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]

_USERS = ("postgres", "root")


class NoPostgres(Exception):  # noqa: N818
    """There is no PostgreSQL and none can be started."""


class Server:
    """A PostgreSQL of one's own, in a folder of its own, that can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not found:
            raise NoPostgres("no PostgreSQL on 127.0.0.1:5432 and none in /usr/lib/postgresql: apt install postgresql")
        self._programs = found[-1].parent
        self._folder = folder
        # PostgreSQL does not run as root; Debian's package brings a user for it.
        self._user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        folder.chmod(0o755)
        if os.getuid() == 0:
            shutil.chown(folder, self._user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "postgres", "-N", "-E", "UTF8", "--locale=C")

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        settings = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories={self._folder}"
        )
        self._run("pg_ctl", "start", "-w", "-D", f"{self._folder}/data", "-l", f"{self._folder}/log", "-o", settings)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", f"{self._folder}/data")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, *arguments],
            cwd=self._folder,
            user=self._user if os.getuid() == 0 else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )
        if done.returncode:
            raise NoPostgres(f"{program} of {self._programs} ended with {done.returncode}")


@contextmanager
def own() -> Iterator[Server]:
    """Run a server of one's own."""
    folder = Path(tempfile.mkdtemp(prefix="simpul-pg-"))
    try:
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def running() -> Iterator[str]:
    """Give the address of a server that lets everyone in."""
    for user in _USERS:
        url = f"postgresql://{user}@127.0.0.1:5432/postgres"
        try:
            execute(url, "SELECT 1")
        except OSError:
            break
        except asyncpg.PostgresError:
            continue
        yield url
        return
    with own() as server:
        yield server.url


def execute(url: str, *statements: str) -> None:
    """Carry out statements one after the other."""

    async def go() -> None:
        connection = await asyncpg.connect(url, timeout=5)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(go())
