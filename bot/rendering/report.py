"""Figures of use as one page of HTML that needs nothing else, on a screen and on paper (A4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from babel.dates import format_datetime

from bot.curating.demand import Wish, masked
from bot.curating.figures_of_use import STATUSES, ZONE, Figures
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from bot.rendering import axis, html
from bot.rendering.statistics import (
    dates,
    language_names,
    local,
    number,
    percent,
    place_names,
    short_day,
    topic_name,
    trend,
)
from bot.rendering.wishes import about

WISHES, TOPICS = 20, 15
LONGEST = 300
"""Characters of a question."""

_WIDE, _HIGH, _LEFT, _TOP, _BELOW = 720, 210, 44, 24, 46
"""The chart: its drawing surface with the room for what stands at its sides."""
_LABELS = 12

_STYLE = """
:root { --ink: #1d2b33; --soft: #5b6b75; --line: #dde3e6; --track: #eef2f3;
  --answer: #1f7a74; --clarify: #e8ae3c; --unknown: #c4512d; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 3rem; color: var(--ink); background: #fff;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
.span { color: var(--soft); margin: .25rem 0 1.5rem; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem; }
.tile { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.tile b { display: block; font-size: 1.7rem; line-height: 1.2; }
.tile span { color: var(--soft); font-size: .9rem; }
.trend { color: var(--soft); margin: .6rem 0 0; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 12px; fill: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; margin: 0 0 .5rem; padding: 0; list-style: none; }
.legend i { display: inline-block; width: .8rem; height: .8rem; margin-right: .45rem; border-radius: 2px; }
.answer { fill: var(--answer); background: var(--answer); }
.clarify { fill: var(--clarify); background: var(--clarify); }
.unknown { fill: var(--unknown); background: var(--unknown); }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: .9rem; }
td:last-child, th:last-child { padding-right: 0; }
.n { width: 3.6rem; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.bar { width: 38%; }
.bar div { background: var(--track); height: .8rem; margin-top: .35rem; border-radius: 2px; }
.bar div div { background: var(--answer); margin: 0; }
.pairs { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.5rem; }
.q { overflow-wrap: anywhere; }
thead .q:first-child { width: 50%; }
.bar + .n { width: 3rem; }
small, footer { color: var(--soft); }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .75rem; font-size: .9rem; }
@media (max-width: 40rem) {
  .tiles { grid-template-columns: 1fr 1fr; }
  .pairs { grid-template-columns: 1fr; }
}
@page { size: A4; margin: 16mm 15mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1 { font-size: 20pt; }
  h2 { break-after: avoid; margin-top: 1.4rem; }
  .tiles, .chart, .pairs > section, tr, footer { break-inside: avoid; }
  footer { break-before: avoid; margin-top: 1.4rem; }
  .tiles { grid-template-columns: repeat(4, 1fr); }
  .pairs { grid-template-columns: 1fr 1fr; }
  thead { display: table-header-group; }
}
"""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report tells."""

    figures: Figures
    wishes: Sequence[Wish]
    made: datetime


def page(report: Report, knowledge: Knowledge, language: str) -> str:
    """Return the page."""
    figures = report.figures
    title = phrase(language, "fig.report.title")
    span = phrase(language, "fig.span.zone", span=dates(figures.span, language))
    body = [
        f"<h1>{_text(title)}</h1>",
        f'<p class="span">{_text(span)}</p>',
        _tiles(figures, language),
        _section(phrase(language, "fig.report.over"), _chart(figures, language), "chart"),
        _section(phrase(language, "fig.topics"), _topics(figures, knowledge, language)) if figures.topics else "",
        f'<div class="pairs">{"".join(_tables(figures, language))}</div>',
        _section(phrase(language, "fig.report.wishes"), _wishes(report.wishes, knowledge, language)),
        f"<footer>{_text(_foot(report, knowledge, language))}</footer>",
    ]
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(title)}, {_text(dates(figures.span, language))}</title><style>{_STYLE}</style>"
    )
    made = "\n".join(part for part in body if part)
    return f'<!DOCTYPE html>\n<html lang="{language}">\n<head>{head}</head>\n<body>\n{made}\n</body>\n</html>\n'


