"""What a reply consists of, before it gets the form of a face."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.outcomes import Answer, Clarify, Outcome, SmallTalk, Unknown
from bot.knowledge.model import Knowledge, Source
from bot.phrases.table import TABLES, phrase
from bot.rendering.citations import caution, cited
from bot.rendering.offers import examples, topics


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a reply in the order in which they are read."""

    language: str
    lead: str
    """The direct answer; its items follow."""
    items: tuple[str, ...] = ()
    numbered: bool = False
    context: tuple[str, ...] = ()
    """Lines after the answer proper: what helps to understand it, the nearest thing known."""
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    readings: tuple[str, ...] = ()
    """Labels to choose from."""
    covered: str = ""
    """What is on record, where nothing better can be said; a face with buttons shows it as such."""
    suggestions: tuple[str, ...] = ()


def parts(outcome: Outcome, knowledge: Knowledge) -> Parts:
    """Return the parts of the reply to a question."""
    if isinstance(outcome, Answer):
        return _answer(outcome, knowledge)
    if isinstance(outcome, Clarify):
        labels = tuple(choice.label for choice in outcome.readings)
        return Parts(outcome.language, phrase(outcome.language, "clarify"), readings=labels)
    if isinstance(outcome, Unknown):
        return _unknown(outcome, knowledge)
    assert isinstance(outcome, SmallTalk)
    return Parts(outcome.language, _talk(outcome, knowledge))


def _answer(outcome: Answer, knowledge: Knowledge) -> Parts:
    sources = cited(outcome, knowledge)
    return Parts(
        outcome.language,
        outcome.lead[0].text if outcome.lead else "",
        items=tuple(statement.text for statement in outcome.items),
        numbered=outcome.numbered,
        context=tuple(statement.text for statement in outcome.lead[1:]),
        notes=_notes(tuple(statement.text for statement in outcome.notes), sources, outcome.language),
        sources=sources,
        suggestions=outcome.suggestions,
    )


def _unknown(outcome: Unknown, knowledge: Knowledge) -> Parts:
    language = outcome.language
    # A line without a source says what the sources lack: it takes the place of the general apology.
    lacking = tuple(statement.text for statement in outcome.nearest if not statement.sources)
    nearest = tuple(statement.text for statement in outcome.nearest if statement.sources)
    context = (phrase(language, "unknown.nearest", text=" ".join(nearest)),) if nearest else ()
    covered = ""
    if not nearest and outcome.entry is None:
        covered = phrase(language, "unknown.covers", topics="; ".join(topics(knowledge, language)))
    sources = cited(outcome, knowledge)
    return Parts(
        language,
        " ".join(lacking) or _apology(outcome),
        context=context,
        notes=_notes((), sources, language),
        sources=sources,
        covered=covered,
        suggestions=outcome.suggestions,
    )


def _apology(outcome: Unknown) -> str:
    key = f"unknown.{outcome.reason.value}"
    table = TABLES[outcome.language]
    if not outcome.subject:
        # A phrase that needs its subject is no use without it.
        return phrase(outcome.language, "unknown.not_in_records" if "{subject}" in table[key] else key)
    with_subject = f"{key}.subject" if f"{key}.subject" in table else key
    return phrase(outcome.language, with_subject, subject=outcome.subject)


def _notes(notes: tuple[str, ...], sources: tuple[Source, ...], language: str) -> tuple[str, ...]:
    warning = caution(sources, language)
    return (*notes, warning) if warning and warning not in notes else notes


def _talk(outcome: SmallTalk, knowledge: Knowledge) -> str:
    example = next(iter(examples(knowledge, outcome.language)), "")
    covered = "; ".join(topics(knowledge, outcome.language))
    return phrase(outcome.language, f"talk.{outcome.kind.value}", example=example, topics=covered)
