"""Who holds an office, and which office a person holds."""

from __future__ import annotations

from bot.answering.compose import ids
from bot.answering.names import OFFICE, ORGANISATION, PERSON, PLACE, REGION, display, ref_of
from bot.answering.outcomes import Answer, Choice, Reason, Statement, Topic, Unknown
from bot.answering.reading import Mention, Reading
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import Knowledge, Office, Person, QuestionKind, Tenure
from bot.phrases.table import phrase

_TO = frozenset({"untuk", "to", "for", "bagi"})
_TOWARDS = frozenset({"ke", "to", "visited", "kunjungi", "mengunjungi"})
"""Before a place it is where somebody went, not whose office it is."""
_OTHERS = frozenset(
    ["mantan", "former", "previous", "predecessor", "pendahulu", "penerus", "pengganti", "successor", "terdahulu"]
)
"""Words that ask for another holder than the one on record."""
_BEFORE = frozenset({"sebelum", "before", "setelah", "after", "sesudah"})
_ALSO = frozenset({"dan", "and", "serta", "sama", "beserta"})
"""Between two places whose holders are both asked for."""
_OF = frozenset({"of", "the", "di", "dari", "kota", "in", "provinsi", "pemerintah", "city", "ri", "si"})
_HEADS = {"id": frozenset({"menteri", "wamen", "menko"}), "en": frozenset({"minister", "secretary"})}
"""Titles that say nothing without the charge behind or before them, which is then part of the office's name."""
_NO_CHARGE = frozenset(
    {
        *("yang", "itu", "ini", "siapa", "nya", "mana", "apa", "dari", "di", "ke", "saja", "tersebut", "ri", "dan"),
        *("the", "a", "which", "what", "who", "that", "is", "was", "by", "did", "and", "or", "any", "indonesian"),
    }
)
_OCCASION = frozenset({"c:hadir", "c:acara", "c:kunjungan", "c:pertemuan", "c:tanda-tangan", "c:sambut", "c:delegasi"})
"""Where somebody was seen whose office is asked for."""
PLAIN = frozenset(
    {
        "c:nama",
        "c:kutip",
        "indonesian",
        "c:asli",
        "c:jabatan",
        "c:resmi",
        "c:nama-panggilan",
        "lengkap",
        "full",
        "sekarang",
        "current",
        "c:pejabat",
        "c:pimpin",
        "c:media",
        "govern",
        "perintah",
        "jabat",
        "data",
        "daftar",
        "list",
        "catat",
        "muncul",
        "appear",
        "c:kota",
        "c:provinsi",
        "c:daerah",
        "c:kerja-sama",
    }
)
"""Terms that say nothing more than that somebody holds an office."""


def holder(reading: Reading, records: Records, context: tuple[str, ...] = ()) -> Proposal | None:
    """Return who holds the office that the question names, in the region named or talked about."""
    offices = [m for m in reading.mentions if m.kind == OFFICE and m.in_focus]
    # Other kinds than "who" ask for something that the holder did or said.
    if not offices and QuestionKind.SIAPA in reading.kinds and _other_office(reading, records):
        text = Statement(phrase(reading.language, "office.unknown.other"))
        told = Unknown(reading.language, Reason.NO_DETAIL, nearest=(text,), topic=Topic(question=reading.text))
        return Proposal("office", told, frozenset(reading.weights), certain=True)
    if len(offices) == 1 and reading.kinds <= {QuestionKind.SIAPA} and _another(reading):
        text = Statement(phrase(reading.language, "office.unknown.other"))
        told = Unknown(reading.language, Reason.NO_DETAIL, nearest=(text,), topic=Topic(question=reading.text))
        return Proposal("office", told, frozenset(reading.weights), certain=True)
    if len(offices) != 1 or not _asks_who(reading) or reading.keys(PERSON):
        return None
    office = records.knowledge.offices[ref_of(offices[0].keys[0])]
    of, to, explained = _accredited(reading, records, offices[0])
    explained |= {k for k in reading.weights if k in PLAIN} | {offices[0].keys[0]}
    held = records.lookup.tenures(office.id)
    if of or to:
        found = [(p, t) for p, t in held if _fits(t, of, to)]
        several, known = bool(_ALSO & set(reading.words[offices[0].end :])), records.knowledge.regions
        asked = [ref for ref in of if (several or ref not in known) and not to]
        missing = [ref for ref in asked if not any(_fits(t, [ref], to) for _, t in found)]
        if not found and not to and all(ref in records.knowledge.organisations for ref in of):
            return None  # "the minister of the Export Center": whoever has to do with it, as its facts tell
        if not found or missing:
            return _nobody(reading, records, office, (missing or of or to)[0], frozenset(explained))
        return holders(reading, records, office, found, frozenset(explained))
    if context:
        parties = {p.ref for c in context for p in records.knowledge.cooperations[c].parties}
        held = [(p, t) for p, t in held if t.of in parties] or held
    return holders(reading, records, office, held, frozenset(explained)) if held else None


