"""Counting over the records: which fields, places and times they hold, and which of them most often."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from bot.answering import thresholds as t
from bot.answering.compose import ids
from bot.answering.names import OFFICE, PERSON, PLACE
from bot.answering.outcomes import Answer, Statement, Topic
from bot.answering.reading import Reading
from bot.answering.relations import stated
from bot.answering.relations.filters import VISITS, Filters, filters, within
from bot.answering.relations.paging import PAGE, further
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import Cooperation, QuestionKind
from bot.phrases.dates import month
from bot.phrases.table import phrase

_MOST = frozenset({"terbanyak", "tersering", "most", "terpopuler", "mayoritas"})
_SUPERLATIVE = frozenset({"paling", "most"})
_OFTEN = frozenset(
    {*("banyak", "sering", "kerap", "dominan", "aktif", "rajin", "rame", "ramai"), "often", "active", "frequent"}
)
_MANY = frozenset({"c:banyak", "banyak", "c:sering", "paling", "most", "many", "c:aktif", "aktif", "active", "dominan"})
_INVOLVED = frozenset(
    {"terlibat", "dilibatkan", "involved", "tercatat", "dicatat", "ikut", "recorded", "pihak", "party", "parties"}
)
"""Words that ask who takes part at all."""
_TAKING_PART = frozenset({"pihak", "party", "libat", "involve", "ikut", "catat", "record", "c:jumlah"})
_KINDS = {"c:" + noun: stated.KINDS[noun] for noun in ("kota", "provinsi", "kabupaten", "negara", "daerah")}
"""Under the noun that asks for them the kinds of region."""
_WHICH = frozenset({"mana", "saja", "which", "what", "apa", "sebutkan", "list", "daftar"})
_HOST = frozenset({"tuan", "host", "hosts", "hosted", "hosting", "kedatangan", "didatangi", "dikunjungi"})
"""Words by which those are counted who receive, not those who come."""
_ACTING = frozenset({"c:sambut", "c:peran", "c:tuan-rumah", "act"})
_YEARS, _MONTHS = frozenset({"tahun", "year"}), frozenset({"bulan", "month"})
_ASKING = frozenset({QuestionKind.APA, QuestionKind.BERAPA, QuestionKind.SIAPA})

NEXT = 2
"""How many are told behind the most frequent, to show by how far these are."""
Tally = dict[str, list[Cooperation]]
"""Under what is counted the cooperations that have it, each as often as it does."""


def census(reading: Reading, records: Records) -> Proposal | None:
    """Return what the records hold most of, or which places take part at all, counted from structure."""
    words = reading.words
    most = bool(_MOST & set(words)) or any(a in _SUPERLATIVE and b in _OFTEN for a, b in pairwise(words))
    if reading.keys(PERSON, OFFICE, PLACE) or reading.kinds - _ASKING:
        return None
    f = filters(reading, records)
    kinds = next((kinds for key, kinds in _KINDS.items() if key in reading.weights), None)
    asks = bool(_WHICH & set(words)) or QuestionKind.BERAPA in reading.kinds
    tally: Tally
    if most:
        tally = _most(reading, records, f, kinds)
    elif kinds and asks and _INVOLVED & set(words) and not f.events and not f.regions:
        tally = _places(reading, records, f, kinds, planned=True)
    else:
        return None
    explained = f.explained | _TAKING_PART | _KINDS.keys() | (_MANY | _ACTING if most else frozenset())
    if not tally or reading.coverage(explained) < t.WHOLE:
        return None
    # The most frequent first; equals stay as they were found, in the order of time.
    ranked = sorted(tally.items(), key=lambda one: -len(one[1]))
    if most:
        highest = len(ranked[0][1])
        first = sum(len(found) == highest for _, found in ranked)
        ranked = ranked[: first + NEXT]
    items = tuple(_item(reading, name, found) for name, found in ranked[:PAGE])
    key = "census.most" if most else "census.all"
    lead = (Statement(phrase(reading.language, key, count=len(ranked))), *further(reading, len(ranked)))
    topic = Topic(question=reading.text)
    answer = Answer(reading.language, lead, items, numbered=len(items) > 1, confidence=0.85, topic=topic)
    return Proposal("census", answer, explained, certain=True)


def _most(reading: Reading, records: Records, f: Filters, kinds: frozenset[str] | None) -> Tally:
    """Return what is counted where the most frequent is asked for: fields, times of what happened, or places."""
    words = set(reading.words)
    if f.events and not f.events - VISITS and kinds:
        return _sides(reading, records, f, host=reading.has("sambut") or bool(words & _HOST))
    if reading.has("bidang"):
        return _fields(reading, records, f)
    if words & _MONTHS:
        return _times(records, f, lambda e: month(e, reading.language))
    if words & _YEARS:
        return _times(records, f, lambda e: str(e.year))
    if kinds or QuestionKind.SIAPA in reading.kinds or reading.has("mitra"):
        return _places(reading, records, f, kinds or _KINDS["c:daerah"], planned=False)
    return {}


def _fields(reading: Reading, records: Records, f: Filters) -> Tally:
    found: Tally = {}
    for c in _cooperations(records, f):
        for sector in c.sectors:
            found.setdefault(records.knowledge.sectors[sector].name[reading.language], []).append(c)
    return found


def _places(reading: Reading, records: Records, f: Filters, kinds: frozenset[str], *, planned: bool) -> Tally:
    found: Tally = {}
    regions = records.knowledge.regions
    for c in _cooperations(records, f):
        for p in c.parties:
            inside = p.region and all(within(records.knowledge, p.region, wider) for wider in f.regions)
            if p.region and inside and regions[p.region].kind in kinds and (planned or not p.prospective):
                found.setdefault(regions[p.region].name[reading.language], []).append(c)
    return found


def _sides(reading: Reading, records: Records, f: Filters, *, host: bool) -> Tally:
    """Return who received visits, or who came, by the visits on record."""
    found: Tally = {}
    shelf, regions = records.narrowing.events, records.knowledge.regions
    for place in records.narrowing.fitting_events(records, replace(f, guests=frozenset())):
        c, e = shelf.things[place]
        who = e.host if host else e.visitor
        if who in regions:
            found.setdefault(regions[str(who)].name[reading.language], []).append(c)
    return found


def _times(records: Records, f: Filters, named: Callable[..., str]) -> Tally:
    found: Tally = {}
    shelf = records.narrowing.events
    f = f if f.events else Filters(regions=f.regions, events=VISITS)
    for place in records.narrowing.fitting_events(records, f):
        c, e = shelf.things[place]
        if e.date:
            found.setdefault(named(e.date), []).append(c)
    return found


def _cooperations(records: Records, f: Filters) -> Iterable[Cooperation]:
    shelf = records.narrowing.cooperations
    return (shelf.things[place] for place in records.narrowing.fitting(records, f))


def _item(reading: Reading, name: str, found: list[Cooperation]) -> Statement:
    """Return one of what is counted with how often and where."""
    language = reading.language
    names = "; ".join(dict.fromkeys(c.name[language] for c in found[:PAGE]))
    text = phrase(language, "census.item", name=name, count=len(found), cooperations=names)
    return Statement(text, ids(s for c in found[:PAGE] for s in c.sources))
