"""Takes a cooperation out of the files, and with it what only points at it."""

from __future__ import annotations

import re

from bot.knowledge.files import GOLDEN, Files, cooperation_file, cooperations
from bot.knowledge.model import Cooperation, Golden
from bot.knowledge.writing import as_file, raw

_ENTRY = re.compile(r"[/!?]")
"""What stands between the id of a cooperation and that of its fact, discrepancy or gap."""


def without_cooperation(files: Files, id_: str) -> dict[str, bytes | None]:
    """Return the overlay that takes a cooperation out: its file, mentions as related, golden questions that expect it.

    Files that change come in the canonical form. Where a person's office rests on one of its discrepancies, `check`
    will tell: what holds then is for a person to say. KeyError where there is no such cooperation, KnowledgeError where
    a file that has to change has not its shape.
    """
    own = cooperation_file(id_)
    if own not in files:
        raise KeyError(id_)
    changed: dict[str, bytes | None] = {own: None}
    for name in cooperations(files):
        if name != own and id_.encode() in files[name]:
            record: Cooperation = raw(name, files[name])
            related = tuple(one for one in record.related if one != id_)
            if related != record.related:
                changed[name] = as_file(name, record.model_copy(update={"related": related}))
    if GOLDEN in files:
        golden: list[Golden] = raw(GOLDEN, files[GOLDEN])
        kept = [one for one in golden if _ENTRY.split(one.expects)[0] != id_]
        if len(kept) < len(golden):
            changed[GOLDEN] = as_file(GOLDEN, kept) if kept else None
    return changed
