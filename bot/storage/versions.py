"""Versions of the knowledge that have been in use, and their files."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from sqlalchemy import ColumnElement, Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import meta
from bot.storage.database import Database
from bot.storage.moments import Clock
from bot.storage.records import Version
from bot.storage.schema import VERSIONS

_FILES_KEPT = 10
_ACTIVE = "version.active"
_PINNED = "version.pinned"
_COLUMNS = tuple(column for column in VERSIONS.columns if column.name != "files")


class Versions:
    """The history of the knowledge: one version is active, and one may be pinned."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def add(
        self,
        hash: str,  # noqa: A002 - as the field that it becomes
        commit: str | None,
        by: str,
        counts: Mapping[str, int],
        files: Mapping[str, bytes],
        note: str = "",
        overlay: Collection[str] = (),
    ) -> Version:
        """Keep a version and make it the active one; one that has the hash of the active version is that version."""
        # A start with the knowledge of the last time is the usual one: nothing is packed for it.
        known = await self.active()
        packed = b"" if known and known.hash == hash else await asyncio.to_thread(_pack, files)
        async with self._database.writing(alone="versions") as connection:
            active = await _numbered(connection, await meta.value(connection, _ACTIVE))
            if active and active.hash == hash:
                same = VERSIONS.c.number == active.number
                await connection.execute(update(VERSIONS).where(same).values(overlay=sorted(overlay)))
                return replace(active, overlay=tuple(sorted(overlay)))
            # Another process may have put another version in place just now.
            packed = packed or await asyncio.to_thread(_pack, files)
            number = (await connection.scalar(select(func.max(VERSIONS.c.number))) or 0) + 1
            names = tuple(sorted(overlay))
            version = Version(number, hash, commit, self._clock(), by, dict(counts), note, names)
            row = {column.name: getattr(version, column.name) for column in _COLUMNS}
            await connection.execute(VERSIONS.insert(), {**row, "overlay": list(names), "files": packed})
            await meta.keep(self._database, connection, _ACTIVE, str(number))
            await self._drop_files(connection, number)
        return version

    async def list(self, limit: int = 10) -> Sequence[Version]:
        """Return the latest versions, newest first."""
        statement = select(*_COLUMNS).order_by(VERSIONS.c.number.desc()).limit(limit)
        async with self._database.reading() as connection:
            return [_version(row) for row in await connection.execute(statement)]

    async def get(self, number: int) -> Version | None:
        """Return a version by its number."""
        async with self._database.reading() as connection:
            return await _numbered(connection, number)

    async def files(self, number: int) -> Mapping[str, bytes] | None:
        """Return the files of a version by name; None if there is no such version or they are no longer kept."""
        async with self._database.reading() as connection:
            packed = await connection.scalar(select(VERSIONS.c.files).where(VERSIONS.c.number == number))
        return None if packed is None else await asyncio.to_thread(_unpack, packed)

    async def active(self) -> Version | None:
        """Return the version that is in use."""
        async with self._database.reading() as connection:
            return await _numbered(connection, await meta.value(connection, _ACTIVE))

    async def activate(self, number: int) -> bool:
        """Make a version the active one; False if there is none of that number."""
        return await self._choose(_ACTIVE, number)

    async def pinned(self) -> int | None:
        """Return the number of the version that stays in use across restarts."""
        async with self._database.reading() as connection:
            number = await meta.value(connection, _PINNED)
        return None if number is None else int(number)

    async def pin(self, number: int | None) -> bool:
        """Pin a version, or none; False if there is none of that number."""
        return await self._choose(_PINNED, number)

    async def _choose(self, what: str, number: int | None) -> bool:
        async with self._database.writing(alone="versions") as connection:
            if number is not None and not await _numbered(connection, number):
                return False
            await meta.keep(self._database, connection, what, None if number is None else str(number))
            return True

    async def _drop_files(self, connection: AsyncConnection, newest: int) -> None:
        """Drop the files of old versions, but not those of the pinned one."""
        pinned = await meta.value(connection, _PINNED)
        old: Sequence[ColumnElement[bool]] = [VERSIONS.c.number <= newest - _FILES_KEPT, VERSIONS.c.files.is_not(None)]
        if pinned is not None:
            old = [*old, VERSIONS.c.number != int(pinned)]
        await connection.execute(update(VERSIONS).where(*old).values(files=None))


async def _numbered(connection: AsyncConnection, number: int | str | None) -> Version | None:
    if number is None:
        return None
    statement = select(*_COLUMNS).where(VERSIONS.c.number == int(number))
    row = (await connection.execute(statement)).one_or_none()
    return _version(row) if row else None


def _version(row: Row[tuple[object, ...]]) -> Version:
    return Version(**{**row._mapping, "overlay": tuple(row._mapping["overlay"])})


def _pack(files: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _unpack(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
