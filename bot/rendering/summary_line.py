"""A cooperation in one line: when, who with whom, where it stands."""

from __future__ import annotations

from bot.answering.catalogue import marked_by
from bot.answering.compose import ids
from bot.knowledge.model import Cooperation, Instrument, Knowledge
from bot.phrases.dates import plain_date
from bot.phrases.table import phrase

MOST_PARTIES = 4


def when(cooperation: Cooperation, language: str) -> str:
    """Return what dates a cooperation, with its day: "kunjungan kerja 30 Mei 2025"; no visit passes for a signing."""
    marked = marked_by(cooperation)
    if marked is None or marked.record.date is None:
        return ""
    day = plain_date(marked.record.date, language)
    if isinstance(marked.record, Instrument):
        return phrase(language, "brw.status.signed_on", date=day)
    event = phrase(language, f"event.{marked.record.kind.value}")
    return phrase(language, "brw.event_on", event=event, date=day)


def parties(cooperation: Cooperation, knowledge: Knowledge, language: str) -> str:
    """Return who takes part, the first few by name."""
    names = [knowledge.name_of(party.ref)[language] for party in cooperation.parties]
    shown = ", ".join(names[:MOST_PARTIES])
    rest = len(names) - MOST_PARTIES
    return phrase(language, "inl.more", parties=shown, count=rest) if rest > 0 else shown


def summary_line(cooperation: Cooperation, knowledge: Knowledge, language: str) -> str:
    """Return "date · parties · stage"."""
    day = when(cooperation, language)
    stage = phrase(language, f"stage.{cooperation.stage.value}")
    names = parties(cooperation, knowledge, language)
    if not day:
        return phrase(language, "inl.meta.undated", parties=names, stage=stage)
    return phrase(language, "inl.meta", when=day, parties=names, stage=stage)


def line_sources(cooperation: Cooperation) -> tuple[str, ...]:
    """Return the sources of that line: those of its date, then the first of its summary."""
    marked = marked_by(cooperation)
    dated = ids(marked.record.sources)[:1] if marked else ()
    return tuple(dict.fromkeys((*dated, *ids(cooperation.sources)[:1])))
