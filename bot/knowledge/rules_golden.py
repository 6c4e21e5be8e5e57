"""Rules about the questions with expected answers: what they expect exists, and each is asked once."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.loaded import Loaded
from bot.knowledge.model import Cooperation
from bot.knowledge.problems import Problem, complaint, did_you_mean, shown
from bot.text.folding import fold

UNKNOWN = "unknown"


def golden_questions_expect_entries(loaded: Loaded) -> Iterator[Problem]:
    """A golden question expects an entry that exists, or `unknown`."""
    known = {entry for row in loaded.cooperations for entry in entry_ids(row.record)}
    for row in loaded.golden:
        expected = row.record.expects
        cooperation = expected.partition("/")[0].partition("!")[0].partition("?")[0]
        part = expected.removeprefix(cooperation)[1:]
        if expected not in known and expected != UNKNOWN and not {cooperation, part} & loaded.broken:
            said = complaint("no_entry", entry=shown(expected), guess=did_you_mean(expected, known))
            yield loaded.problem(row, ("expects",), said)


def golden_questions_are_asked_once(loaded: Loaded) -> Iterator[Problem]:
    """No golden question stands there twice."""
    first: dict[str, int] = {}
    for row in loaded.golden:
        there = loaded.place(row, ("question",)).line
        before = first.setdefault(fold(row.record.question), there)
        if before != there:
            yield loaded.problem(row, ("question",), complaint("golden_twice", line=before))


def entry_ids(cooperation: Cooperation) -> Iterator[str]:
    """Yield the ids under which a cooperation and its parts are answers."""
    yield cooperation.id
    for mark, parts in (("/", cooperation.facts), ("!", cooperation.discrepancies), ("?", cooperation.gaps)):
        yield from (f"{cooperation.id}{mark}{part.id}" for part in parts)
