"""Adds a way to ask to an entry: a question that found no answer becomes one that does."""

from __future__ import annotations

import re
from typing import Any

from bot.knowledge.files import Files, cooperation_file
from bot.knowledge.model import BilingualList, Cooperation, Record
from bot.knowledge.writing import as_file, raw
from bot.text.folding import fold

_ENTRY = re.compile(r"(?P<cooperation>[a-z0-9-]+)(?:(?P<mark>[/!?])(?P<part>[a-z0-9-]+))?")
_FIELDS = {"/": "facts", "!": "discrepancies", "?": "gaps"}


def with_alias(files: Files, entry_id: str, language: str, wording: str) -> dict[str, bytes]:
    """Return the files with a wording added to the ways to ask of an entry, or to the names of a cooperation as such.

    Only the cooperation's file changes, and into the canonical form. A wording that is there already changes nothing.
    What comes of it is not checked here: that is for the whole. KeyError where there is no such entry, ValueError for a
    language other than `id` and `en` and for broken characters, KnowledgeError where the file has not its shape.
    """
    if language not in ("id", "en"):
        raise ValueError(f"not a language of the knowledge: {language!r}")
    wording.encode()  # half a character, which a broken client may send, is a UnicodeEncodeError and so a ValueError
    found = _ENTRY.fullmatch(entry_id)
    name = cooperation_file(found["cooperation"]) if found else ""
    if found is None or name not in files:
        raise KeyError(entry_id)
    cooperation: Cooperation = raw(name, files[name])
    if found["mark"] is None:
        changed = _with(cooperation, "aliases", language, wording)
    else:
        field = _FIELDS[found["mark"]]
        entries: tuple[Any, ...] = getattr(cooperation, field)
        if found["part"] not in {one.id for one in entries}:
            raise KeyError(entry_id)
        grown = tuple(_with(one, "questions", language, wording) if one.id == found["part"] else one for one in entries)
        changed = cooperation.model_copy(update={field: grown})
    whole = dict(files)
    if changed != cooperation:
        whole[name] = as_file(name, changed)
    return whole


def _with(record: Record, field: str, language: str, wording: str) -> Any:
    before: BilingualList = getattr(record, field)
    wording = " ".join(wording.split())
    if fold(wording) in map(fold, before[language]):
        return record
    after = before.model_copy(update={language: (*before[language], wording)})
    return record.model_copy(update={field: after})
