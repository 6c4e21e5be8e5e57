"""What a question narrows the records by, and which of its terms say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bot.answering.names import ORGANISATION, PERSON, REGION, ancestors, ref_of
from bot.answering.reading import Reading
from bot.answering.relations import stated
from bot.answering.relations.periods import PARTS, Period, period
from bot.knowledge.model import Category, Cooperation, Event, EventKind, Knowledge, Stage

if TYPE_CHECKING:
    from bot.answering.relations.proposal import Records

VISITS = frozenset({EventKind.KUNJUNGAN_KERJA, EventKind.PERTEMUAN, EventKind.MISI_DAGANG})
DATED = VISITS | {EventKind.PENANDATANGANAN}
"""What a fact tells of only where the records have it as an event too."""
_EVENTS: dict[str, frozenset[EventKind]] = {
    "c:resmi": frozenset({EventKind.PERESMIAN}),  # first: an official visit is a visit
    "c:terjadi": frozenset(EventKind),
    "c:kunjungan": VISITS,
    "c:delegasi": VISITS,
    "c:tamu": VISITS,
    "c:pertemuan": frozenset({EventKind.PERTEMUAN, EventKind.KUNJUNGAN_KERJA, EventKind.FORUM}),
    "c:tanda-tangan": frozenset({EventKind.PENANDATANGANAN}),
    "c:forum": frozenset({EventKind.FORUM}),
}
_GUESTS = frozenset({"c:delegasi", "c:tamu"})
"""Who comes on a visit: to ask which guests came is to ask for visits."""
_RECEIVED = frozenset({"diterima", "disambut", "dijamu", "received", "welcomed", "hosted"})
"""What happens to guests; who receives them is another question."""
FEW = 5
"""Stretches of meaning up to which a question of guests asks for nothing else."""
NOUNS = frozenset(
    {
        "c:kerja-sama",
        "c:mitra",
        "c:hubungan",
        "c:mou",
        "c:media",
        "c:dokumen",
        "c:jumlah",
        "c:bidang",
        "c:kawasan",
        "c:bentuk",
        "c:daerah",
        "c:kota",
        "c:negara",
        "c:provinsi",
        "c:kabupaten",
        "c:hadir",
        "pihak",
        "party",
        "c:baru",
        "catat",
        "record",
        "c:acara",
        "peristiwa",
        "event",
        "daftar",
        "list",
        "area",
        "c:pemerintah",
        "c:lokal",
        "c:luar-negeri",
        "c:dalam-negeri",
        "terlibat",
        "jalin",
        "c:antardaerah",
        "antar",
        "c:jajak",
        "catatan",
        "ikut",
        "punya",
        "proyek",
        "project",
        "c:pertemuan",
        "libat",
        "terjadi",
        "happen",
        "milik",
        "pemkot",
        "c:informasi",
        "jalan",
        "c:tahun",
        "c:tokoh",
        "c:luar",
        "c:jangkau",
        "data",
        "muncul",
        "appear",
        "c:tamu",
        "c:delegasi",
    }
)
"""Terms that say what is listed, not which."""
ABROAD = frozenset({"c:luar-negeri"})
HOME = frozenset({"c:dalam-negeri"})
NOT_SIGNED = (Stage.PENJAJAKAN, Stage.RENCANA)


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on cooperations and events; empty ones hold for all."""

    regions: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sectors: frozenset[str] = frozenset()
    events: frozenset[EventKind] = frozenset()
    categories: frozenset[Category] = frozenset()
    signed: bool | None = None
    instruments: bool = False
    period: Period | None = None
    publishers: frozenset[str] = frozenset()
    newest: bool = False
    oldest: bool = False
    abroad: bool = False
    home: bool = False
    level: str | None = None
    """The kind of region that all partners are, where cooperation between such is asked for."""
    without: frozenset[str] = frozenset()
    """Regions that shall not take part: "selain Balikpapan"."""
    towards: str | None = None
    """The region that events shall have taken somebody to: "kunjungan ke Palu"."""
    guests: frozenset[str] = frozenset()
    """The kinds of region of which visitors shall be: "berapa kota yang pernah berkunjung"."""
    running: bool = False
    """Whether they shall be under way."""
    explained: frozenset[str] = field(default=frozenset())

    @property
    def names(self) -> tuple[str, ...]:
        """Keys of the names that it narrows by."""
        return (
            *(REGION + r for r in self.regions),
            *(ORGANISATION + o for o in self.organisations),
            *(PERSON + p for p in self.people),
        )

    @property
    def thematic(self) -> bool:
        """Whether it narrows by what a cooperation is about, so that the fitting fact says more than a date."""
        return bool(self.sectors or self.organisations)

    @property
    def bounded(self) -> bool:
        """Whether it narrows by what no fact tells: of "after 2025", a fact knows no more than the number."""
        open_ = self.period is not None and (self.period.start == date.min or self.period.end == date.max)
        # Every visit and every signing has its day, where any source tells it.
        dated = self.period is not None and (self.signed or bool(self.events and self.events <= DATED))
        return bool(self.level or open_ or dated or self.without or self.running)

    @property
    def strict(self) -> bool:
        """Whether it narrows by what is known of every record, so that where nothing fits there is nothing."""
        return bool(self.bounded or self.period or self.signed or self.abroad or self.categories or self.publishers)

    @property
    def any(self) -> bool:
        """Whether it narrows at all."""
        return bool(
            self.regions
            or self.organisations
            or self.people
            or self.sectors
            or self.events
            or self.categories
            or self.signed is not None
            or self.instruments
            or self.period
            or self.publishers
            or self.newest
            or self.oldest
            or self.abroad
            or self.home
            or self.level
            or self.without
            or self.running
        )


