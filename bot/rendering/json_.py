"""Outcomes for programs: one JSON object a turn."""

from __future__ import annotations

import json
from typing import Any

from bot.answering.outcomes import Answer, Clarify, Outcome, SmallTalk, Unknown
from bot.knowledge.model import Knowledge
from bot.rendering import plain
from bot.rendering.citations import cited, stated
from bot.rendering.offers import offers

_STATUS = {Answer: "answer", Clarify: "clarify", Unknown: "unknown", SmallTalk: "smalltalk"}


def status(outcome: Outcome) -> str:
    """Return the word for what came of a question."""
    return _STATUS[type(outcome)]


def turn(id_: object, question: str, outcome: Outcome, knowledge: Knowledge) -> dict[str, Any]:
    """Return the members that stand for one turn; `sources` are those of what `text` states."""
    return {
        "id": id_,
        "question": question,
        "status": status(outcome),
        "language": outcome.language,
        "text": plain.text(outcome, knowledge),
        "entry": outcome.entry if isinstance(outcome, Answer | Unknown) else None,
        "facts": list(dict.fromkeys(statement.fact for statement in stated(outcome) if statement.fact)),
        "sources": [
            {
                "id": source.id,
                "publisher": source.publisher,
                "title": source.title,
                "published": source.published.isoformat() if source.published else None,
                "url": source.url,
            }
            for source in cited(outcome, knowledge)
        ],
        "suggestions": list(offers(outcome)),
        "confidence": confidence(outcome),
    }


def line(members: dict[str, Any]) -> str:
    """Return the members as one line that any output can carry, half a character from a broken question included."""
    return json.dumps(members, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def confidence(outcome: Outcome) -> float:
    """Return how sure an outcome is, from 0 to 1; small talk is certain of being small talk."""
    if isinstance(outcome, SmallTalk):
        return 1.0
    return min(1.0, max(0.0, getattr(outcome, "confidence", 0.0)))
