"""Takes what a curator sends, YAML files or a zip, apart into files of the knowledge; what could hurt is refused.

UploadError
    raised with the first reason; its code and values make a sentence in either language.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence

from bot.knowledge.files import ALSO_ALLOWED, COOPERATIONS, is_name

MAX_FILE = 1024 * 1024
MAX_ALL = 5 * 1024 * 1024
MAX_FILES = 200
MAX_RATIO = 100
"""How many times larger than packed a file may be; text shrinks to a tenth, seldom to a fiftieth."""
_CHUNK = 64 * 1024
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)
"""What reading a damaged archive raises."""

CODES = (
    "empty",
    "too_many",
    "too_large",
    "too_large_whole",
    "not_a_zip",
    "bomb",
    "encrypted",
    "link",
    "folder",
    "path",
    "name",
    "twice",
)
"""Every reason for a refusal; `cur.upload.` and the code is the key of its sentence."""


class UploadError(ValueError):
    """An upload that is refused: the code of the reason, and the values that its sentence takes."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(f"{code} {values}")
        self.code = code
        self.values: Mapping[str, str | int] = values


def unpack(files: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return the files of the knowledge in an upload by their names inside the folder; UploadError where it is refused.

    `palu-balikpapan.yaml` belongs under `cooperations/`, the tables on top. A zip may be of the whole folder, with or
    without one folder around it; what stands in that folder without being knowledge is left out. The contents are not
    read here.
    """
    found: dict[str, bytes] = {}
    whole = 0
    for given, content in _all(files):
        name = _placed(given)
        if name in found:
            raise UploadError("twice", name=_shown(name))
        whole += len(content)
        if whole > MAX_ALL:
            raise UploadError("too_large_whole", limit=MAX_ALL // 1024 // 1024)
        found[name] = content
        if len(found) > MAX_FILES:
            raise UploadError("too_many", limit=MAX_FILES)
    if not found:
        raise UploadError("empty")
    return found


def _all(files: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, content in files:
        if name.lower().endswith(".zip"):
            yield from _unzipped(name, content)
        elif len(content) > MAX_FILE:
            raise UploadError("too_large", name=_shown(name), limit=MAX_FILE // 1024 // 1024)
        else:
            yield name, content


def _unzipped(archive: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip, each read no further than it may be long, whatever its header says."""
    if len(content) > MAX_ALL:
        raise UploadError("too_large_whole", limit=MAX_ALL // 1024 // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            entries = opened.infolist()
            if len(entries) > MAX_FILES:
                raise UploadError("too_many", limit=MAX_FILES)
            if not all(entry.filename for entry in entries):  # of which Python 3.11 cannot tell whether it is a folder
                raise UploadError("not_a_zip", name=_shown(archive))
            around = _around([entry.filename for entry in entries if not entry.is_dir()])
            left = MAX_ALL
            for entry in entries:
                _refuse(entry, around)
                name = entry.filename.removeprefix(around)
                if entry.is_dir() or name.partition("/")[0] in ALSO_ALLOWED:
                    continue
                unpacked = _read(opened, entry)
                left -= len(unpacked)
                if left < 0:
                    raise UploadError("too_large_whole", limit=MAX_ALL // 1024 // 1024)
                yield name, unpacked
    except UploadError:
        raise
    except _BROKEN:
        raise UploadError("not_a_zip", name=_shown(archive)) from None


def _refuse(entry: zipfile.ZipInfo, around: str) -> None:
    """Raise for an entry that is no plain file of a fair size."""
    name = entry.filename
    kind = entry.external_attr >> 16
    if stat.S_ISLNK(kind):
        raise UploadError("link", name=_shown(name))
    if entry.is_dir():
        if name.removeprefix(around) not in ("", f"{COOPERATIONS}/", "schema/"):
            raise UploadError("folder", name=_shown(name))
        return
    if stat.S_IFMT(kind) not in (0, stat.S_IFREG):
        raise UploadError("link", name=_shown(name))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UploadError("not_a_zip", name=_shown(name))
    if entry.flag_bits & 0x1:
        raise UploadError("encrypted", name=_shown(name))
    if entry.file_size > MAX_FILE:
        raise UploadError("too_large", name=_shown(name), limit=MAX_FILE // 1024 // 1024)
    if entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        raise UploadError("bomb", name=_shown(name))


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    parts, size = [], 0
    with opened.open(entry) as file:
        while part := file.read(_CHUNK):
            size += len(part)
            if size > MAX_FILE or size > MAX_RATIO * max(1, entry.compress_size):
                raise UploadError("bomb", name=_shown(entry.filename))
            parts.append(part)
    return b"".join(parts)


def _around(names: list[str]) -> str:
    """Return the one folder that a zip of a folder puts around all its files, with its slash; else nothing."""
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or not all("/" in name for name in names):
        return ""
    (top,) = tops
    return "" if top in (COOPERATIONS, "..", ".", "") else f"{top}/"


def _placed(given: str) -> str:
    """Return the name inside the folder; UploadError for one that leads elsewhere or that no file here may have."""
    if "\\" in given or ":" in given or given.startswith("/") or not given.isprintable():
        raise UploadError("path", name=_shown(given))
    if any(part in ("", ".", "..") for part in given.split("/")):
        raise UploadError("path", name=_shown(given))
    for name in (given, f"{COOPERATIONS}/{given}"):
        if is_name(name):
            return name
    raise UploadError("name", name=_shown(given))


def _shown(name: str) -> str:
    """Return a name as a message can carry it."""
    return ascii(name)[1:-1][:80]
