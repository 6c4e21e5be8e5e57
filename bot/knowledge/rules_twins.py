"""Rules about twins: one cooperation is not told twice."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.loaded import Loaded, Row
from bot.knowledge.model import Cooperation, Event, Instrument
from bot.knowledge.problems import Problem, complaint, shown
from bot.text.folding import fold


def cooperations_have_their_own_names(loaded: Loaded) -> Iterator[Problem]:
    """No two cooperations have one name in one language."""
    first: dict[tuple[str, str], Row[Cooperation]] = {}
    for row in loaded.cooperations:
        for language in ("id", "en"):
            owner = first.setdefault((language, fold(row.record.name[language])), row)
            if owner is not row:
                said = complaint("cooperation_name_twice", id=shown(owner.record.id))
                yield loaded.problem(row, ("name", language), said)


def cooperations_are_told_once(loaded: Loaded) -> Iterator[Problem]:
    """No two cooperations have the same parties and a day or a source of an event or instrument in common."""
    known: dict[frozenset[str], list[tuple[Row[Cooperation], frozenset[object]]]] = {}
    for row in loaded.cooperations:
        parties = frozenset(party.ref for party in row.record.parties)
        marks = _marks(row.record)
        for other, others in known.get(parties, []):
            if marks & others:
                said = complaint("cooperation_told_twice", id=shown(other.record.id))
                yield loaded.problem(row, ("parties",), said, "warning")
                break
        known.setdefault(parties, []).append((row, marks))


def _marks(cooperation: Cooperation) -> frozenset[object]:
    """Return what tells a happening apart: days of events and signings, and the articles that report them."""
    dated: tuple[Event | Instrument, ...] = (*cooperation.events, *cooperation.instruments)
    return frozenset(
        [*(one.date for one in dated if one.date), *(cited.source for one in dated for cited in one.sources)]
    )
