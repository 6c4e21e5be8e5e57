"""What a button carries: at most 64 bytes that mean the same after a restart.

- `q:<hash>` asks a question that stands in the records, or one that was offered since the start
- `t:<text>` asks a short question that stands nowhere
- `si:<id>`, `se:<id>` shows the summary of a cooperation, in Indonesian or English
- `ti:<n>`, `te:<n>` turns to a page of the topics
- `b:…` opens a list or a card, see views.py
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge.model import Discrepancy, Fact, Gap, Knowledge
from bot.rendering.views import View, Views

MOST_BYTES = 64
MOST_REMEMBERED = 5000

_LANGUAGES = {"i": "id", "e": "en"}


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Ask this, as if it had been typed."""

    question: str


@dataclass(frozen=True, slots=True)
class ShowSummary:
    """Show what a cooperation is about."""

    cooperation: str
    language: str


@dataclass(frozen=True, slots=True)
class ShowTopics:
    """Show a page of the topics."""

    page: int
    language: str


Action = AskQuestion | ShowSummary | ShowTopics


class Callbacks:
    """Writes and reads what buttons carry, over one load of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index every question of the records, so that their buttons outlive a restart."""
        self._knowledge = knowledge
        self._views = Views(knowledge)
        self._recorded = {_hash(question): question for question in _questions(knowledge)}
        self._offered: OrderedDict[str, str] = OrderedDict()

    def question(self, question: str) -> str:
        """Return the data of a button that asks a question."""
        key = _hash(question)
        if key not in self._recorded:
            short = f"t:{question}"
            if len(short.encode("utf-8", "replace")) <= MOST_BYTES:
                return short
            self._offered[key] = question
            self._offered.move_to_end(key)
            if len(self._offered) > MOST_REMEMBERED:
                self._offered.popitem(last=False)
        return f"q:{key}"

    def summary(self, cooperation: str, language: str) -> str:
        """Return the data of a button that shows a summary."""
        return f"s{language[0]}:{cooperation}"

    def card(self, cooperation: str, language: str) -> str:
        """Return the data of a button that opens the card of a cooperation."""
        return self._views.data(View("card", language, cooperation))

    def topics(self, page: int, language: str) -> str:
        """Return the data of a button that turns to a page of topics."""
        return f"t{language[0]}:{page}"

    def read(self, data: str) -> Action | None:
        """Return what a button is to do, or None where that is no longer known."""
        head, colon, rest = data.partition(":")
        if not (colon and rest):
            return None
        if head == "t":
            return AskQuestion(rest)
        if head == "q":
            question = self._recorded.get(rest) or self._offered.get(rest)
            return AskQuestion(question) if question else None
        language = _LANGUAGES.get(head[1:])
        if language and head[0] == "s" and rest in self._knowledge.cooperations:
            return ShowSummary(rest, language)
        if language and head[0] == "t" and rest.isascii() and rest.isdigit() and len(rest) <= 6:
            return ShowTopics(int(rest), language)
        return None


@lru_cache(maxsize=2048)  # a few questions are offered again and again
def _hash(question: str) -> str:
    return hashlib.sha256(question.encode("utf-8", "replace")).hexdigest()[:16]


def _questions(knowledge: Knowledge) -> Iterator[str]:
    for cooperation in knowledge.cooperations.values():
        yield cooperation.name.id
        yield cooperation.name.en
        yield from cooperation.aliases
        asked: tuple[Fact | Discrepancy | Gap, ...] = (
            *cooperation.facts,
            *cooperation.discrepancies,
            *cooperation.gaps,
        )
        for record in asked:
            yield from record.questions
