"""The time-line: what happened and what was signed, month by month, newest first; what is only planned says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.catalogue import Happening
from bot.answering.compose import ids
from bot.knowledge.model import Instrument, Knowledge
from bot.phrases.dates import month, plain_date
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.marks import Marks

ITEMS = 8
MOST_SOURCES = 2
"""Sources of a line; the card names all of them."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the time-line: its text, and which cooperation each of its numbers belongs to."""

    html: str
    numbered: tuple[tuple[int, str], ...]
    page: int
    pages: int


def timeline(happenings: Sequence[Happening], knowledge: Knowledge, language: str, page: int) -> Timeline:
    """Return a page; one that is not there is the last."""
    pages = max(1, -(-len(happenings) // ITEMS))
    page = min(page, pages - 1)
    marks, cited = Marks(knowledge, language), dict[str, None]()
    lines, numbered, before = [html.escaped(phrase(language, "brw.timeline"))], [], ""
    shown = happenings[page * ITEMS : (page + 1) * ITEMS]
    for number, one in enumerate(shown, page * ITEMS + 1):
        day = one.record.date
        heading = month(day, language) if day else phrase(language, "brw.undated")
        if heading != before:
            lines += ["", f"<b>{html.escaped(heading)}</b>"]
            before = heading
        sources = ids(one.record.sources)[:MOST_SOURCES]
        cited.update(dict.fromkeys(sources))
        sign = " ≠" if one.record.discrepancy else ""
        lines.append(f"{number}. {html.escaped(_told(one, language))}{sign}{marks.of(sources)}")
        numbered.append((number, one.cooperation))
    lines += ["", html.escaped(phrase(language, "brw.press" if numbered else "brw.empty"))]
    if any(one.record.discrepancy for one in shown):
        lines += ["", f"<i>{html.escaped(phrase(language, 'brw.differs'))}</i>"]
    return Timeline(marks.closed(lines, cited), tuple(numbered), page, pages)


def _told(one: Happening, language: str) -> str:
    record = one.record
    name = html.shortened(record.name[language], 250)
    if isinstance(record, Instrument):
        name = phrase(language, "brw.planned" if one.planned else "brw.signed", name=name)
    return (
        phrase(language, "brw.card.event", date=plain_date(record.date, language), name=name, place="")
        if record.date
        else name
    )
