"""Who leads a region, and which office-holders came to one."""

from __future__ import annotations

from bot.answering.compose import ids
from bot.answering.names import OFFICE, PERSON, REGION, ref_of
from bot.answering.outcomes import Answer, Choice, Reason, Statement, Topic, Unknown
from bot.answering.reading import Reading
from bot.answering.relations.filters import NOUNS, VISITS, Filters, within
from bot.answering.relations.offices import PLAIN, holders, title
from bot.answering.relations.periods import period
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import Cooperation, Event, Person, QuestionKind, Tenure
from bot.phrases.dates import long_date
from bot.phrases.table import phrase

_HEADS = ("wali-kota", "bupati", "gubernur", "presiden")
"""Offices that lead a region, not deputies."""
_LEADING = frozenset({"c:pimpin", "govern", "perintah", "rule", "charge"})
_HEAD_OF_REGION = frozenset({"kepala", "daerah"})
_FROM = frozenset({"dari", "from", "asal"})
_ALL = frozenset({"sebutkan", "saja", "semua", "daftar", "all", "list", "which", "mana", "every"})
_TOWARDS = frozenset({"ke", "di", "to", "in", "at", "mengunjungi", "visited", "visit", "menemui", "met"})
_AT = frozenset({"di", "in", "at"})
_CAME = ("kunjungan", "pertemuan", "hadir")


def ruler(reading: Reading, records: Records) -> Proposal | None:
    """Return who leads the one region that the question names: "siapa yang memimpin Palu", "who runs Parepare"."""
    if QuestionKind.SIAPA not in reading.kinds or len(reading.regions) != 1 or len(reading.named) != 1:
        return None
    content = set(reading.content) - PLAIN | (set(reading.content) & _LEADING)
    headed = set(reading.words) >= _HEAD_OF_REGION
    if headed:
        content -= {"c:pejabat", "kepala", "c:daerah"}
    if any(m.kind == OFFICE for m in reading.mentions) or not (content or headed) or not content <= _LEADING:
        return None
    region = reading.regions[0]
    explained = frozenset(reading.weights)
    for name in _HEADS:
        held = [(p, t) for p, t in records.lookup.tenures(name) if t.of == region]
        if held:
            return holders(reading, records, records.knowledge.offices[name], held, explained)
    text = Statement(phrase(reading.language, "office.unknown.other"))
    told = Unknown(reading.language, Reason.NO_DETAIL, nearest=(text,), topic=Topic(question=reading.text))
    return Proposal("office", told, explained, certain=True)


def visitors(reading: Reading, records: Records) -> Proposal | None:
    """Return the holders of an office who came to the region named: "siapa saja wali kota yang ke Balikpapan"."""
    offices = [m for m in reading.mentions if m.kind == OFFICE and m.in_focus]
    places = [m for m in reading.mentions if m.kind == REGION and m.in_focus and len(m.keys) == 1]
    words = reading.words
    # "Wali kota dari Sulawesi yang ke Balikpapan": where they come from, and where they came.
    origins = [m for m in places if m.start and words[m.start - 1] in _FROM]
    places = [m for m in places if m not in origins]
    if len(offices) != 1 or len(places) != 1 or len(origins) > 1 or reading.keys(PERSON):
        return None
    if not (_ALL & set(words) or (origins and QuestionKind.SIAPA in reading.kinds)):
        return None
    place, office = places[0], ref_of(offices[0].keys[0])
    # "Wali kota Balikpapan" is one man's office; "wali kota yang ke Balikpapan" are those who came.
    led = place.start > 0 and words[place.start - 1] in _TOWARDS - _AT
    if place.start <= offices[0].end or not (led or reading.has(*_CAME)):
        return None
    came, target = [], ref_of(place.keys[0])
    shelf, when = records.narrowing.events, period(words, records.today)
    for at in records.narrowing.fitting_events(records, Filters(regions=(target,), period=when)):
        c, e = shelf.things[at]
        if e.host == target or (e.region and within(records.knowledge, e.region, target)):
            came += [(c, e, p, t) for p, t in records.lookup.tenures(office) if _part(c, e, p, t, target)]
    came = [one for one in came if all(_of(records, one[3], ref_of(m.keys[0])) for m in origins)]
    if not came:
        return None
    said = {key for m in origins for key in m.keys} | (when.words if when else frozenset())
    explained = {*said, *NOUNS, *PLAIN, *("c:" + one for one in _CAME), offices[0].keys[0], place.keys[0]}
    return Proposal("visitors", _told(reading, records, came), frozenset(explained), certain=True)


