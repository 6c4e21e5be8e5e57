"""Partners, lists, counts and time-lines over the records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answering.compose import ids
from bot.answering.names import OFFICE, PERSON, PLACE, REGION, display
from bot.answering.outcomes import Answer, Choice, Statement, Topic
from bot.answering.reading import Mention, Reading
from bot.answering.relations.filters import NOUNS, VISITS, Filters, filters, party_regions, within
from bot.answering.relations.happenings import events
from bot.answering.relations.paging import PAGE, further, nothing, sure
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import Cooperation, EventKind, QuestionKind
from bot.phrases.table import phrase

LOOKED_AT = 200
"""Cooperations of a field up to which each is looked at for the very thing asked about."""
_DETAIL = frozenset({QuestionKind.MENGAPA, QuestionKind.DI_MANA})
_OPEN = frozenset({QuestionKind.APA, QuestionKind.YA_TIDAK})
_COOPERATION = ("kerja-sama", "mitra", "hubungan", "mou", "media", "tanda-tangan")


_JOINING = frozenset({"atau", "or", "maupun", "dan", "and", "serta", "provinsi", "kota", "pemerintah", "kabupaten"})
"""Between regions each of which is asked about."""
_OR = frozenset({"atau", "or", "maupun"})
_TALK = frozenset({"c:kutip", "c:bicara", "c:ingin", "c:nama"})
"""Terms that say no more than that something is told or wanted."""
TIMELINE = frozenset(
    {
        "linimasa",
        "timeline",
        "kronologi",
        "kronologis",
        "chronology",
        "chronological",
        "urutan",
        "riwayat",
        "urutkan",
        "urutin",
        "urut",
        "order",
        "kronologinya",
    }
)


def listing(reading: Reading, records: Records) -> Proposal | None:
    """Return the cooperations or events that the question narrows down to, as a list in order of time."""
    if (
        reading.kinds & _DETAIL
        or reading.keys(PLACE)
        or any(
            m.in_focus and (len(m.keys) > 1 or (m.kind == OFFICE and not _named(reading, m))) for m in reading.mentions
        )
    ):
        return None
    if reading.keys(PERSON) and not {"mana", "saja", "daftar", "semua", "all", "list", "which"} & set(reading.words):
        return None  # what somebody said or wants is no list of cooperations
    f = filters(reading, records)
    if QuestionKind.BERAPA in reading.kinds and not _counts(reading, f):
        return None
    if "kali" in reading.words and _went(reading) and not f.events:
        f = replace(f, events=VISITS)  # "berapa kali Palu ke Balikpapan"
    f = replace(f, explained=f.explained | {m.keys[0] for m in reading.mentions if m.kind == OFFICE})
    whatever = not set(reading.content) - f.explained and not reading.has("bidang", "jumlah")
    happened = reading.kinds <= _OPEN and whatever
    if f.period and not f.events and happened:
        # "Ada apa di tahun 2026?": whatever happened then.
        f = replace(f, events=frozenset(EventKind))
        return events(reading, records, f)
    if TIMELINE & set(reading.words):
        return events(
            reading,
            records,
            replace(f, events=frozenset(), oldest=False, newest=False, explained=f.explained | TIMELINE),
        )
    if not f.any and not (reading.has("kerja-sama") and (_lists(reading) or QuestionKind.BERAPA in reading.kinds)):
        return None
    # Who came to talk about cooperation came on a visit.
    came = QuestionKind.SIAPA in reading.kinds and f.events <= VISITS and not reading.has("mou")
    if f.events and (came or not reading.has("mou", "kerja-sama")):
        told = events(reading, records, f)
        # All whom an office-holder met are more than the one fact that tells of one meeting.
        often = QuestionKind.BERAPA in reading.kinds and {"kali", "times"} & set(reading.words)
        return replace(told, certain=True) if told and (reading.keys(OFFICE) or often) else told
    listed = _lists(reading) and (f.thematic or f.period or f.publishers) and not _things(reading, f)
    ordered = (f.newest or f.oldest) and not set(reading.content) - f.explained
    if not reading.has(*_COOPERATION) and not (listed or ordered):
        return None
    shelf, places = records.narrowing.cooperations, records.narrowing.fitting(records, f)
    if len(f.regions) > 1 and _lists(reading) and _either(reading, surely=bool(places)):
        # "Partners abroad of X or Y": each of them is asked about.
        of_each = [records.narrowing.fitting(records, replace(f, regions=(region,))) for region in f.regions]
        places = sorted({place for places in of_each for place in places})
        f = replace(f, explained=f.explained | _TALK)
    elif len(places) == 1 and len(f.regions) > 1:
        return None
    places = _telling(reading, records, places) if f.sectors and len(places) <= LOOKED_AT else places
    if not places:
        return nothing(reading, records, f)
    if QuestionKind.KAPAN in reading.kinds and len(places) == 1:
        return None
    if (f.newest or f.oldest) and not (f.signed and _undated(shelf.things[place] for place in places)):
        places = shelf.newest(places) if f.newest else shelf.oldest(places)
    found = [shelf.things[place] for place in places[-PAGE:]]
    statements = tuple(_item(reading, records, f, c) for c in found)
    notes = {
        n.text: n
        for c in found
        for i in c.instruments
        if f.signed or f.instruments
        for n in records.composer.note(c, i.discrepancy, reading.language)
    }
    if len(places) > 1:  # all of them are told where it is not known which came first
        f = replace(f, newest=False, oldest=False)
    lead = (Statement(_lead(reading, records, f, len(places))), *further(reading, len(places)))
    topic = Topic(
        tuple(c.id for c in found) if len(found) == 1 else (),
        items=tuple(Choice(c.name[reading.language], c.name[reading.language]) for c in found),
        question=reading.text,
    )
    answer = Answer(
        reading.language,
        lead,
        statements,
        numbered=len(found) > 1,
        notes=tuple(notes.values()),
        confidence=0.9,
        topic=topic,
        entry=found[0].id if len(found) == 1 else None,
    )
    return Proposal("list", answer, f.explained, certain=sure(reading, f))


def _things(reading: Reading, f: Filters) -> bool:
    """Whether a list of the very things of a field is asked for, and none of records: "daftar UMKM"."""
    words = reading.words
    behind = [g for g in reading.inside if g.start and words[g.start - 1] in ("daftar", "list")]
    return any(key in f.explained - NOUNS for g in behind for key, _ in g.keys)


def _undated(found: Iterable[Cooperation]) -> bool:
    """Whether no source says when one of some cooperations was signed, so that none is known to be the first."""
    return any(not any(i.date for i in c.instruments) for c in found)


def _telling(reading: Reading, records: Records, places: Sequence[int]) -> Sequence[int]:
    """Return those of the field asked for that tell of the very thing, where any does: of smelters, not of industry."""
    things, keys = records.narrowing.cooperations.things, records.sectors.found(reading.weights).values()
    named = [key for found in keys for key in found]
    telling = [at for at in places if any(records.weigher.mentions(things[at].id, (key,)) for key in named)]
    return telling or places


def _either(reading: Reading, *, surely: bool) -> bool:
    """Whether a question asks about each of the regions that it names: "X atau Y"; "X, Y, dan Z" if not `surely`."""
    places = sorted((m.start, m.end) for m in reading.mentions if m.kind == REGION and m.in_focus)
    between = [set(reading.words[end:start]) for (_, end), (start, _) in pairwise(places)]
    joined = bool(between) and all(words <= _JOINING for words in between)
    return joined and any(words & _OR if surely else words for words in between)


def _went(reading: Reading) -> bool:
    """Whether somebody's way to a place is named without a word for it."""
    places = [m for m in reading.mentions if m.kind == REGION and m.start]
    return any(reading.words[m.start - 1] in ("ke", "to") for m in places)


