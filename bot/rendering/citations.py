"""Which sources a reply cites, and how one is written."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.outcomes import Answer, Outcome, Statement, Unknown
from bot.knowledge.model import Knowledge, Source
from bot.phrases.dates import plain_date
from bot.phrases.table import phrase


def stated(outcome: Outcome) -> tuple[Statement, ...]:
    """Return all that an outcome states of the records, in order."""
    return outcome.statements if isinstance(outcome, Answer | Unknown) else ()


def cited(outcome: Outcome, knowledge: Knowledge) -> tuple[Source, ...]:
    """Return the sources of all that is stated, each once, in the order in which they are first needed."""
    ids = dict.fromkeys(source for statement in stated(outcome) for source in statement.sources)
    return tuple(knowledge.sources[one] for one in ids)


def caution(sources: Sequence[Source], language: str) -> str | None:
    """Return why the claims need care, where every source of a reply needs it."""
    lines = [source.caution[language] for source in sources if source.caution]
    return lines[0] if lines and len(lines) == len(sources) else None


def date_of(source: Source, language: str) -> str:
    """Return ", 30 May 2025", or nothing where the article shows no date."""
    return phrase(language, "on", date=plain_date(source.published, language)) if source.published else ""


def citation(source: Source, language: str) -> str:
    """Return publisher, headline and date of a source: what there is of it."""
    return phrase(
        language, "sources.item", publisher=source.publisher, title=source.title, date=date_of(source, language)
    )
