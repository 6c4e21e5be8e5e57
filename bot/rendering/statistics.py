"""Figures of use as a message, and the words and numbers that all faces of them share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from bot.curating.figures_of_use import KINDS, STATUSES, ZONE, Figures, Span
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.cards import Button, Card, Rows

CAPTION = 1024
"""Characters of the text under a picture."""
TOPICS = 5
LONGEST_NAME = 80

_LOCALES = {"id": "id", "en": "en_GB"}


def number(value: float, language: str) -> str:
    """Return a number as it is written: "1.234" in Indonesian, "1,234" in English; a small one with one decimal."""
    return format_decimal(value, "#,##0.#" if value < 10 else "#,##0", locale=_LOCALES[language])


def percent(share: float, language: str) -> str:
    """Return a share in whole percents."""
    return format_percent(share, "#,##0%", locale=_LOCALES[language])


def short_day(day: date, language: str) -> str:
    """Return a day as "5 Jan 2026"."""
    return format_date(day, "d MMM y", locale=_LOCALES[language])


def local(moment: datetime) -> date:
    """Return the day that a moment lies in, where the curators are."""
    return moment.astimezone(ZONE).date()


def dates(span: Span, language: str) -> str:
    """Return the days of a span: "30 Des 2025 – 5 Jan 2026", or the one that it is."""
    first, final = local(span.since), local(span.until - timedelta(microseconds=1))
    if first == final:
        return short_day(first, language)
    return phrase(language, "fig.span", first=short_day(first, language), last=short_day(final, language))


def topic_name(cooperation: str, knowledge: Knowledge, language: str) -> str:
    """Return the name of a cooperation; what has gone from the records is told by its id."""
    known = knowledge.cooperations.get(cooperation)
    return known.name[language] if known else cooperation


def reason_names(reasons: Mapping[str, int], language: str) -> str:
    """Return why answers were judged down, with how often."""
    named = {phrase(language, f"fb.reason.{one}").lower(): count for one, count in reasons.items()}
    return _counted(named, language)


def place_names(places: Mapping[str, int], language: str) -> dict[str, int]:
    """Return where questions were asked."""
    return {phrase(language, f"fig.place.{one}"): count for one, count in places.items()}


def language_names(languages: Mapping[str, int], language: str) -> dict[str, int]:
    """Return in which languages questions were asked."""
    return {phrase(language, f"fig.language.{one}"): count for one, count in languages.items()}


def trend(figures: Figures, language: str) -> str:
    """Return how much more or less was asked than before; empty where there is nothing to compare with."""
    if not figures.before:
        return ""
    change = figures.questions / figures.before - 1
    if abs(change) < 0.005:
        return phrase(language, "fig.same")
    return phrase(language, "fig.more" if change > 0 else "fig.less", percent=percent(abs(change), language))


def card(figures: Figures, kind: str, knowledge: Knowledge, language: str) -> Card:
    """Return the figures of one of KINDS of spans as the text under their picture."""
    span = phrase(language, "fig.span.zone", span=dates(figures.span, language))
    lines = [f"<b>{html.escaped(_title(kind, language))}</b>", html.escaped(span), ""]
    lines += [html.escaped(one) for one in _lines(figures, language)]
    if figures.topics:
        lines += ["", f"<b>{html.escaped(phrase(language, 'fig.topics'))}</b>"]
        for at, (topic, count) in enumerate([*figures.topics.items()][:TOPICS], 1):
            name = html.shortened(topic_name(topic, knowledge, language), LONGEST_NAME)
            amount = number(count, language)
            lines.append(html.escaped(phrase(language, "fig.topic", number=at, name=name, count=amount)))
    return Card(html.messages(lines, CAPTION)[0], _rows(kind, language))


def _title(kind: str, language: str) -> str:
    return phrase(language, "fig.title.last", span=phrase(language, f"fig.last.{kind}"))


def _lines(figures: Figures, language: str) -> list[str]:
    if not figures.questions:
        return [phrase(language, "fig.none")]
    asked = number(figures.questions, language)
    first = phrase(language, "fig.questions", count=asked, askers=number(figures.askers, language))
    lines = [", ".join(filter(None, (first, trend(figures, language))))]
    for status in STATUSES:
        name, share = phrase(language, f"fig.status.{status}"), percent(figures.share(status), language)
        count = number(figures.statuses[status], language)
        lines.append(phrase(language, "fig.line.status", name=name, percent=share, count=count))
    lines.append("")
    if figures.latency:
        median, p95 = (number(one, language) for one in (figures.latency.median, figures.latency.p95))
        lines.append(phrase(language, "fig.line.latency", median=median, p95=p95))
    liked, disliked = number(figures.liked, language), number(figures.disliked, language)
    lines.append(phrase(language, "fig.line.votes", liked=liked, disliked=disliked))
    if figures.reasons:
        lines.append(phrase(language, "fig.line.reasons", reasons=reason_names(figures.reasons, language)))
    languages = _counted(language_names(figures.languages, language), language)
    lines.append(phrase(language, "fig.line.languages", languages=languages))
    lines.append(phrase(language, "fig.line.places", places=_counted(place_names(figures.places, language), language)))
    if figures.talk:
        lines.append(phrase(language, "fig.line.talk", count=number(figures.talk, language)))
    return lines


def _counted(counts: Mapping[str, int], language: str) -> str:
    return ", ".join(
        phrase(language, "fig.counted", name=name, count=number(count, language)) for name, count in counts.items()
    )


def _rows(shown: str, language: str) -> Rows:
    made = []
    for kind in KINDS:
        label = phrase(language, f"fig.button.{kind}")
        made.append(Button(phrase(language, "fig.button.shown", label=label) if kind == shown else label, f"w:{kind}"))
    return (tuple(made),)


def read(data: str) -> str | None:
    """Return the kind of span that a button shows, None where there is no such button."""
    kind = data.removeprefix("w:")
    return kind if kind in KINDS else None
