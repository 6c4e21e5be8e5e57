"""Whether an outcome gives an entry of the records: the one thing that all checks through the engine ask."""

from __future__ import annotations

from bot.answering.decision import Decision
from bot.answering.entries import Entry
from bot.answering.outcomes import Answer, Outcome, Unknown
from bot.knowledge.model import Discrepancy, Fact, Gap


def gives(outcome: Outcome, entry: Entry) -> bool:
    """Whether the outcome states the entry; of a cooperation as a whole, whether it is about it."""
    record = entry.record
    if isinstance(outcome, Answer):
        if record is None:
            return outcome.entry == entry.id or entry.id in outcome.topic.cooperations
        if isinstance(record, Fact):
            return any(statement.fact == entry.id for statement in outcome.statements)
        if isinstance(record, Discrepancy):
            language = outcome.language
            texts = (record.held[language], record.note[language])
            return any(statement.text in texts for statement in outcome.statements)
        return False
    if isinstance(outcome, Unknown):
        return isinstance(record, Gap) and record.text[outcome.language] in [one.text for one in outcome.nearest]
    return False


def found(decision: Decision, entry: Entry) -> bool:
    """Whether a question led to the entry: it is stated, or it is the best match and was answered in another way.

    "Who is the mayor of Palu?" is answered from the table of offices; the fact that says the same came first, or was
    said in its very words.
    """
    outcome = decision.outcome
    if gives(outcome, entry) or _worded(outcome, entry):
        return True
    first = bool(decision.candidates) and decision.candidates[0].entry.id == entry.id
    # A gap is answered by a refusal, all else by an answer.
    return first and isinstance(outcome, Unknown if isinstance(entry.record, Gap) else Answer)


def _worded(outcome: Outcome, entry: Entry) -> bool:
    """Whether an answer says a fact word for word, whatever record it took it from."""
    if not isinstance(outcome, Answer) or not isinstance(entry.record, Fact):
        return False
    return entry.record.text[outcome.language] in [one.text for one in outcome.statements]
