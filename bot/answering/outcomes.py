"""What comes of a question: pure values that any face can render.

Outcome
├── Answer      a direct answer, every statement with its sources
├── Clarify     two to five readings to choose from
├── Unknown     nothing in the sources answers it; at most the nearest thing known, marked as such
└── SmallTalk   no question about the records
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or list item that is stated, with the ids of the sources that make it."""

    text: str
    sources: tuple[str, ...] = ()
    fact: str | None = None
    """`cooperation/fact` where it is a fact of the records."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: what the button says and the question that it asks."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What an outcome was about, for the next turn of the conversation."""

    cooperations: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    items: tuple[Choice, ...] = ()
    """What an ordinal can refer to, in the order shown."""
    question: str = ""
    """The question as it was answered, complete in itself."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Common to all outcomes: the language of the reply and what it was about."""

    language: str
    topic: Topic = field(default=Topic(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Answer(Outcome):
    """A direct answer: lead first, list items, notes on disagreement last."""

    lead: tuple[Statement, ...]
    items: tuple[Statement, ...] = ()
    numbered: bool = False
    """Whether the items have an order that people refer to."""
    notes: tuple[Statement, ...] = ()
    entry: str | None = None
    """The cooperation it is about, where it is about one."""
    confidence: float = 1.0
    suggestions: tuple[str, ...] = ()
    """Up to three related questions."""
    several: bool = False
    """Whether several questions are answered: then all of the lead is, and not only its beginning."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is stated, in order."""
        return self.lead + self.items + self.notes


@dataclass(frozen=True, slots=True)
class Clarify(Outcome):
    """The question has several readings."""

    readings: tuple[Choice, ...]
    confidence: float = 0.5


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_IN_RECORDS = "not_in_records"
    """What is asked about is not in the records."""
    NO_DETAIL = "no_detail"
    """The matter is in the records, the asked detail is not."""
    NO_COOPERATION = "no_cooperation"
    """No cooperation between those named is recorded."""
    NOT_SIGNED = "not_signed"
    """The question takes something for signed that is not."""
    OFF_TOPIC = "off_topic"
    """Not about regional cooperation as far as can be told."""


@dataclass(frozen=True, slots=True)
class Unknown(Outcome):
    """No source answers the question; `nearest` is what is known next to it, never offered as the answer."""

    reason: Reason
    subject: str = ""
    """The name that the records do not cover, written as in the gazetteer; empty where there is none."""
    nearest: tuple[Statement, ...] = ()
    entry: str | None = None
    confidence: float = 0.0
    suggestions: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is stated."""
        return self.nearest


class Talk(StrEnum):
    """Kinds of small talk."""

    ABILITY = "ability"
    GOODBYE = "goodbye"
    GREETING = "greeting"
    IDENTITY = "identity"
    INSULT = "insult"
    ORDER = "order"
    PRAISE = "praise"
    THANKS = "thanks"
    NOTHING = "nothing"
    """No words at all, or none that mean anything."""


@dataclass(frozen=True, slots=True)
class SmallTalk(Outcome):
    """A reply that states nothing of the records."""

    kind: Talk