def _named(reading: Reading, office: Mention) -> bool:
    """Whether an office is that of a person or place named beside it, all of whose meetings are asked for."""
    if reading.keys(PERSON):
        return True
    beside = any(m.start == office.end and m.kind == REGION for m in reading.mentions)
    many = {"saja", "semua", "daftar", "all", "list"} & set(reading.words)
    return beside and bool(many) and reading.has("kunjungan", "pertemuan") and not reading.has("hadir")


def _counts(reading: Reading, f: Filters) -> bool:
    """Whether the question counts records: "berapa kunjungan", "how many partners", not "berapa pengusaha datang"."""
    words = reading.words
    for at, word in enumerate(words):
        if word in {"berapa", "many", "jumlah", "total"}:
            after = set(words[at + 1 : at + 4])
            if after & _COUNTED or (after & {"kerja", "wali"} and "sama" in after) or {"kerjasama"} & after:
                return True
            # "Berapa kota yang pernah berkunjung": as many as visits are on record.
            if f.events and f.events <= VISITS and set(words[at + 1 : at + 2]) & _VISITORS:
                return True
            # "Mitra Balikpapan siapa saja, ada berapa": as many as are listed.
            if at + 1 == len(words) and f.any and not set(reading.content) - f.explained:
                return True
    return False


