"""Making outcomes out of records: the statements, their sources, the notes on disagreement, the related questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from bot.answering.entries import Entry, EntryKind
from bot.answering.outcomes import Answer, Choice, Reason, Statement, Topic, Unknown
from bot.knowledge.model import Citation, Cooperation, Discrepancy, Fact, Gap, Knowledge
from bot.phrases.table import phrase


def ids(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return the source ids of citations, each once, in order."""
    return tuple(dict.fromkeys(c.source for c in citations))


class Composer:
    """Writes outcomes from the records of one load."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the records."""
        self.knowledge = knowledge

    def discrepancy(self, cooperation: Cooperation, ref: str | None) -> Discrepancy | None:
        """Return the disagreement that `id` or `cooperation/id` refers to."""
        if not ref:
            return None
        if "/" in ref:
            owner, _, ref = ref.partition("/")
            cooperation = self.knowledge.cooperations[owner]
        return next((d for d in cooperation.discrepancies if d.id == ref), None)

    def note(self, cooperation: Cooperation, ref: str | None, language: str) -> tuple[Statement, ...]:
        """Return the one line that tells what a source wrote otherwise."""
        found = self.discrepancy(cooperation, ref)
        if found is None:
            return ()
        return (Statement(found.note[language], ids(c for r in found.readings for c in r.sources)),)

    def fact_statement(self, cooperation: Cooperation, fact: Fact, language: str) -> Statement:
        """Return a fact as one statement, its items in line."""
        text = fact.text[language]
        if fact.items:
            text = f"{text} ({'; '.join(item[language] for item in fact.items)})"
        return Statement(text, ids(fact.sources), f"{cooperation.id}/{fact.id}")

    def each(
        self, facts: Sequence[tuple[Cooperation, Fact]], lead: str, language: str, *, confidence: float, question: str
    ) -> Answer:
        """Return facts of several cooperations, each under the name of its own; `lead` is the key of what leads in."""
        items: list[Statement] = []
        notes: dict[str, Statement] = {}
        for cooperation, fact in facts:
            told = self.fact_statement(cooperation, fact, language)
            text = phrase(language, "list.item.fact", name=cooperation.name[language], fact=told.text)
            items.append(replace(told, text=text))
            notes |= {note.text: note for note in self.note(cooperation, fact.discrepancy, language)}
        names = [cooperation.name[language] for cooperation, _ in facts]
        return Answer(
            language,
            (Statement(phrase(language, lead, count=len(items))),),
            tuple(items),
            numbered=True,
            notes=tuple(notes.values()),
            confidence=confidence,
            topic=Topic(items=tuple(Choice(name, name) for name in names), question=question),
        )

    def fact(self, cooperation: Cooperation, fact: Fact, language: str, *, confidence: float, question: str) -> Answer:
        """Return the answer that a fact gives."""
        sources = ids(fact.sources)
        items = tuple(Statement(item[language], sources, f"{cooperation.id}/{fact.id}") for item in fact.items)
        choices = tuple(Choice(s.text, s.text) for s in items)
        topic = Topic(
            (cooperation.id,), (f"{cooperation.id}/{fact.id}",), tuple(filter(None, (fact.speaker,))), choices, question
        )
        return Answer(
            language,
            (Statement(fact.text[language], sources, f"{cooperation.id}/{fact.id}"),),
            items,
            numbered=bool(items),
            notes=self.note(cooperation, fact.discrepancy, language),
            entry=cooperation.id,
            confidence=confidence,
            suggestions=self.related(cooperation, (fact.id,), language),
            topic=topic,
        )

    def summary(self, cooperation: Cooperation, language: str, *, confidence: float, question: str) -> Answer:
        """Return the answer that a summary gives."""
        lead = Statement(cooperation.summary[language], ids(cooperation.sources))
        refs = dict.fromkeys(
            [e.discrepancy for e in cooperation.events] + [i.discrepancy for i in cooperation.instruments]
        )
        notes = tuple(n for ref in refs for n in self.note(cooperation, ref, language))
        return Answer(
            language,
            (lead,),
            notes=notes,
            entry=cooperation.id,
            confidence=confidence,
            suggestions=self.related(cooperation, (), language),
            topic=Topic((cooperation.id,), question=question),
        )

    def disagreement(
        self, cooperation: Cooperation, d: Discrepancy, language: str, *, confidence: float, question: str
    ) -> Answer:
        """Return both readings with their sources, then the one that is held and why."""
        everyone = ids(c for r in d.readings for c in r.sources)
        items = tuple(
            Statement(f"{self.publishers(ids(r.sources))}: {r.value[language]}", ids(r.sources)) for r in d.readings
        )
        lead = (Statement(d.held[language], everyone), Statement(d.why[language], everyone))
        return Answer(
            language,
            lead,
            items,
            entry=cooperation.id,
            confidence=confidence,
            suggestions=self.related(cooperation, (), language),
            topic=Topic((cooperation.id,), question=question),
        )

    def publishers(self, sources: Sequence[str]) -> str:
        """Return the publishers of sources as one text."""
        return ", ".join(dict.fromkeys(self.knowledge.sources[s].publisher for s in sources))

    def gap(self, cooperation: Cooperation, gap: Gap, language: str, *, confidence: float, question: str) -> Unknown:
        """Return that no source says it, and the nearest facts."""
        near = [f for ref in gap.near for f in cooperation.facts if f.id == ref]
        nearest: tuple[Statement, ...] = (Statement(gap.text[language]),)
        nearest += tuple(self.fact_statement(cooperation, f, language) for f in near[:1])
        return Unknown(
            language,
            Reason.NO_DETAIL,
            nearest=nearest,
            entry=cooperation.id,
            confidence=confidence,
            suggestions=self.related(cooperation, (), language),
            topic=Topic((cooperation.id,), tuple(f"{cooperation.id}/{f.id}" for f in near), question=question),
        )

    def entry(self, entry: Entry, language: str, *, confidence: float, question: str) -> Answer | Unknown:
        """Return the outcome of an entry."""
        c, record = entry.cooperation, entry.record
        if isinstance(record, Fact):
            return self.fact(c, record, language, confidence=confidence, question=question)
        if isinstance(record, Discrepancy):
            return self.disagreement(c, record, language, confidence=confidence, question=question)
        if isinstance(record, Gap):
            return self.gap(c, record, language, confidence=confidence, question=question)
        assert entry.kind is EntryKind.SUMMARY
        return self.summary(c, language, confidence=confidence, question=question)

    def related(self, cooperation: Cooperation, seen: Sequence[str], language: str) -> tuple[str, ...]:
        """Return up to three questions that a reader of these facts asks next: the facts that follow in the record."""
        facts = cooperation.facts
        start = next((i + 1 for i, f in enumerate(facts) if f.id in seen), 0)
        order = [*facts[start:], *facts[:start]]
        asked = (f.questions[language][0] for f in order if f.id not in seen and f.questions[language])
        return tuple(islice(asked, 3))
