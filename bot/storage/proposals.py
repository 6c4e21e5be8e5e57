"""Changes of the knowledge that wait for a curator's yes."""

from __future__ import annotations

import asyncio
import base64
import json
import zlib
from collections.abc import Mapping

from sqlalchemy import Row, select

from bot.storage.database import Database
from bot.storage.moments import Clock
from bot.storage.records import Waiting
from bot.storage.schema import PROPOSALS

KEPT = 20
"""Proposals that wait at most; the oldest make room."""


class Proposals:
    """The latest proposals, each until it is taken."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def add(self, by: str, base: int, hash: str, files: Mapping[str, bytes | None], note: str = "") -> int:  # noqa: A002
        """Keep a proposal and return its number."""
        packed = await asyncio.to_thread(_pack, files)
        row = {"at": self._clock(), "by": by, "base": base, "hash": hash, "note": note, "files": packed}
        async with self._database.writing() as connection:
            number = int((await connection.execute(PROPOSALS.insert().returning(PROPOSALS.c.id), row)).scalar_one())
            newest = select(PROPOSALS.c.id).order_by(PROPOSALS.c.id.desc()).limit(KEPT)
            await connection.execute(PROPOSALS.delete().where(PROPOSALS.c.id.not_in(newest)))
        return number

    async def get(self, number: int) -> Waiting | None:
        """Return a proposal; None where it has been taken or has made room."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(PROPOSALS).where(PROPOSALS.c.id == number))).one_or_none()
        return await asyncio.to_thread(_waiting, row) if row else None

    async def take(self, number: int) -> Waiting | None:
        """Return a proposal and keep it no longer: of several who take it, one gets it."""
        statement = PROPOSALS.delete().where(PROPOSALS.c.id == number).returning(*PROPOSALS.columns)
        async with self._database.writing() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return await asyncio.to_thread(_waiting, row) if row else None


def _waiting(row: Row[tuple[object, ...]]) -> Waiting:
    return Waiting(**{**row._mapping, "files": _unpack(row._mapping["files"])})


def _pack(files: Mapping[str, bytes | None]) -> bytes:
    # Not a zip, which has no place for a file that is taken away.
    written = {name: None if one is None else base64.b64encode(one).decode() for name, one in files.items()}
    return zlib.compress(json.dumps(written).encode())


def _unpack(packed: bytes) -> dict[str, bytes | None]:
    written = json.loads(zlib.decompress(packed))
    return {name: None if one is None else base64.b64decode(one) for name, one in written.items()}