def nobody(reading: Reading, records: Records) -> Unknown | None:
    """Return that no holder is known where the question takes for granted one of an office and place without any."""
    for m in reading.mentions:
        if m.kind != OFFICE or not m.in_focus:
            continue
        of, to, _ = _accredited(reading, records, m)
        held = records.lookup.tenures(ref_of(m.keys[0]))
        where, regions = (of or to)[:1], records.knowledge.regions
        # "Project yang diresmikan presiden di Balikpapan": a city has no president who could be meant.
        kinds = {regions[t.of].kind for _, t in held if t.of and t.of in regions}
        # An office that nobody holds anywhere is nobody's here, whatever the place.
        services = records.knowledge.organisations
        fitting = any(not held or ref not in {*regions, *services} or _kind(records, ref) in kinds for ref in where)
        if fitting and not any(_fits(t, of, to) for _, t in held):
            office = records.knowledge.offices[ref_of(m.keys[0])]
            outcome = _nobody(reading, records, office, (of or to)[0], frozenset()).outcome
            return outcome if isinstance(outcome, Unknown) else None
    return None


def _kind(records: Records, ref: str) -> str | None:
    """Return what kind of region it is, None for an organisation."""
    region = records.knowledge.regions.get(ref)
    return region.kind if region else None


def _another(reading: Reading) -> bool:
    """Whether somebody is asked for who held the office before or after the one on record."""
    people = [m for m in reading.mentions if m.kind == PERSON and m.in_focus]
    return bool(_OTHERS & set(reading.words)) or any(
        m.start > 0 and reading.words[m.start - 1] in _BEFORE for m in people
    )


def _other_office(reading: Reading, records: Records) -> bool:
    """Whether the question names an office by its head and another charge than the records know: "menteri X"."""
    words, (start, end) = reading.words, reading.focus
    for at in range(start, end):
        before, after = words[at - 1 : at], words[at + 1 : end]
        if words[at] in _HEADS["id"] and after and after[0] not in _NO_CHARGE:
            return True
        if words[at] in _HEADS["en"] and ((after and after[0] in ("of", "for")) or set(before) - _NO_CHARGE):
            return True
    return False


_NAME = frozenset({"nama", "namanya", "name", "names"})


def _asks_who(reading: Reading) -> bool:
    return (
        QuestionKind.SIAPA in reading.kinds
        or not _NAME.isdisjoint(reading.words)
        or (not reading.kinds and not reading.content)
        or (reading.kinds == {QuestionKind.APA} and bool(reading.regions) and not reading.content)
    )


def _fits(tenure: Tenure, of: list[str], to: list[str]) -> bool:
    if to:
        return tenure.to in to and (not of or tenure.of in of)
    return tenure.of in of or (tenure.of is None and "indonesia" in of) or (tenure.to is not None and tenure.to in of)


