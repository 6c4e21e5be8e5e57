"""What can go wrong with a database is said in one line, without a secret."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import stat
import traceback
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage import database
from bot.storage.moments import now
from bot.storage.opening import Storage, StorageError
from bot.storage.place import place
from bot.storage.records import Received
from tests.storage.conftest import Place
from tests.storage.ready import SECRET, copied, opened

PASSWORD = "p%40ss-word"


async def visit(url: str) -> None:
    await (await Storage.open(url, secret=SECRET)).close()


def refusal(url: str) -> str:
    """What the bot's operator reads."""
    with pytest.raises(StorageError) as said:
        asyncio.run(visit(url))
    shown = "".join(traceback.format_exception(said.value))
    for secret in (PASSWORD, "p@ss-word", "hush", SECRET):
        assert secret not in shown
    text = str(said.value)
    assert "\n" not in text
    return text


def test_the_folder_and_the_file_are_for_one_user_only(tmp_path: Path) -> None:
    file = tmp_path / "data" / "simpul.db"

    async def story() -> None:
        async with Storage.open(f"sqlite:///{file}", secret=SECRET) as storage:
            await storage.meta.set("a", "b")
            files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
            names = ["simpul.db", "simpul.db-shm", "simpul.db-wal", "simpul.db.lock"]
            assert files == dict.fromkeys(names, 0o600)

    asyncio.run(story())
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert sorted(path.name for path in file.parent.iterdir()) == ["simpul.db", "simpul.db.lock"]


def test_a_relative_address_is_below_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asyncio.run(visit("sqlite:///.data/simpul.db"))
    assert (tmp_path / ".data" / "simpul.db").is_file()


NEITHER = "neither sqlite:///FILE nor postgresql://"
LOGIN = "user:p%40ss-word"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"mysql://{LOGIN}@host/name", NEITHER),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        (f"postgresql://{LOGIN}@127.0.0.1:99999/name", "its port is none"),
        (f"postgresql://{LOGIN}@[127.0.0.1/name", NEITHER),
        ("postgresql://user:hush#p@ss-word@127.0.0.1/name", "special characters of the password"),
        ("postgresql://user:hush/p@ss-word@127.0.0.1/name", "special characters of the password"),
        ("postgresql://user:hush?p@ss-word@127.0.0.1/name", "special characters of the password"),
        (f"postgresql://{LOGIN}@127.0.0.1:1/name", "PostgreSQL at 127.0.0.1:1, database name: it cannot be reached"),
        (f"postgres://{LOGIN}@nowhere.invalid/name", "PostgreSQL at nowhere.invalid, database name: it cannot be"),
    ],
)
def test_an_address_that_leads_nowhere(url: str, words: str) -> None:
    assert words in refusal(url)


def test_an_address_is_not_shown() -> None:
    where = place("postgres://user:p%40ss-word@host:5433/name?sslmode=require&channel_binding=require")
    assert "word" not in f"{where} {where!r}"
    assert where.dsn == "postgresql://user:p%40ss-word@host:5433/name?sslmode=require"


def test_a_database_that_does_not_exist(server: str) -> None:
    assert refusal(server.rpartition("/")[0] + "/simpul_no_such").endswith("there is no database of that name")


def test_a_user_who_may_not_come_in(server: str) -> None:
    host = server.rpartition("@")[2]
    assert refusal(f"postgresql://simpul_nobody:{PASSWORD}@{host}").endswith("it refuses the user or the password")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.write_text("This was a letter once. " * 100)
    assert "is no SQLite database" in refusal(f"sqlite:///{file}")
    assert file.read_text().startswith("This was a letter once.")


def test_a_file_that_is_damaged(tmp_path: Path) -> None:
    file = asyncio.run(copied(tmp_path))
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert "it is damaged" in refusal(f"sqlite:///{file}")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "its folder cannot be made: File exists" in refusal(f"sqlite:///{tmp_path}/file/x.db")
    assert "it cannot be opened for writing: Is a directory" in refusal(f"sqlite:///{tmp_path}")


