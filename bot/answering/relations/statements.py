"""What a person said: the facts told as theirs."""

from __future__ import annotations

from bot.answering.compose import ids
from bot.answering.names import OFFICE, PERSON, ref_of
from bot.answering.outcomes import Answer, Choice, Statement, Topic
from bot.answering.reading import Reading
from bot.answering.relations.filters import party_regions
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import QuestionKind
from bot.phrases.table import phrase

MOST = 6
_OCCASION = frozenset({"c:tanda-tangan", "c:kunjungan", "c:pertemuan"})
"""When something was said, and nothing that was said."""
_SAID = frozenset({"c:kutip", "c:bicara"})


def statements(reading: Reading, records: Records) -> Proposal | None:
    """Return what the one person said whom the question names, where it asks for no matter in particular."""
    people = reading.keys(PERSON) or _holder(reading, records)
    if len(people) != 1 or not reading.has("kutip") or set(reading.content) - _SAID - _OCCASION:
        return None
    if reading.kinds - {QuestionKind.APA, QuestionKind.BAGAIMANA}:
        return None
    language, person = reading.language, ref_of(people[0])
    places = {e.region for c in records.lookup.about(people) for e in c.events}
    regions = set(reading.regions) - places
    told = [
        (c, f)
        for c in records.lookup.about(people)
        for f in c.facts
        if f.speaker == person and regions <= set(party_regions(c))
    ]
    if len(told) < 2:
        return None
    items = tuple(records.composer.fact_statement(c, f, language) for c, f in told[:MOST])
    name = records.knowledge.people[person].name
    lead = Statement(phrase(language, "statements.lead", name=name), ids(s for _, f in told[:MOST] for s in f.sources))
    about = tuple(dict.fromkeys(c.id for c, _ in told))
    topic = Topic(about, people=(person,), items=tuple(Choice(i.text, i.text) for i in items), question=reading.text)
    explained = frozenset({*reading.named, *_SAID, *_OCCASION, *reading.keys(OFFICE)})
    answer = Answer(language, (lead,), items, numbered=True, confidence=0.85, topic=topic)
    return Proposal("statements", answer, explained, certain=True)


def _holder(reading: Reading, records: Records) -> tuple[str, ...]:
    """Return who holds the one office that the question names, in the region that it names."""
    offices = reading.keys(OFFICE)
    if len(offices) != 1:
        return ()
    held = [p for p, t in records.lookup.tenures(ref_of(offices[0])) if t.of in reading.regions]
    return (PERSON + held[0].id,) if len(held) == 1 else ()
