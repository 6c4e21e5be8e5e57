"""Where a person who looks around stands, and how the buttons `b:…` carry it in at most 64 bytes.

`b:<language><kind>:<page>:<ref>:<from>`, such as `b:ic:0:palu-balikpapan:s4f2a1c.1`: kind is one letter of `KINDS`, ref
the id of a sector, region or cooperation, from the list to go back to (its kind, a short form of its ref, its page).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from bot.knowledge.model import Knowledge

LONGEST_REF = 40
"""Letters of an id that a button carries whole; of a longer one its beginning and a digest."""

KINDS = {
    "a": "all",
    "b": "sectors",
    "c": "card",
    "d": "regions",
    "l": "timeline",
    "r": "region",
    "s": "sector",
    "u": "sources",
}
_LETTERS = {kind: letter for letter, kind in KINDS.items()}
_LANGUAGES = {"i": "id", "e": "en"}
_DATA = re.compile(r"b:([ie])([a-z]):(\d{1,3}):([a-z0-9~-]*):(?:([a-z])([0-9a-f]{6})?\.(\d{1,3}))?")
LAST = 999
"""The highest page that a button carries; pages that are not there mean the last one."""


@dataclass(frozen=True, slots=True)
class View:
    """One page of one list or card, in one language; `back` is the list that it was opened from."""

    kind: str
    language: str
    ref: str = ""
    page: int = 0
    back: View | None = None


class Views:
    """Writes and reads what the buttons carry, over one load of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Note the short forms of all ids that a button may carry."""
        known = {"sector": knowledge.sectors, "region": knowledge.regions, "card": knowledge.cooperations}
        self._carried = {kind: {_carried(ref): ref for ref in refs} for kind, refs in known.items()}
        self._digests = {kind: {_digest(ref): ref for ref in refs} for kind, refs in known.items()}

    def data(self, view: View) -> str:
        """Return the data of a button that leads to a view."""
        back = ""
        if view.back is not None:
            short = _digest(view.back.ref) if view.back.ref else ""
            back = f"{_LETTERS[view.back.kind]}{short}.{min(view.back.page, LAST)}"
        ref = _carried(view.ref) if view.ref else ""
        return f"b:{view.language[0]}{_LETTERS[view.kind]}:{min(view.page, LAST)}:{ref}:{back}"

    def read(self, data: str) -> View | None:
        """Return where a button leads, None where there is no such button; a `ref` that has gone is the empty text."""
        match = _DATA.fullmatch(data)
        if match is None or match[2] not in KINDS or (match[5] or "a") not in KINDS:
            return None
        kind, language = KINDS[match[2]], _LANGUAGES[match[1]]
        view = View(kind, language, self._carried.get(kind, {}).get(match[4], ""), int(match[3]))
        if match[5]:
            kind = KINDS[match[5]]
            ref = self._digests.get(kind, {}).get(match[6] or "", "")
            if ref or kind not in self._digests:
                view = replace(view, back=View(kind, language, ref, int(match[7])))
        return view


def _carried(ref: str) -> str:
    return ref if len(ref) <= LONGEST_REF else f"{ref[:26]}~{_digest(ref, 12)}"


def _digest(ref: str, length: int = 6) -> str:
    return hashlib.sha256(ref.encode()).hexdigest()[:length]