def test_a_second_bot_in_the_same_process(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as storage:
            with pytest.raises(StorageError, match=f"process {os.getpid()} is using it"):
                await Storage.open(f"sqlite:///{storage._database.place.file}", secret=SECRET)
            assert await storage.ready()

    asyncio.run(story())


def test_a_copy_is_not_locked(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as storage:
            file = storage._database.place.file
            assert file
            shutil.copyfile(file.with_name(file.name + ".lock"), tmp_path / "copy.db.lock")
            await visit(f"sqlite:///{tmp_path}/copy.db")

    asyncio.run(story())


def test_a_file_that_another_program_writes_to(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as storage:
            other = sqlite3.connect(storage._database.place.file or "", isolation_level=None)
            async with storage._database.writing() as connection:
                await connection.exec_driver_sql("PRAGMA busy_timeout = 20")
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="locked by another program"):
                await storage.meta.set("a", "1")
            assert await storage.ready()
            other.close()
            await storage.meta.set("a", "1")

    asyncio.run(story())


def test_a_disk_that_is_full_and_then_is_not(tmp_path: Path) -> None:
    async def limit(storage: Storage, pages: int) -> None:
        async with storage._database.writing() as connection:
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    async def story() -> None:
        async with opened(tmp_path) as storage:
            await limit(storage, 1)  # as many as there are
            with pytest.raises(StorageError, match="the disk is full"):
                await storage.meta.set("a", "x" * 100_000)
            assert await storage.meta.get("a") is None
            await limit(storage, 1_000_000)
            await storage.meta.set("a", "x" * 100_000)

    asyncio.run(story())


def test_a_file_that_can_only_be_read(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as storage:
            async with storage._database.writing() as connection:
                await connection.exec_driver_sql("PRAGMA query_only = ON")
            with pytest.raises(StorageError, match="it cannot be written to"):
                await storage.meta.set("a", "x")

    asyncio.run(story())


def test_an_error_of_postgresql_does_not_quote_a_row(migrated: str) -> None:
    async def story() -> None:
        async with Storage.open(migrated, secret=SECRET) as storage:
            with pytest.raises(StorageError, match="error 22001") as said:
                await storage.votes.set(1, "a person with a very long name", 1)
            assert "person" not in "".join(traceback.format_exception(said.value)).partition("StorageError:")[2]

    asyncio.run(story())


def test_a_storage_that_is_closed_says_so(nothing: Place) -> None:
    async def story() -> None:
        storage = await nothing.open()
        under_way = asyncio.gather(*(storage.meta.set(f"k{n}", "1") for n in range(3)))
        await asyncio.sleep(0)
        await storage.close()
        await storage.close()
        assert await under_way == [None] * 3
        assert not await storage.ready()
        with pytest.raises(StorageError, match="it is closed"):
            await storage.meta.get("k1")

    asyncio.run(story())


def test_an_update_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as storage:
            levels = []
            for durable in (True, False):
                asked = lambda connection: connection.exec_driver_sql("PRAGMA synchronous").scalar_one()  # noqa: E731
                levels.append(await storage._database.at_once(asked, durable=durable))
            assert levels == [2, 1]  # FULL, NORMAL
            async with storage._database.reading() as connection:
                assert (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one() == "wal"

    asyncio.run(story())


def test_what_is_erased_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    words = "nobody is to find these words again"

    async def story(*, erase: bool) -> Path:
        async with opened(tmp_path) as storage:
            await storage.inbox.put([Received(n, 1, f"{words} {n}".encode(), now()) for n in range(20)])
            for n in range(20):
                await storage.filed.add(f"{words} {n}", "id", 1, n)
            if erase:
                await storage.inbox.done(range(20))
                await storage.purge(now() + timedelta(1))
            assert storage._database.place.file
            return storage._database.place.file

    for erase in (False, True):
        file = asyncio.run(story(erase=erase))
        assert [path.name for path in tmp_path.glob(f"{file.name}-*")] == []
        assert (words.encode() in file.read_bytes()) is not erase


def test_who_waits_too_long_for_a_connection_is_told(migrated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    monkeypatch.setattr(database, "_CONNECTIONS", 1)

    async def story() -> None:
        where = place(migrated)
        kept = database.Database(where)
        async with kept.reading(), kept.writing():
            with pytest.raises(StorageError, match="it does not answer in time"):
                async with kept.reading():
                    pass
        async with kept.reading() as connection:
            assert (await connection.exec_driver_sql("SELECT 1")).scalar_one() == 1
        await kept.close()

    asyncio.run(story())
