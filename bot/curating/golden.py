"""Asks the questions whose answers are settled, `questions.yaml`, and tells which are answered otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer, Clarify, Outcome, SmallTalk, Unknown
from bot.curating.finding import gives
from bot.knowledge.loaded import Loaded
from bot.knowledge.model import Golden
from bot.knowledge.problems import Problem, complaint, shown
from bot.knowledge.rules_golden import UNKNOWN


@dataclass(frozen=True, slots=True)
class Miss:
    """A golden question that is not answered as it must be."""

    position: int
    """In the file, from 0."""
    golden: Golden
    got: str
    """The entry id that came instead, or `unknown`, `clarify`, `smalltalk`."""


def run(engine: Engine) -> list[Miss]:
    """Return the golden questions of the engine's knowledge that are not answered as expected."""
    misses = []
    for position, golden in enumerate(engine.knowledge.golden):
        outcome = engine.answer(golden.question)
        if not _met(engine, golden, outcome):
            misses.append(Miss(position, golden, given(outcome)))
    return misses


def problems(loaded: Loaded, misses: Collection[Miss]) -> Iterator[Problem]:
    """Yield each miss as a problem of its line."""
    for miss in misses:
        golden = miss.golden
        said = complaint(
            "golden_missed", question=shown(golden.question), expects=shown(golden.expects), got=shown(miss.got)
        )
        yield loaded.problem(loaded.golden[miss.position], ("question",), said)


def given(outcome: Outcome) -> str:
    """Return in one word what came of a question: the id of the entry, or the kind of outcome."""
    if isinstance(outcome, Answer):
        facts = [statement.fact for statement in outcome.statements if statement.fact]
        return facts[0] if facts else outcome.entry or ", ".join(outcome.topic.cooperations[:3]) or "several"
    names = {Clarify: "clarify", SmallTalk: "smalltalk", Unknown: UNKNOWN}
    return names[type(outcome)]


def _met(engine: Engine, golden: Golden, outcome: Outcome) -> bool:
    if golden.expects == UNKNOWN:
        return isinstance(outcome, Unknown)
    entry = engine.entries.get(golden.expects)
    return entry is not None and gives(outcome, entry)
