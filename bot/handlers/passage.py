"""What is known of the update in hand, for whoever works on it: how late it is, how it went, how long it took."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Passage:
    """The way of one update through the bot; filled in on the way."""

    late: bool = False
    """The person has waited so long that the reply says so; set back once it has."""
    last_try: bool = True
    """No further attempt follows where this one fails: the person is told."""
    error: Exception | None = None
    """What a handler raised."""
    status: str = ""
    """What came of the question, where there was one: answer, clarify, unknown, smalltalk."""
    where: str = ""
    """Where the question was asked: private, group, inline, button."""
    answering: float = 0.0
    """Milliseconds of finding the answer."""


_CURRENT: ContextVar[Passage] = ContextVar("passage")


def begin(passage: Passage) -> Passage:
    """Make this the update in hand, for the task that runs and those that it starts."""
    _CURRENT.set(passage)
    return passage


def current() -> Passage:
    """Return the update in hand; a fresh one where a test or a job works without any."""
    return _CURRENT.get(None) or Passage()
