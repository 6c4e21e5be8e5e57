"""What can be answered with: every fact, summary, disagreement and gap as a document of the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.model import Bilingual, BilingualList, Cooperation, Discrepancy, Fact, Gap, Knowledge
from bot.search.index import Document


class EntryKind(StrEnum):
    """Kinds of entry."""

    FACT = "fact"
    SUMMARY = "summary"
    DISCREPANCY = "discrepancy"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Entry:
    """One answerable thing and where it stands in the records."""

    id: str
    kind: EntryKind
    cooperation: Cooperation
    record: Fact | Discrepancy | Gap | None = None

    @property
    def questions(self) -> BilingualList:
        """The ways to ask that the record carries."""
        return self.record.questions if self.record else self.cooperation.aliases


def _both(text: Bilingual) -> str:
    return f"{text.id} {text.en}"


def _context(knowledge: Knowledge, cooperation: Cooperation) -> str:
    parties = [_both(knowledge.name_of(p.ref)) for p in cooperation.parties]
    return " ".join([_both(cooperation.name), *parties, *cooperation.aliases])


def entries(knowledge: Knowledge) -> dict[str, Entry]:
    """Return all entries by id: `cooperation`, `cooperation/fact`, `cooperation!discrepancy`, `cooperation?gap`."""
    found: dict[str, Entry] = {}
    for c in knowledge.cooperations.values():
        found[c.id] = Entry(c.id, EntryKind.SUMMARY, c)
        for f in c.facts:
            found[f"{c.id}/{f.id}"] = Entry(f"{c.id}/{f.id}", EntryKind.FACT, c, f)
        for d in c.discrepancies:
            found[f"{c.id}!{d.id}"] = Entry(f"{c.id}!{d.id}", EntryKind.DISCREPANCY, c, d)
        for g in c.gaps:
            found[f"{c.id}?{g.id}"] = Entry(f"{c.id}?{g.id}", EntryKind.GAP, c, g)
    return found


def documents(knowledge: Knowledge, found: Mapping[str, Entry]) -> list[Document]:
    """Return the entries as documents, in the same order."""
    context = {c.id: _context(knowledge, c) for c in knowledge.cooperations.values()}
    result = []
    for entry in found.values():
        record = entry.record
        questions = tuple(entry.questions)
        if record is None:
            questions += (entry.cooperation.name.id, entry.cooperation.name.en)
            answer = _both(entry.cooperation.summary)
        elif isinstance(record, Fact):
            answer = " ".join([_both(record.text), *(_both(item) for item in record.items)])
        elif isinstance(record, Discrepancy):
            readings = " ".join(_both(r.value) for r in record.readings)
            answer = " ".join([_both(record.about), _both(record.held), _both(record.note), readings])
        else:
            answer = _both(record.text)
        result.append(Document(entry.id, questions, answer, context[entry.cooperation.id]))
    return result