def _accredited(reading: Reading, records: Records, office: Mention) -> tuple[list[str], list[str], set[str]]:
    """Return of which region and to which the office is: the name behind it ("mayor of Palu") or before it.

    A name farther off belongs to something else that is said, and is left unexplained.
    """
    of: list[str] = []
    to: list[str] = []
    explained: set[str] = set()
    at = office.end
    held = records.lookup.tenures(ref_of(office.keys[0]))
    joining = _TO | _OF if any(t.to for _, t in held) else _OF  # only an ambassador is one to somewhere
    for m in reading.mentions:
        if m.kind not in (REGION, ORGANISATION, PLACE) or not m.in_focus:
            continue
        between = reading.words[at : m.start] if m.start >= at else None
        if between is not None and set(between) <= (joining | _ALSO if of else joining):
            (to if set(between) & _TO else of).append(ref_of(m.keys[0]))
            at = m.end
            explained.add(m.keys[0])
        elif m.end == office.start and reading.language == "en":
            of.append(ref_of(m.keys[0]))
            explained.add(m.keys[0])
    named = [m for m in reading.mentions if m.kind in (REGION, ORGANISATION, PLACE) and m.in_focus]
    placed = any(t.of for _, t in records.lookup.tenures(ref_of(office.keys[0])))
    moved = len(named) == 1 and named[0].start > 0 and reading.words[named[0].start - 1] in _TOWARDS
    if placed and not moved and not of and not to and len(named) == 1 and set(reading.content) <= PLAIN:
        # "Who governs X as its governor?": the only name there is, and nothing else is said.
        of.append(ref_of(named[0].keys[0]))
        explained.add(named[0].keys[0])
    return of, to, explained


def _of(knowledge: Knowledge, tenure: Tenure, language: str) -> str:
    return knowledge.name_of(tenure.of)[language] if tenure.of else ""


def title(knowledge: Knowledge, tenure: Tenure, language: str) -> str:
    """Return the office with its place: "Wali Kota Palu"."""
    name = knowledge.offices[tenure.office].name[language]
    if tenure.to:
        text = phrase(
            language,
            "office.title.to",
            office=name,
            of=_of(knowledge, tenure, language),
            to=knowledge.name_of(tenure.to)[language],
        )
    elif tenure.of:
        text = phrase(
            language, "office.title", office=name, of=_without_level(_of(knowledge, tenure, language), language)
        )
    else:
        text = name
    return text


def _without_level(name: str, language: str) -> str:
    """Return a region without its level, as titles are written: "Wali Kota Palu", not "Wali Kota Kota Palu"."""
    for level in ("Kota ", "Provinsi ", "Kabupaten "):
        if language == "id" and name.startswith(level):
            return name.removeprefix(level)
    return name


def holders(
    reading: Reading, records: Records, office: Office, found: list[tuple[Person, Tenure]], explained: frozenset[str]
) -> Proposal:
    """Return those who hold an office, as the records title them."""
    language = reading.language
    notes: dict[str, Statement] = {}
    statements = []
    for person, tenure in found:
        for note in _notes(records, tenure, language):
            notes[note.text] = note
        statements.append(
            Statement(
                phrase(language, "office.holder", title=title(records.knowledge, tenure, language), name=person.name),
                ids(tenure.sources),
            )
        )
    topic = Topic(
        _cooperations(records, found),
        people=tuple(p.id for p, _ in found),
        items=tuple(Choice(p.name, _who(p, language)) for p, _ in found),
        question=reading.text,
    )
    if len(statements) == 1:
        answer = Answer(
            language,
            tuple(statements),
            notes=tuple(notes.values()),
            confidence=0.95,
            topic=topic,
            entry=topic.cooperations[0] if topic.cooperations else None,
        )
    else:
        lead = Statement(phrase(language, "office.lead", office=office.name[language]))
        answer = Answer(language, (lead,), tuple(statements), notes=tuple(notes.values()), confidence=0.85, topic=topic)
    return Proposal("office", answer, explained, certain=True)


def _their_own(reading: Reading, records: Records, mention: Mention) -> bool:
    """Whether all places that a question names are of an office of the person, or the country."""
    held = [x for key in mention.keys for x in records.knowledge.people[ref_of(key)].tenures]
    return set(reading.regions) <= {ref for x in held for ref in (x.of, x.to) if ref} | {"indonesia"}


def _was_there(reading: Reading, records: Records, mention: Mention) -> bool:
    """Whether all places that a question names are where something took place in which the person had a part."""
    taking = [
        c for c in records.lookup.about(mention.keys) if {r.person for r in c.people} & set(map(ref_of, mention.keys))
    ]
    return set(reading.regions) <= {e.region for c in taking for e in c.events if e.region}


