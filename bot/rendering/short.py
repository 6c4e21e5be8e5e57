"""The short form of a reply: the direct answer with its notes and sources; the rest unfolds by a button.

- `g:<number>` unfolds the answer to the question that is kept under this number
- `g:<number>:<n>` answers the reading that was offered as number n, from 0
"""

from __future__ import annotations

from dataclasses import replace

from bot.answering.outcomes import Answer, Clarify, Outcome, Statement, Unknown
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from bot.rendering import feedback, html
from bot.rendering.cards import LONGEST_LABEL, Button, Card, Rows
from bot.rendering.parts import parts

MOST_ITEMS = 3
"""Items of a list that are shown: with their sources they fill about a phone's screen."""


def short(outcome: Answer) -> Answer:
    """Return the part of an answer that is enough by itself; notes on disagreement always belong to it."""
    lead = outcome.lead if outcome.several else _direct(outcome)
    return replace(outcome, lead=lead, items=outcome.items[:MOST_ITEMS])


def _direct(outcome: Answer) -> tuple[Statement, ...]:
    """Return the lead up to its first fact: what comes before it corrects the question, what follows explains."""
    facts = (number for number, one in enumerate(outcome.lead, 1) if one.fact)
    return outcome.lead[: next(facts, len(outcome.lead))]


def text(outcome: Answer, knowledge: Knowledge, asked: str = "") -> str:
    """Return the short form of an answer as HTML; it says how many items are missing."""
    made = parts(short(outcome), knowledge)
    missing = len(outcome.items) - len(made.items)
    if missing > 0:
        made = replace(made, context=(phrase(outcome.language, "ui.more", count=missing), *made.context))
    return html.answer(made, asked)


def folded(card: Card, outcome: Outcome, knowledge: Knowledge, number: int, asked: str = "") -> Card:
    """Return the card of a reply in its short form, with a button that unfolds it; whole where that is no shorter."""
    if not isinstance(outcome, Answer) or short(outcome) == outcome:
        return card
    return Card(text(outcome, knowledge, asked), ((_more(outcome, number),), *card.rows))


def group(outcome: Outcome, knowledge: Knowledge, number: int, *, full: bool = False) -> Card:
    """Return a reply for a group: no questions to go on with, and one line where nothing is known."""
    if isinstance(outcome, Answer):
        judged = feedback.rows(number, outcome)
        if full or short(outcome) == outcome:
            return Card(html.answer(parts(outcome, knowledge)), judged)
        # In one row: in a group every line of buttons pushes somebody's message off the screen.
        row = (_more(outcome, number), *(button for row in judged for button in row))
        return Card(text(outcome, knowledge), (row,))
    made = parts(outcome, knowledge)
    rows: Rows = feedback.rows(number, outcome)
    if isinstance(outcome, Clarify):
        rows = tuple((Button(label, f"g:{number}:{at}"),) for at, label in enumerate(labels(outcome)))
    line = " ".join(made.lead.split()) if isinstance(outcome, Unknown) else made.lead
    return Card(html.escaped(line), rows)


def labels(outcome: Clarify) -> list[str]:
    """Return what the buttons of the readings say."""
    return [html.shortened(html.sound(choice.label), LONGEST_LABEL) for choice in outcome.readings]


def again(language: str, link: str | None) -> Card:
    """Return the line that leads to an answer given a short while ago; it replies to it where there is no link."""
    if link is None:
        return Card(html.escaped(phrase(language, "grp.again.above")))
    there = f'<a href="{html.escaped(link)}">{html.escaped(phrase(language, "grp.again.link"))}</a>'
    return Card(phrase(language, "grp.again", link=there))


def _more(outcome: Outcome, number: int) -> Button:
    return Button(phrase(outcome.language, "grp.more"), f"g:{number}")
