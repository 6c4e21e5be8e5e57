"""Outcomes as plain text: for JSON, for pipes and for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.answering.outcomes import Outcome
from bot.knowledge.model import Knowledge, Source
from bot.phrases.table import phrase
from bot.rendering.citations import citation
from bot.rendering.parts import Parts, parts


def text(outcome: Outcome, knowledge: Knowledge) -> str:
    """Return what is said: the answer with its items and notes, the readings, or the nearest thing known."""
    return "\n".join(_lines(parts(outcome, knowledge)))


def reply(outcome: Outcome, knowledge: Knowledge, paint: Callable[[str], str] = str) -> str:
    """Return what is said, with its sources and the related questions; `paint` colours a source."""
    made = parts(outcome, knowledge)
    lines = list(_lines(made))
    cited = [paint(_source(source, made.language)) for source in made.sources]
    lines += _labelled(phrase(made.language, "sources.label"), cited)
    if made.suggestions:
        lines += [phrase(made.language, "related.label") + ":", *_numbered(made.suggestions)]
    return "\n".join(lines)


def _lines(made: Parts) -> Iterator[str]:
    yield made.lead
    yield from _numbered(made.items) if made.numbered else (f"- {item}" for item in made.items)
    yield from made.context
    if made.covered:
        yield made.covered
    yield from (phrase(made.language, "ui.note", text=note) for note in made.notes)
    yield from _numbered(made.readings)


def _numbered(lines: Sequence[str]) -> Iterator[str]:
    return (f"{number}. {line}" for number, line in enumerate(lines, 1))


def _labelled(label: str, lines: Sequence[str]) -> list[str]:
    if len(lines) == 1:
        return [f"{label}: {lines[0]}"]
    return [f"{label}:", *(f"- {line}" for line in lines)] if lines else []


def _source(source: Source, language: str) -> str:
    return citation(source, language) + (f" – {source.url}" if source.url else "")