_VISITORS = frozenset({"kota", "daerah", "kabupaten", "provinsi", "negara", "pemda", "pemkot", "tamu", "delegasi"}) | {
    *("rombongan", "cities", "city", "regions", "provinces", "countries", "country", "guests", "delegations"),
}
_COUNTED = frozenset(
    [
        "kali",
        "kunjungan",
        "acara",
        "peristiwa",
        "pertemuan",
        "kegiatan",
        "mitra",
        "mou",
        "kesepakatan",
        "perjanjian",
        "memorandum",
        "kerjasama",
        "kolaborasi",
        "kemitraan",
        "artikel",
        "berita",
        "visits",
        "visit",
        "event",
        "meeting",
        "cooperation",
        "agreement",
        "partnership",
        "partner",
        "events",
        "meetings",
        "times",
        "partners",
        "partnerships",
        "cooperations",
        "agreements",
        "deals",
        "mous",
        "articles",
        "memorandums",
        "collaborations",
        "records",
    ]
)


def _lists(reading: Reading) -> bool:
    words = set(reading.words)
    return (
        bool(words & {"mana", "saja", "daftar", "list", "semua", "all", "which", "sebutkan", "daftarkan", "sebutin"})
        or QuestionKind.BERAPA in reading.kinds
    )


def _lead(reading: Reading, records: Records, f: Filters, count: int) -> str:
    if f.newest or f.oldest:
        return phrase(reading.language, "newest.lead" if f.newest else "oldest.lead")
    if QuestionKind.BERAPA in reading.kinds:
        return phrase(reading.language, "count.cooperations", count=count)
    if len(f.regions) == 1 and not f.thematic:
        name = display(records.knowledge, REGION + f.regions[0], reading.language)
        return phrase(reading.language, "partners.lead", region=name)
    return phrase(reading.language, "list.lead", count=count)


def _item(reading: Reading, records: Records, f: Filters, c: Cooperation) -> Statement:
    language = reading.language
    if f.thematic:
        best = records.weigher.telling.best_fact(reading, c, f.explained, sectors=f.sectors)
        if best is not None:
            statement = records.composer.fact_statement(c, best, language)
            return Statement(
                phrase(language, "list.item.fact", name=c.name[language], fact=statement.text),
                statement.sources,
                statement.fact,
            )
    if reading.has("bidang") and QuestionKind.APA in reading.kinds:
        sectors = ", ".join(records.knowledge.sectors[s].name[language] for s in c.sectors)
        return Statement(phrase(language, "list.item.sectors", name=c.name[language], sectors=sectors), ids(c.sources))
    when = records.whence(c, language)
    sources = ids((*c.sources, *(s for e in c.events for s in e.sources)))
    if len(f.regions) == 1:
        region = f.regions[0]
        mine = [p for p in c.parties if p.region and within(records.knowledge, p.region, region)]
        # Partners that are only planned are partners of the one who plans, not of each other.
        planned = all(p.prospective for p in mine)
        partners = [p.ref for p in c.parties if p not in mine and not (planned and p.prospective)]
        if partners and mine:
            names = ", ".join(records.knowledge.name_of(p)[language] for p in partners)
            if region not in party_regions(c):
                own = [p for p in party_regions(c) if within(records.knowledge, p, region)]
                names = ", ".join(records.knowledge.regions[p].name[language] for p in own) + " – " + names
            return Statement(
                phrase(
                    language,
                    "partners.item",
                    partner=names,
                    cooperation=c.name[language],
                    stage=records.stage(c, language),
                    date=when,
                ),
                sources,
            )
    return Statement(
        phrase(language, "list.item", name=c.name[language], stage=records.stage(c, language), date=when), sources
    )
