"""What a conversation remembers from one turn to the next: a value, kept by whoever talks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.answering.outcomes import Answer, Choice, Clarify, Outcome, SmallTalk, Topic, Unknown


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The state of one conversation; empty at its start."""

    topic: Topic = field(default_factory=Topic)
    readings: tuple[Choice, ...] = ()
    """The readings offered last, until one is picked."""
    listed: tuple[Choice, ...] = ()
    """What was listed last, however many turns ago."""
    language: str | None = None
    """Language of the last turn, for turns that do not show theirs."""

    def after(self, outcome: Outcome) -> Dialogue:
        """Return the state after an outcome; small talk leaves what was talked about as it is."""
        if isinstance(outcome, SmallTalk):
            return replace(self, language=outcome.language)
        readings = outcome.readings if isinstance(outcome, Clarify) else ()
        topic = outcome.topic
        if isinstance(outcome, Unknown) and not topic.cooperations:
            topic = replace(self.topic, question=topic.question or self.topic.question)
        if isinstance(outcome, Answer) and not topic.cooperations and outcome.entry:
            topic = replace(topic, cooperations=(outcome.entry,))
        return Dialogue(topic, readings, readings or topic.items or self.listed, outcome.language)


START = Dialogue()
"""A conversation in which nothing has been said."""