def led(reading: Reading, records: Records) -> Proposal | None:
    """Return the visits that holders of an office led, wherever they went: "kunjungan mana yang dipimpin gubernur"."""
    offices = [m for m in reading.mentions if m.kind == OFFICE and m.in_focus]
    if len(offices) != 1 or reading.named or not reading.has("pimpin") or not reading.has("kunjungan", "delegasi"):
        return None
    if not _ALL & set(reading.words) or reading.kinds - {QuestionKind.APA, QuestionKind.BERAPA}:
        return None
    office, shelf, when = ref_of(offices[0].keys[0]), records.narrowing.events, period(reading.words, records.today)
    came = []
    for at in records.narrowing.fitting_events(records, Filters(events=VISITS, period=when)):
        c, e = shelf.things[at]
        came += [(c, e, p, x) for p, x in records.lookup.tenures(office) if e.visitor and _part(c, e, p, x, "")]
    explained = frozenset(
        {*NOUNS, *PLAIN, "c:pimpin", "c:kunjungan", offices[0].keys[0], *(when.words if when else ())}
    )
    if came:
        return Proposal("visitors", _told(reading, records, came), explained, certain=True)
    none = Unknown(reading.language, Reason.NOT_IN_RECORDS, topic=Topic(question=reading.text))
    return Proposal("visitors", none, explained, certain=True)


def _of(records: Records, tenure: Tenure, wider: str) -> bool:
    """Whether an office is of a region or of one within it."""
    held = tenure.of
    return held is not None and held in records.knowledge.regions and within(records.knowledge, held, wider)


def _part(c: Cooperation, e: Event, person: Person, tenure: Tenure, target: str) -> bool:
    """Whether an office-holder took part in an event as somebody from elsewhere."""
    if person.id not in {role.person for role in c.people} or tenure.of == target:
        return False
    return tenure.of == e.visitor if e.visitor else True


def _told(reading: Reading, records: Records, came: list[tuple[Cooperation, Event, Person, Tenure]]) -> Answer:
    language = reading.language
    items: list[Statement] = []
    notes: dict[str, Statement] = {}
    for c, e, person, tenure in came:
        when = long_date(e.date, language) if e.date else ""
        key = "events.item" if e.date else "events.item.undated"
        event = phrase(language, key, event=e.name[language], date=when, place=records.place(e, language))
        held = title(records.knowledge, tenure, language)
        name = f"{held[:1].upper()}{held[1:]} {person.name}"
        items.append(Statement(phrase(language, "list.item.fact", name=name, fact=event), ids(e.sources)))
        notes |= {n.text: n for n in records.composer.note(c, e.discrepancy, language)}
    about = tuple(dict.fromkeys(c.id for c, _, _, _ in came))
    topic = Topic(
        about if len(about) == 1 else (),
        people=tuple(p.id for _, _, p, _ in came),
        items=tuple(Choice(e.name[language], e.name[language]) for _, e, _, _ in came),
        question=reading.text,
    )
    lead = Statement(phrase(language, "events.lead", count=len({e.id + c.id for c, e, _, _ in came})))
    return Answer(
        language,
        (lead,),
        tuple(items),
        numbered=len(items) > 1,
        notes=tuple(notes.values()),
        confidence=0.88,
        topic=topic,
        entry=about[0] if len(about) == 1 else None,
    )