def _text(text: str) -> str:
    return escape(html.sound(text))


def _section(title: str, content: str, kind: str = "") -> str:
    opened = f'<section class="{kind}">' if kind else "<section>"
    return f"{opened}<h2>{_text(title)}</h2>\n{content}</section>"


def _tiles(figures: Figures, language: str) -> str:
    shown = {
        "fig.report.questions": number(figures.questions, language),
        "fig.status.answer": percent(figures.share("answer"), language),
        "fig.report.askers": number(figures.askers, language),
        "fig.report.median": _milliseconds(figures.latency.median, language) if figures.latency else "–",
    }
    tiles = "".join(
        f'<div class="tile"><b>{_text(value)}</b><span>{_text(phrase(language, key))}</span></div>'
        for key, value in shown.items()
    )
    more = trend(figures, language)
    told = f'<p class="trend">{_text(phrase(language, "fig.report.questions"))}: {_text(more)}.</p>' if more else ""
    return f'<div class="tiles">{tiles}</div>{told}'


def _milliseconds(value: float, language: str) -> str:
    return phrase(language, "fig.report.milliseconds", count=number(value, language))


def _chart(figures: Figures, language: str) -> str:
    """Return the legend and the bars over time."""
    items = "".join(
        f'<li><i class="{status}"></i>{_text(phrase(language, f"fig.status.{status}"))} '
        f"{_text(percent(figures.share(status), language))}</li>"
        for status in STATUSES
    )
    counts = {status: number(figures.statuses[status], language) for status in STATUSES}
    told = phrase(language, "fig.report.chart", count=number(figures.questions, language), **counts)
    high = _TOP + _HIGH + _BELOW
    drawn = "".join(_drawn(figures, language))
    return (
        f'<ul class="legend">{items}</ul>'
        f'<svg viewBox="0 0 {_WIDE} {high}" role="img" aria-label="{_text(told)}">{drawn}</svg>'
    )


def _drawn(figures: Figures, language: str) -> Iterator[str]:
    steps, bottom = figures.steps, _TOP + _HIGH
    marks = axis.ticks(max(step.total for step in steps))
    yield f'<text x="0" y="10">{_text(phrase(language, "fig.axis.questions"))}</text>'
    for mark in marks:
        level = bottom - _HIGH * mark / marks[-1]
        line = "var(--line)" if mark else "var(--ink)"
        yield f'<line x1="{_LEFT}" y1="{level:.1f}" x2="{_WIDE}" y2="{level:.1f}" stroke="{line}"/>'
        yield f'<text x="{_LEFT - 8}" y="{level + 4:.1f}" text-anchor="end">{_text(number(mark, language))}</text>'
    room = (_WIDE - _LEFT) / len(steps)
    bar = min(room * 0.7, 60)
    for at, step in enumerate(steps):
        middle, level = _LEFT + room * (at + 0.5), float(bottom)
        for status in STATUSES:
            high = _HIGH * step.counts[status] / marks[-1]
            level -= high
            if high:
                yield (
                    f'<rect class="{status}" x="{middle - bar / 2:.1f}" y="{level:.1f}" '
                    f'width="{bar:.1f}" height="{high:.1f}"/>'
                )
        if at in axis.labelled(len(steps), _LABELS):
            name = _text(axis.label(step.start, figures.span, language))
            yield f'<text x="{middle:.1f}" y="{bottom + 18}" text-anchor="middle">{name}</text>'
    title = _text(axis.title(figures.span, language))
    yield f'<text x="{(_LEFT + _WIDE) / 2}" y="{bottom + 40}" text-anchor="middle">{title}</text>'


