"""Figures of use as a picture for a telephone: bars over time by what became of the questions, and the top topics.

Drawn with Pillow and the typeface that it brings along, so that it looks the same on every machine.
"""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.curating.figures_of_use import STATUSES, Figures
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from bot.rendering import axis
from bot.rendering.statistics import dates, number, percent, topic_name

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw as Pen
    from PIL.ImageFont import FreeTypeFont

WIDTH, MARGIN = 1080, 56
PLOT, ROW = 520, 92
"""Heights in pixels: of the bars over time, and of one topic."""
TOPICS = 5
COLOURS = {"answer": "#1f7a74", "clarify": "#e8ae3c", "unknown": "#c4512d"}
"""Told apart by those who do not see red and green, and by their brightness where there is no colour."""

_INK, _SOFT, _LINE, _PAPER, _TRACK = "#1d2b33", "#5b6b75", "#dde3e6", "#ffffff", "#eef2f3"
_LARGE, _MIDDLE, _SMALL = 46, 32, 28
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-"))


def draw(figures: Figures, knowledge: Knowledge, language: str) -> bytes:
    """Return the picture as a PNG."""
    # Imported here: whoever asks questions in the terminal needs no pictures.
    from PIL import Image, ImageDraw

    topics = [*figures.topics.items()][:TOPICS]
    height = 330 + PLOT + 130 + (80 + ROW * len(topics) if topics else 0)
    image = Image.new("RGB", (WIDTH, height), _PAPER)
    sheet = _Sheet(ImageDraw.Draw(image), language)
    top = _head(sheet, figures)
    top = _bars(sheet, figures, top)
    if topics:
        _topics(sheet, [(topic_name(id_, knowledge, language), count) for id_, count in topics], top)
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()


class _Sheet:
    """What is drawn on, with the language spoken."""

    def __init__(self, pen: Pen, language: str) -> None:
        self.pen, self.language = pen, language

    def write(self, at: tuple[float, float], text: str, size: int, ink: str = _INK, *, anchor: str = "la") -> None:
        """Write a text, with some room around it; only titles are of the largest size, and they are bold."""
        halo, edge = (1, ink) if size == _LARGE else (4, _PAPER)
        self.pen.text(at, _plain(text), ink, _font(size), anchor=anchor, stroke_width=halo, stroke_fill=edge)

    def width(self, text: str, size: int) -> float:
        """Return how wide a text is."""
        return self.pen.textlength(_plain(text), _font(size))

    def fitted(self, text: str, size: int, room: float) -> str:
        """Return a text, cut with "…" where it is wider than there is room."""
        if self.width(text, size) <= room:
            return text
        while text and self.width(f"{text}…", size) > room:
            text = text[:-1].rstrip()
        return f"{text}…"


def _head(sheet: _Sheet, figures: Figures) -> float:
    """Write the title, the span and what the colours mean; return where there is room below."""
    language = sheet.language
    sheet.write((MARGIN, 48), phrase(language, "fig.title"), _LARGE)
    asked = number(figures.questions, language)
    shown = phrase(language, "fig.questions.short", span=dates(figures.span, language), count=asked)
    sheet.write((MARGIN, 114), sheet.fitted(shown, _MIDDLE, WIDTH - 2 * MARGIN), _MIDDLE, _SOFT)
    left, top = float(MARGIN), 184.0
    for status in STATUSES:
        name = phrase(language, f"fig.status.{status}")
        text = phrase(language, "fig.share", name=name, percent=percent(figures.share(status), language))
        wide = 38 + sheet.width(text, _SMALL)
        if left + wide > WIDTH - MARGIN:
            left, top = float(MARGIN), top + 44
        sheet.pen.rectangle((left, top + 3, left + 25, top + 28), COLOURS[status])
        sheet.write((left + 38, top), text, _SMALL)
        left += wide + 40
    return top + 56


def _bars(sheet: _Sheet, figures: Figures, top: float) -> float:
    """Draw the bars over time with both axes; return where there is room below."""
    language, steps = sheet.language, figures.steps
    sheet.write((MARGIN, top), phrase(language, "fig.axis.questions"), _SMALL, _SOFT)
    top += 60
    bottom, marks = top + PLOT, axis.ticks(max(step.total for step in steps))
    left = MARGIN + max(sheet.width(number(mark, language), _SMALL) for mark in marks) + 18
    right = WIDTH - MARGIN
    for mark in marks:
        level = bottom - PLOT * mark / marks[-1]
        sheet.pen.line((left, level, right, level), _INK if mark == 0 else _LINE, 2)
        sheet.write((left - 18, level), number(mark, language), _SMALL, _SOFT, anchor="rm")
    room = (right - left) / len(steps)
    bar = room * 0.68
    names = [axis.label(step.start, figures.span, language) for step in steps]
    fitting = int((right - left) // (max(sheet.width(name, _SMALL) for name in names) + 22))
    for at, step in enumerate(steps):
        middle, level = left + room * (at + 0.5), bottom
        for status in STATUSES:
            high = PLOT * step.counts[status] / marks[-1]
            if high:
                sheet.pen.rectangle((middle - bar / 2, level - high, middle + bar / 2, level - 1), COLOURS[status])
            level -= high
        if len(steps) <= 7 and step.total:
            sheet.write((middle, level - 10), number(step.total, language), _SMALL, anchor="ms")
        if at in axis.labelled(len(steps), fitting):
            sheet.write((middle, bottom + 16), names[at], _SMALL, _SOFT, anchor="ma")
    if not figures.questions:
        sheet.write(((left + right) / 2, top + PLOT / 2), phrase(language, "fig.none"), _MIDDLE, _SOFT, anchor="mm")
    sheet.write(((left + right) / 2, bottom + 62), axis.title(figures.span, language), _SMALL, _SOFT, anchor="ma")
    return bottom + 130


def _topics(sheet: _Sheet, topics: list[tuple[str, int]], top: float) -> None:
    """Draw one line for each topic: its name, and under it a bar with its number."""
    language, most = sheet.language, max(count for _, count in topics)
    sheet.write((MARGIN, top), phrase(language, "fig.topics"), _LARGE)
    top += 80
    numbers = max(sheet.width(number(count, language), _SMALL) for _, count in topics) + 20
    wide = WIDTH - 2 * MARGIN - numbers
    for name, count in topics:
        sheet.write((MARGIN, top), sheet.fitted(name, _SMALL, WIDTH - 2 * MARGIN), _SMALL)
        low, high = top + 42, top + 66
        sheet.pen.rectangle((MARGIN, low, MARGIN + wide, high), _TRACK)
        sheet.pen.rectangle((MARGIN, low, MARGIN + wide * count / most, high), COLOURS["answer"])
        sheet.write((WIDTH - MARGIN, (low + high) / 2), number(count, language), _SMALL, anchor="rm")
        top += ROW


@lru_cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def _plain(text: str) -> str:
    """Return a text in the letters that the typeface has: without accents, and with one kind of dash."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return bare.translate(_DASHES)
