"""Questions that take something for granted that the records do not bear out, such as a signing that never was."""

from __future__ import annotations

from bot.answering.candidates import Candidate
from bot.answering.entries import EntryKind
from bot.answering.names import REGION
from bot.answering.outcomes import Outcome, Reason, Topic, Unknown
from bot.answering.reading import Reading
from bot.answering.relations.filters import party_regions
from bot.answering.relations.proposal import Records
from bot.knowledge.model import QuestionKind

_DETAILS = frozenset({QuestionKind.KAPAN, QuestionKind.DI_MANA, QuestionKind.SIAPA})
_TOWARDS = frozenset(
    ["ke", "to", "visit", "visited", "visits", "visiting", "kunjungi", "mengunjungi", "mendatangi", "datangi"]
)
"""What stands before the place that somebody came to."""


def premise(reading: Reading, records: Records, best: Candidate | None) -> Outcome | None:
    """Return a correction of what the question wrongly takes for granted, or None."""
    return _unsigned(reading, records, best) or _other_way(reading, records, best)


def _other_way(reading: Reading, records: Records, best: Candidate | None) -> Outcome | None:
    """Return a correction where the question asks for details of a visit in the direction in which none is recorded."""
    bare = QuestionKind.KAPAN in reading.kinds and not reading.content  # "kapan wali kota Balikpapan ke Kazakhstan?"
    asks = reading.kinds & (_DETAILS | {QuestionKind.BERAPA})
    if not (reading.has("kunjungan") or bare) or not asks or reading.has("lanjut"):
        return None
    places = [m for m in reading.mentions if m.in_focus and m.kind == REGION and len(m.keys) == 1]
    target = next((m for m in places if m.start and reading.words[m.start - 1] in _TOWARDS), None)
    origin = next((m for m in places if target and m.end <= target.start), None)
    if target is None or origin is None:
        return None
    came, went = (m.keys[0].removeprefix(REGION) for m in (target, origin))
    for c in records.lookup.about((REGION + came, REGION + went)):
        visits = [e for e in c.events if e.visitor and e.host]
        joined = came in party_regions(c) and went in party_regions(c)
        if joined and any(e.host == went for e in visits) and not any(e.visitor == went for e in visits):
            if best is not None and best.entry.kind is EntryKind.GAP and best.cooperation == c.id:
                return records.composer.entry(
                    best.entry, reading.language, confidence=best.confidence, question=reading.text
                )
            visit = next(e for e in visits if e.host == went)
            known = tuple(
                records.composer.fact_statement(c, f, reading.language)
                for f in c.facts
                if visit.date and {x.source for x in f.sources} & {x.source for x in visit.sources}
            )[:1]
            return Unknown(
                reading.language,
                Reason.NOT_IN_RECORDS,
                nearest=known,
                entry=c.id,
                topic=Topic((c.id,), question=reading.text),
            )
    return None


def _unsigned(reading: Reading, records: Records, best: Candidate | None) -> Outcome | None:
    """Return a correction where the question asks when, where or by whom something was signed that is not signed.

    The stage and the instruments of the cooperation decide, not the words of a fact.
    """
    if not reading.has("tanda-tangan") or not reading.kinds & _DETAILS:
        return None
    named = {k for k in reading.named if k.startswith(REGION)}
    if len(named) < 1 or reading.has("rencana"):
        return None
    involved = []
    for c in records.lookup.about(named):
        if named <= {REGION + r for r in party_regions(c)}:
            if c.signed:
                return None
            involved.append(c)
    if not involved:
        return None
    c = involved[0]
    if best is not None and best.entry.kind is EntryKind.GAP and best.cooperation in {x.id for x in involved}:
        return records.composer.entry(best.entry, reading.language, confidence=best.confidence, question=reading.text)
    summary = records.composer.summary(c, reading.language, confidence=0.5, question=reading.text)
    return Unknown(
        reading.language,
        Reason.NOT_SIGNED,
        nearest=summary.lead,
        entry=c.id,
        topic=summary.topic,
        suggestions=summary.suggestions,
    )
