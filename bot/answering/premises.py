"""Questions that take something for granted that the records do not bear out, such as a signing that never was."""

from __future__ import annotations

from bot.answering.candidates import Candidate
from bot.answering.entries import EntryKind
from bot.answering.names import REGION
from bot.answering.outcomes import Outcome, Reason, Unknown
from bot.answering.reading import Reading
from bot.answering.relations.filters import party_regions
from bot.answering.relations.proposal import Records
from bot.knowledge.model import QuestionKind

_DETAILS = frozenset({QuestionKind.KAPAN, QuestionKind.DI_MANA, QuestionKind.SIAPA})


def premise(reading: Reading, records: Records, best: Candidate | None) -> Outcome | None:
    """Return a correction where the question asks when, where or by whom something was signed that is not signed.

    The stage and the instruments of the cooperation decide, not the words of a fact.
    """
    if not reading.has("tanda-tangan") or not reading.kinds & _DETAILS:
        return None
    named = {k for k in reading.named if k.startswith(REGION)}
    if len(named) < 1 or reading.has("rencana"):
        return None
    involved = [c for c in records.knowledge.cooperations.values() if named <= {REGION + r for r in party_regions(c)}]
    if not involved or any(c.signed for c in involved):
        return None
    c = involved[0]
    if best is not None and best.entry.kind is EntryKind.GAP and best.cooperation in {x.id for x in involved}:
        return records.composer.entry(best.entry, reading.language, confidence=best.confidence, question=reading.text)
    summary = records.composer.summary(c, reading.language, confidence=0.5, question=reading.text)
    return Unknown(reading.language, Reason.NOT_SIGNED, nearest=summary.lead, entry=c.id, topic=summary.topic,
                   suggestions=summary.suggestions)
