"""What is kept about a person, the question before it is erased, and what was erased.

- `h:y:<user>` erases what is kept about a user, `h:n:<user>` does not
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.cards import Button, Card

_DATA = re.compile(r"h:([yn]):([0-9]{1,16})")


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether somebody wants to be forgotten, and who was asked."""

    yes: bool
    user: int


def read(data: str) -> Choice | None:
    """Return what a button says, None where there is no such button."""
    found = _DATA.fullmatch(data)
    return Choice(found[1] == "y", int(found[2])) if found else None


def ask(user: int, language: str) -> Card:
    """Return the question whether a user is to be forgotten."""
    yes = Button(phrase(language, "prv.yes"), f"h:y:{user}")
    no = Button(phrase(language, "prv.no"), f"h:n:{user}")
    return Card(html.escaped(phrase(language, "prv.ask")), ((yes, no),))


def erased(counts: Mapping[str, int], language: str) -> str:
    """Return what was erased, in words; `counts` says how many of each kind."""
    told = [phrase(language, f"prv.count.{kind}", count=count) for kind, count in counts.items() if count]
    return phrase(language, "prv.erased", what=", ".join(told)) if told else phrase(language, "prv.nothing")
