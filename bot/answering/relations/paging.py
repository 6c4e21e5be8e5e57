"""What lists have in common: how long they are, and that nothing meets their conditions."""

from __future__ import annotations

from bot.answering import thresholds as t
from bot.answering.outcomes import Reason, Statement, Topic, Unknown
from bot.answering.reading import Reading
from bot.answering.relations import stated
from bot.answering.relations.filters import Filters
from bot.answering.relations.proposal import Proposal, Records
from bot.knowledge.model import QuestionKind
from bot.phrases.table import phrase

PAGE = 15
"""How many are listed: the last ones, and how many more there are."""

_ASKING = frozenset({QuestionKind.APA, QuestionKind.BERAPA, QuestionKind.YA_TIDAK})
"""Kinds of question that a list answers, and so its lack."""
_OR = frozenset({"atau", "or"})
_COMING = frozenset(
    {"akan", "bakal", "dijadwalkan", "direncanakan", "rencana", "will", "scheduled", "planned", "would"}
)


def further(reading: Reading, count: int) -> tuple[Statement, ...]:
    """Return how many more there are than are listed."""
    return (Statement(phrase(reading.language, "ui.more", count=count - PAGE)),) if count > PAGE else ()


def sure(reading: Reading, f: Filters) -> bool:
    """Whether a list tells what no fact does: what lies in an open period, what is the newest of all."""
    ordered = stated.superlative(reading.words) and reading.coverage(f.explained) >= t.WHOLE
    return f.bounded or ordered or (f.period is not None and not reading.kinds)


def nothing(reading: Reading, records: Records, f: Filters) -> Proposal | None:
    """Return that nothing on record meets the conditions, where they are all that is asked and no fact has them all."""
    asking = _ASKING | {QuestionKind.SIAPA} if f.events else _ASKING  # "siapa yang bertamu setelah Februari 2026"
    if not (f.strict or f.towards) or reading.coverage(f.explained) < t.WHOLE or reading.kinds - asking:
        return None
    # Of those named, a fact corrects what is only to be confirmed.
    confirms = f.period is not None and (f.period.start == f.period.end or QuestionKind.YA_TIDAK in reading.kinds)
    if _COMING & set(reading.words):
        return None  # what is to come is told by facts
    if reading.doubted or f.people or (confirms and f.names) or _OR & set(reading.words):
        return None
    # A condition such as "after 2025" stands in no fact, so that no fact shows that it is met.
    certain = f.bounded or f.towards is not None
    if not certain and any(c.coverage >= t.WHOLE and not c.factors for c in records.found[:1]):
        return None
    unknown = Unknown(reading.language, Reason.NOT_IN_RECORDS, topic=Topic(question=reading.text))
    return Proposal("nothing", unknown, f.explained, certain)
