"""What a person said: the facts told as theirs."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering import thresholds as t
from bot.answering.candidates import Candidate
from bot.answering.compose import ids
from bot.answering.entries import EntryKind
from bot.answering.names import OFFICE, PERSON, ref_of
from bot.answering.outcomes import Answer, Choice, Reason, Statement, Topic, Unknown
from bot.answering.reading import Reading
from bot.answering.relations.filters import party_regions
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import Fact, QuestionKind
from bot.phrases.table import phrase

MOST = 6
VOICED = 3
"""Statements of each that are set side by side."""
_SIDES = frozenset({"vs", "versus", "masing", "each", "bandingkan", "banding", "compare", "antara"})
_OCCASION = frozenset({"c:tanda-tangan", "c:kunjungan", "c:pertemuan", "c:sambut", "c:tamu"})
"""When something was said, and nothing that was said."""
_SAYING = frozenset(
    {
        *("kata", "katanya", "bilang", "bicara", "mengatakan", "berkata", "ucapan", "ucap", "ujar", "pernyataan"),
        *("komentar", "say", "said", "says", "comment"),
    }
)
"""Words that ask for somebody's own words."""
_SAID = frozenset({"c:kutip", "c:bicara"})
_QUOTED = frozenset({"c:pembicara", "quote", "speaker", "c:narasumber", "statement", "c:pernyataan", "c:media"})
"""Terms that ask who said something, whatever it was."""
_ALL = frozenset({"saja", "semua", "all", "who", "quoted", "dikutip", "quote", "statement", "pernyataan"})
_POINTS = frozenset({"pokok", "c:langkah", "point", "points", "c:topik", "c:fokus"})
"""What somebody's words come down to, whatever they were."""


def statements(reading: Reading, records: Records) -> Proposal | None:
    """Return what the one person said whom the question names, where it asks for no matter in particular."""
    people = reading.keys(PERSON) or _holder(reading, records)
    if len(people) != 1 or not _speaks(reading) or set(reading.content) - _SAID - _OCCASION - _POINTS:
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
    explained = frozenset({*reading.named, *_SAID, *_OCCASION, *_POINTS, *reading.keys(OFFICE)})
    answer = Answer(language, (lead,), items, numbered=True, confidence=0.85, topic=topic)
    return Proposal("statements", answer, explained, certain=True)


def speakers(reading: Reading, records: Records) -> Proposal | None:
    """Return who is quoted on the one cooperation that the question names, each with a statement."""
    content = set(reading.content) - _SAID - _OCCASION - _POINTS - _QUOTED
    asked = QuestionKind.SIAPA in reading.kinds and (_QUOTED | _SAID) & set(reading.content)
    if not asked or content or reading.keys(PERSON) or not _ALL & set(reading.words):
        return None
    offices = {ref_of(key) for key in reading.keys(OFFICE)}
    concerned = [
        c
        for c in records.lookup.about(reading.named)
        if any(f.speaker for f in c.facts) and offices <= {role.office for role in c.people}
    ]
    if not reading.named or len(concerned) != 1:
        return None
    c, language = concerned[0], reading.language
    said = {f.speaker: f for f in reversed(c.facts) if f.speaker}
    if len(said) < 2:
        return None
    items = []
    for person, fact in reversed(said.items()):
        told = records.composer.fact_statement(c, fact, language)
        name = records.knowledge.people[person].name
        items.append(Statement(phrase(language, "list.item.fact", name=name, fact=told.text), told.sources, told.fact))
    lead = Statement(phrase(language, "speakers.lead", name=c.name[language]))
    topic = Topic((c.id,), people=tuple(said), question=reading.text)
    answer = Answer(language, (lead,), tuple(items), numbered=True, entry=c.id, confidence=0.8, topic=topic)
    explained = frozenset({*reading.named, *reading.keys(OFFICE), *_SAID, *_OCCASION, *_POINTS, *_QUOTED})
    return Proposal("speakers", answer, explained, certain=True)


def voices(reading: Reading, records: Records) -> Proposal | None:
    """Return what each of two people said, of the same cooperation, where a question sets them side by side."""
    people = [ref_of(key) for key in reading.keys(PERSON)]
    if len(people) != 2 or not (reading.has("beda") or _SIDES & set(reading.words)):
        return None
    regions, matter = set(reading.regions), frozenset(reading.content) - _SAID - {"c:beda"}
    for c in records.lookup.about(reading.keys(PERSON)):
        told = [[f for f in c.facts if f.speaker == person] for person in people]
        if all(told) and regions <= set(party_regions(c)):
            language = reading.language
            items = [
                records.composer.fact_statement(c, f, language)
                for facts in told
                for f in sorted(facts, key=lambda f: -records.weigher.telling.shared(c, f, matter))[:VOICED]
            ]
            names = [records.knowledge.people[person].name for person in people]
            joint = " and " if language == "en" else " dan "
            lead = Statement(phrase(language, "compare.lead", names=joint.join(names)))
            topic = Topic((c.id,), people=tuple(people), question=reading.text)
            answer = Answer(language, (lead,), tuple(items), entry=c.id, confidence=0.8, topic=topic)
            return Proposal("voices", answer, frozenset(reading.weights), certain=True)
    return None


def _speaks(reading: Reading) -> bool:
    """Whether a question asks for what somebody said, not for what was talked about."""
    return reading.has("kutip") or (reading.has("bicara") and "bicara" in reading.words)


def _holder(reading: Reading, records: Records) -> tuple[str, ...]:
    """Return who holds the one office that the question names, in the region that it names."""
    offices = reading.keys(OFFICE)
    if len(offices) != 1:
        return ()
    held = [(p, x) for p, x in records.lookup.tenures(ref_of(offices[0])) if x.of in reading.regions]
    if len(held) > 1:
        # "The governor of X on his deal with Y": whose office it is stands beside it.
        ends = {m.end for m in reading.mentions if m.keys[0] == offices[0]}
        beside = {ref_of(m.keys[0]) for m in reading.mentions if m.start in ends}
        held = [(p, x) for p, x in held if x.of in beside]
    return (PERSON + held[0][0].id,) if len(held) == 1 else ()


def attributed(reading: Reading, records: Records, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates without what others said, where the question asks what one person said."""
    person = _asked(reading, records)
    if person is None:
        return list(candidates)
    return [c for c in candidates if not isinstance(c.entry.record, Fact) or c.entry.record.speaker in (None, person)]


def silent(reading: Reading, records: Records, candidates: Sequence[Candidate]) -> Unknown | None:
    """Return that nothing is told of what somebody said of whom no source quotes a word."""
    person = _asked(reading, records)
    if person is None or reading.kinds - {QuestionKind.APA, QuestionKind.BAGAIMANA}:
        return None
    concerned = records.lookup.about((PERSON + person,))
    if any(f.speaker == person for c in concerned for f in c.facts):
        return None
    if any(c.entry.kind is EntryKind.GAP and c.confidence >= t.ANSWER for c in candidates[:3]):
        return None
    return Unknown(reading.language, Reason.NO_DETAIL, topic=Topic(people=(person,), question=reading.text))


def _asked(reading: Reading, records: Records) -> str | None:
    """Return whose words are asked for; None where that may be somebody else under the same title."""
    if not reading.has("kutip") or not _SAYING & set(reading.words) or QuestionKind.SIAPA in reading.kinds:
        return None
    people = reading.keys(PERSON) or _holder(reading, records)
    if len(people) != 1:
        return None
    person = ref_of(people[0])
    disputed = any(tenure.discrepancy for tenure in records.knowledge.people[person].tenures)
    return None if disputed and not reading.keys(PERSON) else person
