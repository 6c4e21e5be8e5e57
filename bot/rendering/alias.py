"""What an alias would change, before it is put in place: what its question gives then, and the golden questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.entries import Entry
from bot.curating.golden import Miss
from bot.knowledge.difference import Difference
from bot.knowledge.problems import Problem
from bot.phrases.table import phrase
from bot.rendering import difference, html
from bot.rendering.cards import Button, Card, Rows
from bot.rendering.wishes import LONGEST, Move

CASES, PROBLEMS, CHANGES = 5, 10, 12
"""Golden questions, problems and lines of the difference that are shown."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What putting an alias in place would do."""

    wording: str
    entry: Entry
    found: bool
    """Whether the wording leads to the entry then."""
    golden: int
    """How many golden questions there are."""
    worse: Sequence[Miss]
    better: Sequence[Miss]
    """Golden questions that are missed now and would not be any more."""
    problems: Sequence[Problem]
    """Errors, where it cannot be put in place."""
    change: Difference | None
    others: bool = False
    """Whether anything else but this alias would change."""
    hash: str = ""
    """Of the files that were tried."""


def card(effect: Effect, entry: str, move: Move, language: str, before: str = "") -> Card:
    """Return the effect with the buttons that put it in place or leave it; `entry` is the entry in one line."""
    wording = html.shortened(html.sound(effect.wording), LONGEST)
    lines = [f"<i>{html.escaped(before)}</i>", ""] if before else []
    lines += [html.escaped(phrase(language, "fig.alias.head", text=wording, entry=entry)), ""]
    back = (Button(phrase(language, "fig.button.back"), replace(move, act="a", entry="", hash="").data),)
    if effect.problems:
        lines.append(html.escaped(phrase(language, "fig.alias.wrong")))
        lines += [
            f"• {html.escaped(html.shortened(one.said(language), LONGEST))}" for one in effect.problems[:PROBLEMS]
        ]
        if len(effect.problems) > PROBLEMS:
            lines.append(html.escaped(phrase(language, "ui.more", count=len(effect.problems) - PROBLEMS)))
        return Card(html.messages(lines)[0], (back,))
    if effect.change is not None and not effect.change.changes:
        lines.append(html.escaped(phrase(language, "fig.alias.there")))
        return Card(html.messages(lines)[0], (back,))
    lines.append(html.escaped(phrase(language, "fig.alias.found" if effect.found else "fig.alias.lost")))
    lines += ["", *_golden(effect, language)]
    if effect.others and effect.change is not None:
        lines += ["", html.escaped(phrase(language, "fig.alias.others"))]
        lines += [html.escaped(one) for one in difference.lines(effect.change, language, most=CHANGES)]
    harmful = bool(effect.worse) or not effect.found or effect.others
    label = phrase(language, "fig.button.publish.anyway" if harmful else "fig.button.publish")
    rows: Rows = ((Button(label, replace(move, act="p", hash=effect.hash).data),), back)
    return Card(html.messages(lines)[0], rows)


def _golden(effect: Effect, language: str) -> list[str]:
    """Return what becomes of the golden questions."""
    if not effect.worse and not effect.better:
        return [html.escaped(phrase(language, "fig.alias.golden.same", count=effect.golden))]
    lines = []
    if effect.worse:
        counted = phrase(language, "fig.alias.golden.worse", count=len(effect.worse), all=effect.golden)
        lines.append(html.escaped(counted))
        for miss in effect.worse[:CASES]:
            question, expects = html.shortened(miss.golden.question, LONGEST), miss.golden.expects
            told = phrase(language, "fig.alias.golden.case", question=question, expects=expects, got=miss.got)
            lines.append(f"• {html.escaped(told)}")
    if effect.better:
        lines.append(html.escaped(phrase(language, "fig.alias.golden.better", count=len(effect.better))))
        for miss in effect.better[:CASES]:
            question = html.shortened(miss.golden.question, LONGEST)
            told = phrase(language, "fig.alias.golden.good", question=question, expects=miss.golden.expects)
            lines.append(f"• {html.escaped(told)}")
    return lines