def _who(person: Person, language: str) -> str:
    return phrase(language, "person.ask", name=person.name)


def _cooperations(records: Records, found: list[tuple[Person, Tenure]]) -> tuple[str, ...]:
    people = {p.id for p, _ in found}
    if len(people) != 1:
        return ()
    return tuple(
        c.id for c in records.lookup.about(PERSON + p for p in people) if people & {r.person for r in c.people}
    )


def _notes(records: Records, tenure: Tenure, language: str) -> tuple[Statement, ...]:
    if not tenure.discrepancy:
        return ()
    owner = records.knowledge.cooperations[tenure.discrepancy.partition("/")[0]]
    return records.composer.note(owner, tenure.discrepancy, language)


def _nobody(reading: Reading, records: Records, office: Office, where: str, explained: frozenset[str]) -> Proposal:
    language = reading.language
    key = next(m.keys[0] for m in reading.mentions if ref_of(m.keys[0]) == where)
    text = phrase(
        language,
        "office.unknown",
        office=office.name[language],
        of=_without_level(display(records.knowledge, key, language), language),
    )
    outcome = Unknown(language, Reason.NO_DETAIL, nearest=(Statement(text),), topic=Topic(question=reading.text))
    return Proposal("office", outcome, explained, certain=True)


def person(reading: Reading, records: Records) -> Proposal | None:
    """Return who a named person is; all of them where several bear the name."""
    mentions = [m for m in reading.mentions if m.kind == PERSON and m.in_focus]
    asks = _asks_who(reading) or reading.has("jabatan") or QuestionKind.APA in reading.kinds or not reading.kinds
    same = len(mentions) == 2 and reading.has("beda", "sama-orang")
    if not same and (len(mentions) != 1 or not asks):
        return None
    if reading.has("kutip") and reading.regions:
        return None  # what somebody said about a place is not who they are
    seen = len(mentions) == 1 and not _their_own(reading, records, mentions[0])
    if seen and (not reading.has("jabatan") or reading.has("kutip") or not _was_there(reading, records, mentions[0])):
        return None  # "has X been to Palu?" is not who they are
    keys = tuple(dict.fromkeys(k for m in mentions for k in m.keys))
    people = [records.knowledge.people[ref_of(k)] for k in keys]
    # "Governor Harum": of those who bear the name, the one who holds the office.
    titled = [p for p in people if any(OFFICE + held.office in reading.keys(OFFICE) for held in p.tenures)]
    people = titled if len(people) > 1 and titled and not same else people
    told = set(reading.content) - PLAIN - {"c:beda", "c:sama-orang", "orang"}
    if len(people) > 1 and QuestionKind.SIAPA not in reading.kinds and told:
        return None  # what one of them wants or does is not who they are
    language = reading.language
    explained = frozenset(
        {
            *((*_OCCASION, *reading.keys(REGION)) if seen else ()),
            *keys,
            *PLAIN,
            "c:beda",
            "c:sama-orang",
            "orang",
            *(m.keys[0] for m in reading.mentions if m.kind == OFFICE),
        }
    )
    notes: dict[str, Statement] = {}
    statements = []
    for p in people:
        titles = [title(records.knowledge, t, language) for t in p.tenures]
        if not titles:
            return None
        text = phrase(language, "person.holds", name=p.name, titles="; ".join(titles))
        statements.append(Statement(text, ids(c for t in p.tenures for c in t.sources)))
        notes |= {n.text: n for t in p.tenures for n in _notes(records, t, language)}
    topic = Topic(
        people=tuple(p.id for p in people),
        items=tuple(Choice(p.name, _who(p, language)) for p in people),
        cooperations=_cooperations(records, [(p, t) for p in people for t in p.tenures]),
        question=reading.text,
    )
    if len(people) == 1:
        return Proposal(
            "person",
            Answer(language, tuple(statements), notes=tuple(notes.values()), confidence=0.9, topic=topic),
            explained,
        )
    lead = Statement(phrase(language, "person.several"))
    return Proposal(
        "person",
        Answer(language, (lead,), tuple(statements), notes=tuple(notes.values()), confidence=0.8, topic=topic),
        explained,
        certain=True,
    )
