"""What somebody or some place has to do with a cooperation: "peran X dalam kunjungan Y", "how does X fit into Y"."""

from __future__ import annotations

from bot.answering.entries import EntryKind
from bot.answering.names import ORGANISATION, PERSON, PLACE, REGION, ref_of
from bot.answering.outcomes import Answer, Statement, Topic
from bot.answering.reading import Reading
from bot.answering.relations.filters import NOUNS, party_regions, within
from bot.answering.relations.proposal import Proposal, Records
from bot.answering.relations.roles import told
from bot.knowledge.model import Cooperation, Fact, QuestionKind

FEW = 3
"""Names of which the part is asked at most."""
TOLD = 2
"""Facts that are told of each of them."""
_PART = frozenset({"c:peran", "c:hubungan"})
_AROUND = NOUNS | {
    *("c:kunjungan", "c:rencana", "c:acara", "c:media", "c:kesepakatan", "c:tanda-tangan", "c:program", "cerita"),
    *("c:jabatan", "c:kesepakatan"),
}
"""Terms that say no more than what it takes part in."""
_OPEN = frozenset({QuestionKind.APA, QuestionKind.BAGAIMANA, QuestionKind.MENGAPA})


def part(reading: Reading, records: Records) -> Proposal | None:
    """Return the part of those named who are no acting party of the one cooperation that the question is about."""
    content = set(reading.content)
    if reading.kinds - _OPEN or not content & _PART or content - _PART - _AROUND or reading.keys(PLACE):
        return None
    concerned = [c for c in records.lookup.about(reading.named) if records.weigher.mentions(c.id, reading.named)]
    asked = {c.id: beside for c in concerned if (beside := _beside(reading, records, c))}
    if len(asked) != 1 or len(concerned) - len(asked) > len(asked):
        return None
    c = next(c for c in concerned if c.id in asked)
    names = asked[c.id]
    if not 1 <= len(names) <= FEW or (len(names) == len(reading.named) and len(names) < 2):
        return None
    language = reading.language
    statements: dict[str, Statement] = {}
    notes: dict[str, Statement] = {}
    for name in names:
        if name.startswith(PERSON):
            for role in c.people:
                if role.person == ref_of(name):
                    one = told(records, role, language)
                    statements[one.text] = one
        for fact in _facts(reading, records, c, name):
            one = records.composer.fact_statement(c, fact, language)
            statements[one.text] = one
            notes |= {n.text: n for n in records.composer.note(c, fact.discrepancy, language)}
    if not statements:
        return None
    answer = Answer(
        language,
        tuple(statements.values()),
        notes=tuple(notes.values()),
        entry=c.id,
        confidence=0.8,
        topic=Topic((c.id,), people=tuple(ref_of(n) for n in names if n.startswith(PERSON)), question=reading.text),
    )
    return Proposal("part", answer, _PART | _AROUND | frozenset(reading.named), certain=True)


def _beside(reading: Reading, records: Records, c: Cooperation) -> tuple[str, ...]:
    """Return the names of the question that are of no acting party of a cooperation, nor of where one lies."""
    acting = [p for p in c.parties if not p.prospective]
    taking = {ORGANISATION + p.organisation for p in c.parties if p.organisation}
    taking |= {REGION + e.region for e in c.events if e.region}
    for name in reading.keys(REGION):
        if any(p.region and within(records.knowledge, p.region, ref_of(name)) for p in acting):
            taking.add(name)
    if len(party_regions(c)) > 1:
        taking.add(REGION + "asean")
    return reading.keys(PERSON) or tuple(name for name in reading.named if name not in taking)


def _facts(reading: Reading, records: Records, c: Cooperation, name: str) -> tuple[Fact, ...]:
    """Return the facts of a cooperation that name somebody, those first that are likest to answer."""
    ranked = [o.entry.record for o in records.found if o.entry.kind is EntryKind.FACT]
    own = {fact.id: fact for fact in c.facts}
    order = dict.fromkeys((*(f.id for f in ranked if isinstance(f, Fact) and own.get(f.id) is f), *own))
    return tuple(own[one] for one in order if records.weigher.telling.names(c, own[one], (name,)))[:TOLD]
