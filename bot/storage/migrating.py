"""The schema brought up to date at start; Alembic is only loaded where there is something to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from bot.storage.database import Database
from bot.storage.errors import StorageError

HEAD = "0001"
"""The newest migration; a test holds it equal to the newest file in `migrations/versions`."""
FOLDER = Path(__file__).with_name("migrations")

_IS_THERE = {
    True: text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"),
    False: text("SELECT count(to_regclass('alembic_version'))"),
}
_REVISION = text("SELECT version_num FROM alembic_version")


async def migrate(database: Database) -> bool:
    """Bring the schema up to date, all or nothing, and return whether there was anything to do.

    StorageError if a newer version of the bot has made it.
    """
    if await _revision(database) == HEAD:
        return False
    async with database.writing(alone="migrations") as connection:
        if database.embedded:
            await connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver says it only before changes of rows
        unknown = await connection.run_sync(_upgrade)
    if unknown:
        raise StorageError(
            f"{database.place}: a newer version of the bot has changed it (schema {unknown}, this one knows {HEAD})"
        )
    return True


async def current(database: Database) -> None:
    """Do nothing where the schema is up to date; else StorageError."""
    revision = await _revision(database)
    if revision != HEAD:
        raise StorageError(f"{database.place}: its schema is {revision or 'not made yet'}, this version needs {HEAD}")


async def _revision(database: Database) -> str | None:
    async with database.reading() as connection:
        is_there = await connection.scalar(_IS_THERE[database.embedded])
        return await connection.scalar(_REVISION) if is_there else None


def _upgrade(connection: Connection) -> str | None:
    """Run what is missing; return the revision of the schema if it is none that is known."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(FOLDER))
    known = {script.revision for script in scripts.walk_revisions()}

    def steps(revision: Any, _: object) -> Any:
        return scripts._upgrade_revs("head", revision)

    context = MigrationContext.configure(connection, opts={"fn": steps, "transactional_ddl": True})
    for revision in context.get_current_heads():
        if revision not in known:
            return revision
    with Operations.context(context):
        context.run_migrations()
    return None
