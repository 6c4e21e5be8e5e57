"""The folder as a mapping from names to contents, and an overlay over it: what was published since, file by file.

A name is a path inside the folder with forward slashes, and only the names of the knowledge's own files are names.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from bot.knowledge.model import TABLES
from bot.knowledge.problems import Problem, complaint
from bot.knowledge.yamlfile import UnreadableError, read_bytes

Files: TypeAlias = Mapping[str, bytes]
Overlay: TypeAlias = Mapping[str, bytes | None]
"""What lies over the folder: the content that a file has instead, None where it is gone."""

COOPERATIONS = "cooperations"
VOCABULARY = "vocabulary.yaml"
GOLDEN = "questions.yaml"
"""The questions with their expected answers; the one file that may be missing."""
TOP = (*TABLES, VOCABULARY, GOLDEN)
ALSO_ALLOWED = frozenset({"README.md", "LICENSE", "schema"})
"""What may stand in the folder without being knowledge."""
_COOPERATION_FILE = re.compile(r"[a-z0-9-]+\.yaml")


@dataclass(frozen=True)
class Found:
    """What a folder holds: contents by name, what is wrong with its entries, and the files that nobody can read."""

    files: Files
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()


def read(folder: Path) -> Found:
    """Return the files of a folder; nothing is raised, and nothing in it is passed over in silence."""
    problems = list(_strangers(folder))
    files, unread = {}, set()
    for name in _names(folder):
        try:
            files[name] = read_bytes(folder / name)
        except UnreadableError as error:
            problems.append(Problem(name, error.line, PurePosixPath(name).stem, error.complaint))
            unread.add(name)
    return Found(files, tuple(problems), frozenset(unread))


def is_name(name: str) -> bool:
    """Whether it is the name of a file of the knowledge: one of the tables, or `cooperations/<id>.yaml`."""
    top, slash, rest = name.partition("/")
    if not slash:
        return name in TOP
    return top == COOPERATIONS and _COOPERATION_FILE.fullmatch(rest) is not None


def cooperations(files: Iterable[str]) -> list[str]:
    """Return the names of the cooperations' files, sorted."""
    return sorted(name for name in files if name.startswith(f"{COOPERATIONS}/"))


def cooperation_file(id_: str) -> str:
    """Return the name of a cooperation's file."""
    return f"{COOPERATIONS}/{id_}.yaml"


def merged(files: Files, overlay: Overlay) -> dict[str, bytes]:
    """Return the files with the overlay laid over them; ValueError for a name that no file of the knowledge has."""
    whole = dict(files)
    for name, content in overlay.items():
        if not is_name(name):
            raise ValueError(f"not a file of the knowledge: {ascii(name)[:80]}")
        if content is None:
            whole.pop(name, None)
        else:
            whole[name] = content
    return whole


def overlay_between(old: Files, new: Files) -> dict[str, bytes | None]:
    """Return the smallest overlay that makes the new files of the old ones."""
    changed: dict[str, bytes | None] = {name: content for name, content in new.items() if old.get(name) != content}
    return changed | {name: None for name in old if name not in new}


def content_hash(files: Files) -> str:
    """Return twelve hexadecimal digits that tell two states of the files apart: the version of a load."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name} {len(files[name])}\n".encode())
        whole.update(files[name])
    return whole.hexdigest()[:12]


def _strangers(folder: Path) -> Iterator[Problem]:
    """Yield a problem for every file and folder that nobody would read; a misspelt name must not be silent."""
    expected = {*TOP, COOPERATIONS, *ALSO_ALLOWED}
    for name in _listed(folder):
        if name not in expected:
            said = complaint("unexpected_file", expected=", ".join(sorted(expected)))
            yield Problem(ascii(name)[1:-1], 1, ascii(Path(name).stem)[1:-1], said)
    for name in _listed(folder / COOPERATIONS):
        if not _COOPERATION_FILE.fullmatch(name):
            shown, stem = ascii(name)[1:-1], ascii(Path(name).stem)[1:-1]
            yield Problem(f"{COOPERATIONS}/{shown}", 1, stem, complaint("unexpected_cooperation"))


def _names(folder: Path) -> list[str]:
    tables = [name for name in TOP if name != GOLDEN or (folder / name).exists()]
    found = _listed(folder / COOPERATIONS)
    return tables + [f"{COOPERATIONS}/{name}" for name in found if _COOPERATION_FILE.fullmatch(name)]


def _listed(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []  # what should be in it is missed, and told, one by one
