"""An outcome together with everything that led to it, for whoever asks why."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.candidates import Candidate
from bot.answering.outcomes import Outcome
from bot.answering.reading import Reading
from bot.answering.relations.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Decision:
    """How a question was understood, what could answer it, and what decided."""

    reading: Reading
    outcome: Outcome
    why: str
    """Which rule or threshold decided."""
    proposals: tuple[Proposal, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    """Best first."""
    context: tuple[str, ...] = ()
    """Cooperations that the conversation was about, where the question leans on it."""