def filters(reading: Reading, records: Records) -> Filters:
    """Return the conditions that a question states."""
    weights = reading.weights
    without = stated.besides(reading)
    explained: set[str] = set(NOUNS & weights.keys())
    nouns = NOUNS | _EVENTS.keys()
    sectors = {s: keys for s, keys in records.sectors.found(weights).items() if keys - nouns}
    for keys in sectors.values():
        explained |= keys
    regions = reading.regions
    # Nusantara is a place and, in the records, a matter: cooperation "about IKN" is asked more than "with IKN".
    if "ibu-kota-nusantara" in regions:
        sectors["ikn"] = frozenset({REGION + "ibu-kota-nusantara"})
        regions = tuple(r for r in regions if r != "ibu-kota-nusantara")
    regions = tuple(r for r in regions if r not in without)
    explained |= set(reading.keys(REGION, ORGANISATION, PERSON))
    events: frozenset[EventKind] = frozenset()
    for key, kinds in _EVENTS.items():
        if key in weights and not (key in _GUESTS and (events or len(reading.groups) > FEW)):
            events = kinds
            explained.add(key)
            if _RECEIVED & set(reading.words):
                explained.add("c:sambut")
    if "c:media" in weights:
        explained |= {"c:bicara", "c:kutip"} & weights.keys()
    if sectors:  # "yang bahas energi": which of them is asked, not what was said
        explained |= {"c:singgung", "singgung", "c:bahas", "c:tentang", "c:topik"} & weights.keys()
        said = {"c:bicara", "c:kutip"} if reading.has("kerja-sama", "mitra", "mou", "media") else {"c:bicara"}
        explained |= said & weights.keys()
    categories = frozenset(c for c in Category if c.value.lower() in weights)
    explained |= {c.value.lower() for c in categories}
    when = period(reading.words, records.today)
    if when:
        explained |= when.words | ({"c:mulai", "c:akhir"} if when.words & PARTS.keys() else set())
    signed: bool | None = None
    if "c:tanda-tangan" in weights:
        signed = not stated.denied(reading)
    if "c:rencana" in weights:
        signed = False
        explained.add("c:rencana")
    if stated.only_explored(reading.words):
        signed = False
    if stated.either_stage(reading):
        signed = None  # "baik yang direncanakan maupun yang diteken"
    if without:
        explained |= {"c:berangkat", "c:hitung"} & weights.keys()  # "leaving X out", "not counting X"
    if reading.words[:1] == ("daftar",):  # a list, not a registration
        explained.add("c:syarat")
    newest, oldest = stated.newest(reading), stated.oldest(reading)
    if oldest:
        explained |= {"c:terlama", "c:mulai", "first", "pertama", "duluan", "dulu"}
    if newest:
        explained |= {"c:akhir", "terakhir", "last"}
    running = stated.running(reading.words)
    if running:
        explained |= {"c:pelaksanaan", "jalan", "aktif", "active"}
    named = [(keys, sources) for keys, sources in records.lookup.publishers if keys <= weights.keys()]
    publishers = frozenset(source for _, sources in named for source in sources)
    explained |= {key for keys, _ in named for key in keys}
    # "Fokus Borneo" is a paper, no place.
    regions = tuple(r for r in regions if not any(REGION + r in keys for keys, _ in named))
    between = stated.between_level(reading.words)
    foreign = stated.foreign(reading.words) and not {"c:daerah", "c:kota"} & weights.keys()
    if between:
        explained |= {"c:antardaerah", "antar", "between", *(w for w in weights if w.startswith("antar"))}
    return Filters(
        regions,
        tuple(ref_of(k) for k in reading.keys(ORGANISATION)),
        tuple(ref_of(k) for k in reading.keys(PERSON)),
        frozenset(sectors),
        events,
        categories,
        signed,
        "c:mou" in weights,
        when,
        publishers,
        newest,
        oldest,
        foreign or bool(ABROAD & weights.keys()),
        bool(HOME & weights.keys()),
        between,
        without,
        stated.towards(reading) if events else None,
        stated.kinds_of_region(reading.words) if events and events <= VISITS else frozenset(),
        running,
        frozenset(explained),
    )


