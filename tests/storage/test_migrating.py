"""The schema is made once, by the migrations, and is what the code expects."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from bot.storage import migrating
from bot.storage.database import Database
from bot.storage.locking import prepare
from bot.storage.migrating import FOLDER, HEAD, migrate
from bot.storage.opening import Storage, StorageError
from bot.storage.place import place as place_of
from bot.storage.schema import METADATA
from tests.conftest import ROOT
from tests.storage.conftest import Place
from tests.storage.ready import SECRET, copied


def test_the_newest_migration_is_the_head() -> None:
    assert ScriptDirectory(str(FOLDER)).get_heads() == [HEAD]


def test_the_migrated_schema_is_that_of_the_code(place: Place) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), METADATA)

    async def story(storage: Storage) -> None:
        async with storage._database.reading() as connection:
            assert await connection.run_sync(differences) == []

    place.tell(story)


def test_the_migrated_schema_is_that_of_the_code_to_the_letter(tmp_path: Path) -> None:
    """On SQLite checks, conditions of indexes and AUTOINCREMENT can be compared, too."""

    def made(file: Path) -> dict[str, str]:
        engine = create_engine(f"sqlite:///{file}")
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
        engine.dispose()
        return {name: _sorted(sql) for name, sql in rows if name != "alembic_version"}

    engine = create_engine(f"sqlite:///{tmp_path}/made.db")
    METADATA.create_all(engine)
    engine.dispose()
    assert made(asyncio.run(copied(tmp_path))) == made(tmp_path / "made.db")


def _sorted(sql: str) -> str:
    """A statement whose constraints may stand in any order."""
    return "\n".join(sorted(line.strip(" ,\t") for line in sql.splitlines()))


def test_an_empty_database_is_migrated_once(nothing: Place) -> None:
    async def story() -> list[bool]:
        database = Database(place_of(nothing.url))
        if database.place.file:
            prepare(database.place, database.place.file)
        done = [await migrate(database), await migrate(database)]
        await database.close()
        return done

    assert asyncio.run(story()) == [True, False]
    nothing.tell(lambda storage: storage.meta.set("a", "b"))


def test_several_processes_may_start_at_the_same_time(nothing: Place) -> None:
    if not nothing.shared:
        return

    async def story() -> None:
        storages = await asyncio.gather(*(nothing.open() for _ in range(4)))
        assert len({storage.person(7) for storage in storages}) == 1
        for storage in storages:
            await storage.close()

    asyncio.run(story())


def test_a_newer_schema_is_refused(nothing: Place) -> None:
    async def newer(storage: Storage) -> None:
        async with storage._database.writing() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    nothing.tell(newer)
    with pytest.raises(StorageError, match=rf"a newer version of the bot has changed it \(schema 9999, .* {HEAD}\)"):
        nothing.tell(newer)


def test_a_migration_that_fails_leaves_nothing_behind(nothing: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = migrating._upgrade

    def stumble(connection: Connection) -> None:
        upgrade(connection)
        raise RuntimeError("stumbled")

    monkeypatch.setattr(migrating, "_upgrade", stumble)
    with pytest.raises(RuntimeError, match="stumbled"):
        asyncio.run(_visit(nothing.url))
    monkeypatch.undo()
    nothing.tell(lambda storage: storage.meta.set("a", "b"))


def test_alembic_is_loaded_only_when_there_is_something_to_do(tmp_path: Path) -> None:
    file = asyncio.run(copied(tmp_path))
    code = (
        "import asyncio, sys\nfrom bot.storage.opening import Storage\n"
        f"async def go():\n    await (await Storage.open('sqlite:///{file}', secret='s')).close()\n"
        "asyncio.run(go())\nprint('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_migrations_have_the_number_that_their_file_says() -> None:
    files = [file for file in (FOLDER / "versions").glob("*.py") if file.stem != "__init__"]
    assert files
    for file in files:
        number = re.match(r"(\d{4})_[a-z_]+\.py$", file.name)
        assert number
        assert f'revision = "{number[1]}"' in file.read_text()


async def _visit(url: str) -> None:
    await (await Storage.open(url, secret=SECRET)).close()