def _topics(figures: Figures, knowledge: Knowledge, language: str) -> str:
    shown = [*figures.topics.items()][:TOPICS]
    most = shown[0][1]
    rows = "".join(
        f'<tr><td class="q">{_text(topic_name(topic, knowledge, language))}</td>'
        f'<td class="bar"><div><div style="width:{100 * count / most:.0f}%"></div></div></td>'
        f'<td class="n">{_text(number(count, language))}</td></tr>'
        for topic, count in shown
    )
    return f"<table>{rows}</table>"


def _tables(figures: Figures, language: str) -> Iterator[str]:
    """Yield the small tables that stand side by side."""
    outcomes = {phrase(language, f"fig.status.{status}"): figures.statuses[status] for status in STATUSES}
    extra = {phrase(language, "fig.report.talk"): figures.talk}
    if figures.before:
        extra[phrase(language, "fig.report.before")] = figures.before
    yield _section(phrase(language, "fig.report.outcomes"), _counts(outcomes, language, figures.questions, extra))
    if figures.latency:
        speed = (
            ("fig.report.half", figures.latency.median),
            ("fig.report.most", figures.latency.p95),
            ("fig.report.worst", figures.latency.worst),
        )
        rows = ((phrase(language, key), _milliseconds(value, language)) for key, value in speed)
        yield _section(phrase(language, "fig.report.speed"), _table(rows))
    languages, places = language_names(figures.languages, language), place_names(figures.places, language)
    if languages:
        yield _section(phrase(language, "fig.report.languages"), _counts(languages, language, figures.questions))
        yield _section(phrase(language, "fig.report.places"), _counts(places, language, figures.questions))
    votes = {
        phrase(language, "fig.report.liked"): figures.liked,
        phrase(language, "fig.report.disliked"): figures.disliked,
    }
    reasons = {
        phrase(language, "fig.report.reason", reason=phrase(language, f"fb.reason.{one}").lower()): count
        for one, count in figures.reasons.items()
    }
    yield _section(
        phrase(language, "fig.report.votes"), _counts(votes, language, figures.liked + figures.disliked, reasons)
    )


def _counts(counts: Mapping[str, int], language: str, whole: int, extra: Mapping[str, int] | None = None) -> str:
    """Return counts with their shares of a whole; `extra` are counts that are no part of it."""
    rows = [
        (name, number(count, language), percent(count / whole, language) if whole else "")
        for name, count in counts.items()
    ]
    rows += [(name, number(count, language), "") for name, count in (extra or {}).items()]
    return _table(rows)


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    made = []
    for name, *values in rows:
        cells = "".join(f'<td class="n">{_text(value)}</td>' for value in values)
        made.append(f"<tr><td>{_text(name)}</td>{cells}</tr>")
    return f"<table>{''.join(made)}</table>"


def _wishes(wishes: Sequence[Wish], knowledge: Knowledge, language: str) -> str:
    if not wishes:
        return f"<p>{_text(phrase(language, 'fig.report.no_wishes'))}</p>"
    names = (("fig.report.wish", "q"), ("fig.report.about", "q"), ("fig.report.newest", "n"), ("fig.report.times", "n"))
    head = "".join(f'<th class="{kind}">{_text(phrase(language, key))}</th>' for key, kind in names)
    rows = "".join(
        f'<tr><td class="q">{_text(html.shortened(masked(one.text), LONGEST))}</td>'
        f'<td class="q"><small>{_text(about(one, knowledge, language))}</small></td>'
        f'<td class="n">{_text(short_day(local(one.newest), language))}</td>'
        f'<td class="n">{_text(number(one.count, language))}</td></tr>'
        for one in wishes[:WISHES]
    )
    left = len(wishes) - WISHES
    more = f"<p><small>{_text(phrase(language, 'fig.report.wishes.more', count=left))}</small></p>" if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _foot(report: Report, knowledge: Knowledge, language: str) -> str:
    locale = {"id": "id", "en": "en_GB"}[language]
    at = format_datetime(report.made.astimezone(ZONE), "d MMM y, HH:mm", locale=locale)
    return phrase(language, "fig.report.foot", at=at, version=knowledge.version)