def within(knowledge: Knowledge, region: str, wider: str) -> bool:
    """Whether a region is another one or lies in it."""
    return region == wider or wider in ancestors(knowledge, region)


def party_regions(cooperation: Cooperation) -> tuple[str, ...]:
    """Return the regions that take part, those only named in a plan included."""
    return tuple(p.region for p in cooperation.parties if p.region)


def fits(records: Records, f: Filters, c: Cooperation) -> bool:
    """Whether a cooperation meets all conditions but those on events alone."""
    k = records.knowledge
    parties = party_regions(c)
    if not all(any(within(k, p, r) for p in parties) or REGION + r in _linked(records, c) for r in f.regions):
        return False
    if f.without and _left_out(k, f, parties):
        return False
    if not records.weigher.mentions(c.id, (key for key in f.names if not key.startswith(REGION))):
        return False
    if f.sectors and not f.sectors & set(c.sectors):
        return False
    if f.categories and c.category not in f.categories:
        return False
    if f.signed is not None and not (c.signed if f.signed else c.stage in NOT_SIGNED):
        return False
    if f.running and c.stage is not Stage.PELAKSANAAN:
        return False
    if f.instruments and not c.instruments:
        return False
    if f.period and not any(day in f.period for day in _days(f, c)):
        return False
    if f.publishers and not f.publishers & _sources(c):
        return False
    if f.level and level(k, party_regions(c)) != f.level:
        return False
    if f.home and reach_abroad(k, party_regions(c)):
        return False
    return not f.abroad or reach_abroad(k, party_regions(c))


def level(knowledge: Knowledge, parties: Sequence[str]) -> str | None:
    """Return the kind of region that all partners are, where they are several and lie in Indonesia."""
    kinds = {knowledge.regions[p].kind for p in parties}
    if len(parties) < 2 or len(kinds) != 1 or not all(within(knowledge, p, "indonesia") for p in parties):
        return None
    return next(iter(kinds))


def reach_abroad(knowledge: Knowledge, parties: Sequence[str]) -> bool:
    """Whether one of the partners is another country or lies in one."""
    return any(knowledge.regions[p].kind == "negara" or not within(knowledge, p, "indonesia") for p in parties)


def fits_event(records: Records, f: Filters, c: Cooperation, e: Event) -> bool:
    """Whether an event meets all conditions."""
    k = records.knowledge
    if f.events and e.kind not in f.events:
        return False
    where = [r for r in (e.region, e.visitor, e.host, *party_regions(c)) if r and r in k.regions]
    if not all(any(within(k, r, wanted) for r in where) for wanted in f.regions):
        return False
    if f.without and _left_out(k, f, [r for r in (e.region, e.visitor, e.host) if r in k.regions]):
        return False
    if f.guests and not f.guests & {k.regions[r].kind for r in _guests(k, c, e)}:
        return False
    if f.towards and not _came(k, e, f.towards):
        return False
    if f.period and e.date not in f.period:
        return False
    if (f.abroad or f.home) and reach_abroad(k, party_regions(c)) != f.abroad:
        return False
    if f.sectors and not f.sectors & set(c.sectors):
        return False
    return records.weigher.mentions(c.id, (key for key in f.names if not key.startswith(REGION)))


def _days(f: Filters, c: Cooperation) -> Iterator[date | None]:
    """Yield the days that count: those of signing alone, where it is asked what was signed."""
    yield from (i.date for i in c.instruments)
    yield from (e.date for e in c.events if not f.signed or e.kind is EventKind.PENANDATANGANAN)


def _left_out(knowledge: Knowledge, f: Filters, places: Sequence[str | None]) -> bool:
    """Whether one of some places lies in what is left out.

    Of "partners of Balikpapan outside Kalimantan" those are that lie in it, not the one whose partners they are.
    """
    others = [p for p in places if p and not any(within(knowledge, p, r) for r in f.regions)]
    return any(within(knowledge, p, region) for p in others for region in f.without)


def _guests(knowledge: Knowledge, c: Cooperation, event: Event) -> Sequence[str]:
    """Return the region that came, or those for which an organisation did."""
    if event.visitor in knowledge.regions:
        return (str(event.visitor),)
    return [r for r in party_regions(c) if r != event.host]


def _came(knowledge: Knowledge, event: Event, place: str) -> bool:
    """Whether an event took somebody to a place who is not of it."""
    there = [r for r in (event.host, event.region) if r and r in knowledge.regions]
    own = event.visitor in knowledge.regions and within(knowledge, str(event.visitor), place)
    return any(within(knowledge, r, place) for r in there) and not own


def _linked(records: Records, c: Cooperation) -> frozenset[str]:
    """Return the keys of the regions that its events took place in."""
    return frozenset(REGION + e.region for e in c.events if e.region)


def _sources(c: Cooperation) -> frozenset[str]:
    cited = [x.source for x in c.sources]
    cited += [x.source for f in c.facts for x in f.sources]
    return frozenset(cited)
