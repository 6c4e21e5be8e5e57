"""What a request carries: JSON, or a form with files that is sent piece by piece."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import IO, Any, TypeAlias

PIECE = 64 * 1024
"""Bytes that are handed to the connection at once; it holds about as many back before it makes the sender wait."""

File: TypeAlias = tuple[str, bytes | IO[bytes], str]
"""Name, content and media type, as the library gives them."""
_Part: TypeAlias = bytes | IO[bytes]

_ESCAPES = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
"""As browsers write names in a form; without it a name could end its header and begin another."""


def as_json(parameters: Mapping[str, Any]) -> bytes:
    """Return the parameters as JSON; what UTF-8 cannot hold, half of a surrogate pair, becomes a question mark."""
    return _utf8(json.dumps(parameters, ensure_ascii=False, separators=(",", ":")))


class Stream:
    """A body whose sender can tell whether it gets on: `progress` is called before every piece and after the last."""

    def __init__(self, parts: Sequence[_Part], progress: Callable[[bool], None]) -> None:
        self._parts = parts
        self._progress = progress
        sizes = [_size(part) for part in parts]
        self.size = None if None in sizes else sum(size or 0 for size in sizes)
        """Bytes of the whole, unless a file cannot tell its own."""

    def over(self) -> None:
        """Tell that nobody waits for pieces any more: an answer may come before the last of them is taken."""
        self._progress(False)

    async def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
        for part in self._parts:
            if isinstance(part, bytes):
                whole = memoryview(part)
                for start in range(0, len(part), PIECE):
                    self._progress(True)
                    yield whole[start : start + PIECE]
                continue
            # A file may lie on a slow disk; the other chats shall not wait for it.
            while piece := await asyncio.to_thread(part.read, PIECE):
                self._progress(True)
                yield piece
        self.over()


def form(fields: Mapping[str, str], files: Mapping[str, File]) -> tuple[str, list[_Part]]:
    """Return media type and parts of a `multipart/form-data` body; the content of a file is a part of its own."""
    boundary = secrets.token_hex(16)
    parts: list[_Part] = []
    for name, value in fields.items():
        parts.append(_utf8(f"--{boundary}\r\n{_disposition(name)}\r\n\r\n{value}\r\n"))
    for name, (file_name, content, kind) in files.items():
        disposition = f'{_disposition(name)}; filename="{file_name.translate(_ESCAPES)}"'
        media = kind.translate(_ESCAPES)
        parts += [_utf8(f"--{boundary}\r\n{disposition}\r\nContent-Type: {media}\r\n\r\n"), content, b"\r\n"]
    parts.append(f"--{boundary}--\r\n".encode())
    return f"multipart/form-data; boundary={boundary}", parts


def _disposition(name: str) -> str:
    return f'Content-Disposition: form-data; name="{name.translate(_ESCAPES)}"'


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _size(part: _Part) -> int | None:
    if isinstance(part, bytes):
        return len(part)
    try:
        here = part.tell()
        end = part.seek(0, os.SEEK_END)
        part.seek(here)
    except (AttributeError, OSError):
        return None
    return end - here
