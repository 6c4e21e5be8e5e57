"""One conversation in text: what was talked about, and the numbers that pick from what was offered."""

from __future__ import annotations

from bot.answering.decision import Decision
from bot.answering.dialogue import Dialogue
from bot.answering.engine import Engine
from bot.answering.outcomes import Outcome
from bot.answering.several import split
from bot.rendering.offers import offers


class Conversation:
    """Asks one turn after the other and remembers what the next one may lean on."""

    def __init__(self, engine: Engine) -> None:
        """Start with nothing said."""
        self._engine = engine
        self._dialogue = Dialogue()
        self._offered: tuple[str, ...] = ()

    def ask(self, typed: str) -> tuple[str, Outcome]:
        """Return the question, which a number alone picks from the last offers, and what comes of it."""
        question = picked(typed, self._offered)
        outcome = self._engine.answer(question, self._dialogue)
        self._dialogue, self._offered = self._dialogue.after(outcome), offers(outcome)
        return question, outcome

    def explain(self, typed: str) -> list[tuple[str, Decision]]:
        """Ask, and return each question of the message with what led to its outcome."""
        question, dialogue = picked(typed, self._offered), self._dialogue
        decisions = []
        for part in split(question, self._engine.reader):
            decisions.append((part, self._engine.explain(part, dialogue)))
            dialogue = dialogue.after(decisions[-1][1].outcome)
        self.ask(typed)
        return decisions


def picked(typed: str, offered: tuple[str, ...]) -> str:
    """Return the question that a number alone picks, else what was typed."""
    number = typed.strip().rstrip(".")
    if number.isascii() and number.isdigit() and len(number) < 3 and 1 <= int(number) <= len(offered):
        return offered[int(number) - 1]
    return typed
