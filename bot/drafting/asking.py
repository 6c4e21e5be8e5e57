"""Proposing ways to ask for a fact, none of which another record asks already."""

from __future__ import annotations

from bot.knowledge.model import Knowledge
from bot.knowledge.rules_texts import asked
from bot.text.folding import fold

MOST = 150
"""Characters of a question; the model allows a few more."""


class Questions:
    """Hands out questions, each once."""

    def __init__(self, knowledge: Knowledge, publisher: str) -> None:
        self._publisher = publisher
        self._taken = {
            fold(question)
            for one in knowledge.cooperations.values()
            for _, questions in asked(one)
            for question in questions
        }

    def of(self, indonesian: tuple[str, ...], english: tuple[str, ...]) -> dict[str, list[str]]:
        """Return the questions that are free; at least one in each language."""
        return {"id": self._free(indonesian, "{} menurut {}?"), "en": self._free(english, "{} according to {}?")}

    def _free(self, wordings: tuple[str, ...], by: str) -> list[str]:
        tidy = [" ".join(one.replace("{", "").replace("}", "").split())[:MOST] for one in wordings]
        free = [one for one in dict.fromkeys(tidy) if fold(one) not in self._taken]
        number = 1
        while not free:
            source = self._publisher if number == 1 else f"{self._publisher} ({number})"
            one = by.format(tidy[0].rstrip("?"), source)[:160]
            free = [one] if fold(one) not in self._taken else []
            number += 1
        self._taken |= {fold(one) for one in free}
        return free
