"""Who takes part in a cooperation: the people of its record, each with office and part."""

from __future__ import annotations

from bot.answering.aside import set_aside
from bot.answering.compose import ids
from bot.answering.names import OFFICE, PERSON, PLACE, ref_of
from bot.answering.outcomes import Answer, Choice, Statement, Topic
from bot.answering.reading import Reading
from bot.answering.relations.offices import title
from bot.answering.relations.periods import Period, period
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import Cooperation, QuestionKind, Role, Tenure
from bot.phrases.table import phrase

PEOPLE = frozenset(
    {
        *(
            "heads",
            "chiefs",
            "tokoh",
            "sosok",
            "aktor",
            "people",
            "politicians",
            "politisi",
            "figures",
            "figure",
            "names",
            "persons",
        ),
        *(
            "pejabat",
            "pejabatnya",
            "officials",
            "official",
            "leaders",
            "individuals",
            "dignitaries",
            "everyone",
            "peserta",
            "participants",
            "attendees",
            "hadirin",
        ),
    }
)
"""Words for the people that are asked for."""
_SEVERAL = frozenset(
    {
        *(
            "saja",
            "semua",
            "daftar",
            "sebutkan",
            "siapa",
            "nama",
            "all",
            "list",
            "which",
            "who",
            "names",
            "mana",
            "any",
        ),
        *("involved", "terlibat", "muncul", "disebut", "mentioned", "appear"),
    }
)
"""Words that ask for all of them."""
_OF_NOTE = frozenset({"penting", "muncul", "disebut", "dikutip", "nama", "namanya", "kesebut"})
"""Words by which "orang" are the people of a report, not people at large."""
_BOTH = frozenset({"dua", "2", "kedua", "two", "both"})
"""Words before an office that ask for all who took part under it."""
_WHERE = frozenset(
    {
        *("c:pejabat", "c:kerja-sama", "c:mou", "c:mitra", "c:hubungan", "c:media", "c:masyarakat", "c:pihak"),
        *(
            "c:hadir",
            "c:balai-kota",
            "c:aula",
            "c:tanda-tangan",
            "c:kunjungan",
            "c:pertemuan",
            "c:jabatan",
            "c:peran",
            "c:acara",
            "c:berita",
        ),
        *("c:tokoh", "orang", "c:nama", "person", "libat", "pihak", "party", "c:angka", "muncul", "appear"),
        *("c:di-balik", "c:pimpin", "c:bicara", "c:kota", "c:provinsi", "2"),
        *("c:penting", "c:kunci", "main", "c:utama", "deal", "aktor", "individual", "mention"),
    }
)
"""Terms that say no more than that people take part in a cooperation."""


def roles(reading: Reading, records: Records) -> Proposal | None:
    """Return the people of the one cooperation that the question names, where it asks for all of them."""
    words = set(reading.words)
    asks = reading.kinds <= {QuestionKind.SIAPA, QuestionKind.APA, QuestionKind.YA_TIDAK}
    named = bool(PEOPLE & words) or ("orang" in words and bool(_OF_NOTE & words))
    offices = _offices(reading)
    several = offices or (named and _SEVERAL & words)
    if not (several and asks and reading.named) or reading.keys(PLACE, PERSON):
        return None
    found = [c for c in records.lookup.about(reading.named) if records.weigher.mentions(c.id, reading.named)]
    when = period(reading.words, records.today)
    taking = [c for c in found if set(reading.regions) <= _places(c) and (when is None or _in(c, when))]
    under = {ref_of(key) for key in reading.keys(OFFICE)}
    if len(taking) > 1 and under:  # "the ambassador's visit to Balikpapan"
        taking = [c for c in taking if under <= {role.office for role in c.people}]
    if len(taking) != 1:
        return None
    c, language = taking[0], reading.language
    asked = [role for role in c.people if not offices or role.office in offices]
    if len(asked) < 1 + bool(offices):
        return None
    items = tuple(told(records, role, language) for role in asked)
    notes = {n.text: n for role in asked for n in _notes(records, role, language)}
    people = tuple(dict.fromkeys(role.person for role in asked))
    choices = tuple(Choice(records.knowledge.people[p].name, records.knowledge.people[p].name) for p in people)
    answer = Answer(
        language,
        (Statement(phrase(language, "roles.lead", name=c.name[language])),),
        items,
        notes=tuple(notes.values()),
        entry=c.id,
        confidence=0.85,
        topic=Topic((c.id,), people=people, items=choices, question=reading.text),
    )
    said = when.words if when else frozenset()
    explained = _WHERE | said | {*reading.named, *reading.keys(OFFICE), "2"}
    return Proposal("roles", answer, explained, certain=when is not None or bool(offices))


def _offices(reading: Reading) -> set[str]:
    """Return the office whose two holders are asked for: "nama dua gubernur yang teken"; not who came besides them."""
    beside = {m for m in reading.mentions if m.kind == OFFICE and m.in_focus and m.start}
    if set_aside(reading.words, ()):
        return set()
    return {ref_of(m.keys[0]) for m in beside if reading.words[m.start - 1] in _BOTH}


def _in(c: Cooperation, when: Period) -> bool:
    """Whether an event of a cooperation falls in a period."""
    return any(e.date in when for e in c.events)


def _places(c: Cooperation) -> set[str]:
    where = {ref for e in c.events for ref in (e.region, e.visitor, e.host) if ref}
    return where | {p.region for p in c.parties if p.region}


def told(records: Records, role: Role, language: str) -> Statement:
    """Return a person with office and part in the cooperation."""
    person = records.knowledge.people[role.person]
    held = title(records.knowledge, tenure(records, role), language)
    text = phrase(language, "roles.item", name=person.name, title=held, part=role.part[language])
    return Statement(text, ids(role.sources))


def tenure(records: Records, role: Role) -> Tenure:
    """Return the tenure under which a person takes part."""
    tenures = records.knowledge.people[role.person].tenures
    return next(x for x in tenures if x.office == role.office and x.of in (role.of, None))


def _notes(records: Records, role: Role, language: str) -> tuple[Statement, ...]:
    held = tenure(records, role).discrepancy
    if not held:
        return ()
    owner = records.knowledge.cooperations[held.partition("/")[0]]
    return records.composer.note(owner, held, language)
