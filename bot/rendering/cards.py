"""What Telegram shows: HTML and the buttons under it, as values that know nothing of Telegram's library."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.answering.outcomes import Answer, Clarify, Outcome, Unknown
from bot.knowledge.model import Knowledge, Source
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.callbacks import Callbacks
from bot.rendering.offers import examples
from bot.rendering.parts import parts

PAGE = 8
"""Topics on one page."""
LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says and the one thing that it does."""

    label: str
    data: str = ""
    """What it carries back to the bot."""
    share: str = ""
    """The inline query with which it goes to another chat."""
    url: str = ""
    """The address that it opens."""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One message."""

    html: str
    rows: Rows = ()


def answer(outcome: Outcome, knowledge: Knowledge, callbacks: Callbacks, asked: str = "") -> Card:
    """Return the reply to a question; `asked` repeats it where a button has asked it."""
    rows: Rows = ()
    if isinstance(outcome, Clarify):
        rows = tuple((_button(choice.label, callbacks.question(choice.question)),) for choice in outcome.readings)
    elif isinstance(outcome, Answer | Unknown):
        rows = tuple((_button(question, callbacks.question(question)),) for question in outcome.suggestions)
        # A summary states no fact by its id: it needs no button that leads to itself.
        if outcome.entry and (isinstance(outcome, Unknown) or any(one.fact for one in outcome.statements)):
            label = phrase(outcome.language, "ui.summary")
            rows += ((_button(label, callbacks.summary(outcome.entry, outcome.language)),),)
        elif outcome.entry:
            label = phrase(outcome.language, "brw.button.card")
            rows += ((_button(label, callbacks.card(outcome.entry, outcome.language)),),)
    if isinstance(outcome, Unknown):
        # Where something near is known, the topics are one press away; where nothing is, they are what there is.
        other = _button(phrase(outcome.language, "ui.topics.other"), callbacks.topics(0, outcome.language))
        rows = (*rows, (other,)) if rows else topic_rows(knowledge, callbacks, 0, outcome.language)
    return Card(html.answer(parts(outcome, knowledge), asked), rows)


def start(knowledge: Knowledge, callbacks: Callbacks, language: str) -> Card:
    """Return the greeting: what the bot knows, and questions to try."""
    text = phrase(language, "ui.start", cooperations=len(knowledge.cooperations), sources=len(knowledge.sources))
    rows = tuple((_button(one, callbacks.question(one)),) for one in examples(knowledge, language))
    return Card(html.escaped(text), rows)


def outdated(greeting: Card, language: str) -> Card:
    """Return the greeting for whoever comes by a link to something that is no longer on record."""
    return replace(greeting, html=f"{html.escaped(phrase(language, 'brw.gone.link'))}\n\n{greeting.html}")


def line(language: str, key: str) -> Card:
    """Return a phrase by itself."""
    return Card(html.escaped(phrase(language, key)))


def late(card: Card, language: str) -> Card:
    """Return a card that begins by saying that it comes late."""
    said = f"<i>{html.escaped(phrase(language, 'ui.late'))}</i>\n\n"
    # Where there is no room for it, the answer itself matters more.
    return replace(card, html=said + card.html) if html.visible(said + card.html) <= html.LIMIT else card


def newest_sources(knowledge: Knowledge) -> tuple[Source, ...]:
    """Return all sources, newest first, those without a date last."""
    dated = sorted((one for one in knowledge.sources.values() if one.published), key=_day, reverse=True)
    undated = sorted((one for one in knowledge.sources.values() if not one.published), key=lambda one: one.publisher)
    return *dated, *undated


def _day(source: Source) -> date:
    return source.published or date.min


def topics(knowledge: Knowledge, callbacks: Callbacks, page: int, language: str) -> Card:
    """Return a page of the cooperations as buttons."""
    return Card(html.escaped(phrase(language, "ui.topics")), topic_rows(knowledge, callbacks, page, language))


def topic_rows(knowledge: Knowledge, callbacks: Callbacks, page: int, language: str) -> Rows:
    """Return the buttons of one page of the cooperations."""
    every = tuple(knowledge.cooperations.values())
    page = min(page, max(0, (len(every) - 1) // PAGE))
    rows = [
        (_button(one.name[language], callbacks.summary(one.id, language)),)
        for one in every[page * PAGE : (page + 1) * PAGE]
    ]
    turns = []
    if page > 0:
        turns.append(_button(phrase(language, "ui.page.back"), callbacks.topics(page - 1, language)))
    if (page + 1) * PAGE < len(every):
        turns.append(_button(phrase(language, "ui.page.next"), callbacks.topics(page + 1, language)))
    return (*rows, tuple(turns)) if turns else tuple(rows)


def _button(label: str, data: str) -> Button:
    return Button(html.shortened(html.sound(label), LONGEST_LABEL), data)
