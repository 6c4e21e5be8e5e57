"""The buttons under a reply by which people judge it, say why, or ask for the answer that is missing.

- `v:+:<n>` and `v:-:<n>` judge the answer to the question that is kept under number n
- `v:r:<reason>:<n>` says why it is no good
- `f:<n>` files the question for the curators
"""

from __future__ import annotations

import html as html_
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.outcomes import Answer, Outcome, Unknown
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.cards import Button, Card, Rows

REASONS = ("wrong", "incomplete", "old", "other_question")

LARGEST = 2**63 - 1
"""No question is kept under a larger number, and no database would look for it."""

_DATA = re.compile(rf"v:(?:([+-])|r:({'|'.join(REASONS)})):([0-9]{{1,19}})")
_FILING = re.compile(r"f:([0-9]{1,19})")
_INVISIBLE = "\u200b"
"""A space without width: takes no room, and Telegram lets it carry a link."""
_LINK = re.compile(r"https://t\.me/\w+\?start=v([0-9]{1,19})")


@dataclass(frozen=True, slots=True)
class Press:
    """What a button that judges says of which question."""

    number: int
    value: int
    """+1 or -1."""
    reason: str | None = None


def rows(number: int, outcome: Outcome) -> Rows:
    """Return the buttons under the outcome of the question that is kept under this number."""
    if isinstance(outcome, Answer):
        return ((Button("👍", f"v:+:{number}"), Button("👎", f"v:-:{number}")),)
    if isinstance(outcome, Unknown):
        return ((Button(phrase(outcome.language, "fb.file"), f"f:{number}"),),)
    return ()


def reasons(number: int, language: str) -> Rows:
    """Return the buttons that say why an answer is no good."""
    made = [Button(phrase(language, f"fb.reason.{one}"), f"v:r:{one}:{number}") for one in REASONS]
    return tuple(made[:2]), tuple(made[2:])


def asking(shown: Rows, number: int, language: str) -> Rows:
    """Return the buttons of a message with the reasons below those that judge, which stay: a vote can be changed."""
    below = without_reasons(shown)
    at = next((n for n, row in enumerate(below, 1) if any(one.data.startswith("v:-:") for one in row)), len(below))
    return (*below[:at], *reasons(number, language), *below[at:])


def without_reasons(shown: Rows) -> Rows:
    """Return the buttons of a message without the reasons."""
    return tuple(row for row in shown if not any(one.data.startswith("v:r:") for one in row))


def without_filing(shown: Rows) -> Rows:
    """Return the buttons of a message without the one that files its question."""
    return tuple(row for row in shown if not any(_FILING.fullmatch(one.data) for one in row))


def read(data: str) -> Press | None:
    """Return what a button that judges says, None where there is no such button."""
    found = _DATA.fullmatch(data)
    number = _number(found[3]) if found else None
    if found is None or number is None:
        return None
    return Press(number, 1 if found[1] == "+" else -1, found[2])


def read_filing(data: str) -> int | None:
    """Return the number of the question that a button files, None where there is no such button."""
    found = _FILING.fullmatch(data)
    return _number(found[1]) if found else None


def prompt(number: int, language: str, bot: str, *, group: bool) -> Card:
    """Return the message whose replies are comments on an answer; it carries the number, which nobody sees.

    A link on a character without width: whoever replies after a restart, or to another process, is understood too.
    """
    address = html_.escape(f"https://t.me/{bot}?start=v{number}")
    said = html.escaped(phrase(language, "fb.comment.group" if group else "fb.comment.ask"))
    return Card(f'<a href="{address}">{_INVISIBLE}</a>{said}')


def prompted(links: Iterable[str]) -> int | None:
    """Return the number of the question that a message with these links asks about, None where it asks nothing."""
    found = next((match for match in map(_LINK.fullmatch, links) if match), None)
    return _number(found[1]) if found else None


def why(number: int, language: str) -> Card:
    """Return the question for a reason as a message of its own, where the buttons of the answer are out of reach."""
    return Card(html.escaped(phrase(language, "fb.why")), reasons(number, language))


def answered(card: Card, language: str) -> Card:
    """Return an answer for whoever has waited for it since they asked in vain."""
    said = f"<i>{html.escaped(phrase(language, 'fb.answered'))}</i>\n\n"
    whole = said + card.html
    return Card(whole if html.visible(whole) <= html.LIMIT else card.html, card.rows)


def _number(digits: str) -> int | None:
    number = int(digits)
    return number if 0 < number <= LARGEST else None
