"""One load of the records laid out for browsing: newest first, by sector, by region in its hierarchy, by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.answering.names import ancestors
from bot.knowledge.model import Cooperation, Event, Instrument, InstrumentStatus, Knowledge, RegionKind

_HOLDERS = (RegionKind.NEGARA, RegionKind.KAWASAN)
"""Kinds of region that are passed over at the top of the hierarchy where provinces lie in them."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event or an instrument, and the id of the cooperation that it belongs to."""

    cooperation: str
    record: Event | Instrument

    @property
    def planned(self) -> bool:
        """Whether it is an instrument that has only been announced."""
        return isinstance(self.record, Instrument) and self.record.status is InstrumentStatus.DIRENCANAKAN


@dataclass(frozen=True, slots=True)
class Place:
    """A region with the cooperations that it takes part in itself, and those of the regions within it."""

    id: str
    own: tuple[str, ...]
    below: tuple[str, ...]
    """Cooperations of the regions within it that it takes no part in itself."""
    children: tuple[str, ...]
    """Regions directly within it that have any."""

    @property
    def count(self) -> int:
        """How many cooperations concern it."""
        return len(self.own) + len(self.below)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Ids of cooperations in the orders in which people look through them; newest first everywhere."""

    newest: tuple[str, ...]
    sectors: Mapping[str, tuple[str, ...]]
    """Sector -> its cooperations; sectors that have none are left out."""
    places: Mapping[str, Place]
    """Every region that takes part in a cooperation or holds one that does."""
    roots: tuple[str, ...]
    """Where the hierarchy begins: the provinces of a country that has them on record, and other countries."""
    timeline: tuple[Happening, ...]
    """Events and instruments, newest first; those without a date last."""


def happenings(cooperation: Cooperation) -> tuple[Happening, ...]:
    """Return the instruments and events of a cooperation."""
    records: list[Event | Instrument] = [*cooperation.instruments, *cooperation.events]
    return tuple(Happening(cooperation.id, one) for one in records)


def marked_by(cooperation: Cooperation) -> Happening | None:
    """Return what dates a cooperation: the latest signing, else the latest event; no plan, None without any date."""
    dated = [one for one in happenings(cooperation) if one.record.date and not one.planned]
    signed = [one for one in dated if isinstance(one.record, Instrument)]
    return max(signed or dated, key=lambda one: one.record.date or date.min, default=None)


def catalogue(knowledge: Knowledge) -> Catalogue:
    """Lay out all records of one load."""
    cooperations = knowledge.cooperations.values()
    latest = {one.id: _latest(knowledge, one) for one in cooperations}
    newest = tuple(sorted(latest, key=lambda one: (-latest[one].toordinal(), one)))
    ordered = [knowledge.cooperations[one] for one in newest]
    timeline = [one for each in cooperations for one in happenings(each)]
    timeline.sort(key=lambda one: (-(one.record.date or date.min).toordinal(), one.cooperation, one.record.id))
    places = _places(knowledge, ordered)
    return Catalogue(newest, _sectors(ordered), places, tuple(_roots(knowledge, places)), tuple(timeline))


def _latest(knowledge: Knowledge, cooperation: Cooperation) -> date:
    """Return the latest day of a cooperation, else that on which it was last reported."""
    days = [one.record.date for one in happenings(cooperation) if one.record.date]
    reported = [day for one in cooperation.sources if (day := knowledge.sources[one.source].published)]
    return max(days or reported, default=date.min)


def _sectors(ordered: Iterable[Cooperation]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for cooperation in ordered:
        for sector in dict.fromkeys(cooperation.sectors):
            found.setdefault(sector, []).append(cooperation.id)
    return {sector: tuple(ids) for sector, ids in found.items()}


def _places(knowledge: Knowledge, ordered: Iterable[Cooperation]) -> dict[str, Place]:
    own: dict[str, dict[str, None]] = {}
    below: dict[str, dict[str, None]] = {}
    for cooperation in ordered:
        for region in [party.region for party in cooperation.parties if party.region]:
            own.setdefault(region, {})[cooperation.id] = None
            for wider in ancestors(knowledge, region):
                below.setdefault(wider, {})[cooperation.id] = None
    children: dict[str, list[str]] = {}
    for region in {**own, **below}:
        parent = knowledge.regions[region].parent
        if parent:
            children.setdefault(parent, []).append(region)
    return {
        region: Place(
            region,
            tuple(own.get(region, ())),
            tuple(one for one in below.get(region, ()) if one not in own.get(region, ())),
            tuple(sorted(children.get(region, ()))),
        )
        for region in sorted({**own, **below})
    }


def _roots(knowledge: Knowledge, places: Mapping[str, Place]) -> Iterable[str]:
    holding = {
        wider
        for region in places
        if knowledge.regions[region].kind is RegionKind.PROVINSI
        for wider in ancestors(knowledge, region)
        if knowledge.regions[wider].kind in _HOLDERS
    }
    for region, place in places.items():
        parent = knowledge.regions[region].parent
        top = parent is None or parent in holding
        # Nobody looks for Palu under Indonesia and Sulawesi; a country that takes part itself stands there too.
        if top and (region not in holding or place.own):
            yield region
