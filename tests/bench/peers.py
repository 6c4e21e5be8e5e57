"""The whole bot beside peers that get the same knowledge: right, wrong and missed answers, clean and with two slips.

    python -m tests.bench.peers [--seeds 3] [QUESTIONS.jsonl ...]

Every peer gets each fact, summary, disagreement and gap with all its ways to ask, answers with the best one's text and
sources, and declines below the score that gives it most right minus wrong answers on tests/questions/dev.jsonl. Without
arguments: that set, and own.jsonl.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bot.answering.compose import Composer
from bot.answering.engine import Engine
from bot.answering.entries import documents, entries
from bot.answering.outcomes import Answer
from bot.conversation import Conversation
from bot.knowledge.model import Knowledge
from bot.rendering import json_
from tests.bench import contenders
from tests.bench.contenders import Find, Unit
from tests.bench.machine import described, median_and_p99, timed
from tests.bench.typos import mistyped_cases
from tests.conftest import ROOT
from tests.gate import engine
from tests.grading import VERDICTS, Verdict, cases, grade

QUESTIONS = ROOT / "tests" / "questions"
DEV = QUESTIONS / "dev.jsonl"
"""On which the score is chosen below which a peer declines."""
Case = Mapping[str, Any]
Said = tuple[float, Mapping[str, Any]]
"""A peer's score and its answer."""


class Peer:
    """Answers with the text of the best-matching record, whatever is asked."""

    def __init__(self, knowledge: Knowledge, build: Any) -> None:
        """Give the peer every record, and prepare the answer of each in both languages."""
        found = entries(knowledge)
        units = [Unit(d.id, d.questions, d.answer) for d in documents(knowledge, found)]
        composer = Composer(knowledge)
        self._answers: list[dict[str, Mapping[str, Any]]] = []
        for unit in units:
            said: dict[str, Mapping[str, Any]] = {}
            for language in ("id", "en"):
                outcome = composer.entry(found[unit.id], language, confidence=1.0, question="")
                answer = dict(json_.turn(unit.id, "", outcome, knowledge))
                # A peer cannot tell a gap from a fact by itself, but it is given the bot's own way to say so.
                said[language] = answer if isinstance(outcome, Answer) else {**answer, "status": "unknown"}
            self._answers.append(said)
        self._find: Find = build(units)

    def ask(self, case: Case) -> Said:
        """Return score and answer for the last turn; earlier turns mean nothing to a search."""
        found = self._find(case["turns"][-1], 1)
        if not found:
            return 0.0, {"status": "unknown", "text": ""}
        at, score = found[0]
        return score, self._answers[at][case["lang"] if case["lang"] == "en" else "id"]


def verdict(case: Case, said: Said, cutoff: float) -> Verdict:
    """Return the verdict on a peer that declines below a score."""
    score, answer = said
    return grade(case, answer if score >= cutoff else {"status": "unknown", "text": ""})


def best_cutoff(asked: Sequence[Case], said: Sequence[Said]) -> float:
    """Return the score with the most right minus wrong answers."""

    def gain(cutoff: float) -> int:
        counts = Counter(verdict(case, one, cutoff) for case, one in zip(asked, said, strict=True))
        return counts["right"] - counts["wrong"]

    scores = sorted({score for score, _ in said})
    return max([0.0, *scores[:: max(1, len(scores) // 60)]], key=gain)


def by_simpul(bot: Engine, case: Case) -> Said:
    """Return the bot's answer to the last turn of a conversation."""
    conversation = Conversation(bot)
    outcome = [conversation.ask(turn)[1] for turn in case["turns"]][-1]
    return 1.0, json_.turn(case["id"], case["turns"][-1], outcome, bot.knowledge)


def shares(asked: Sequence[Case], said: Sequence[Said], cutoff: float) -> dict[Verdict, float]:
    """Return the percentage of each verdict."""
    counts = Counter(verdict(case, one, cutoff) for case, one in zip(asked, said, strict=True))
    return {name: 100 * counts[name] / len(asked) for name in VERDICTS}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    files = arguments.files or [DEV, QUESTIONS / "own.jsonl"]
    print(described())
    bot = engine()
    print(f"{'':32}{'clean':^24}{'two slips':^24}")
    print(f"{'':32}" + f"{'right':>8}{'wrong':>8}{'missed':>8}" * 2 + f"{'ms':>9}{'p99':>10}")
    for name, build in {"Simpul": None, **dict(contenders.available())}.items():
        peer = Peer(bot.knowledge, build) if build else None
        ask = peer.ask if peer else partial(by_simpul, bot)
        seeds = min(arguments.seeds, 1) if name in contenders.SLOW else arguments.seeds
        asked = {file: cases(file) for file in ((DEV, *files) if peer else files)}
        results = {file: [timed(partial(ask, case)) for case in asked[file]] for file in asked}
        cutoff = best_cutoff(asked[DEV], [said for said, _ in results[DEV]]) if peer else 0.0
        for file in files:
            clean = shares(asked[file], [said for said, _ in results[file]], cutoff)
            mistyped = []
            for seed in range(seeds):
                wrongly = mistyped_cases(asked[file], seed)
                mistyped.append(shares(asked[file], [ask(case) for case in wrongly], cutoff))
            slips = {v: statistics.mean(one[v] for one in mistyped) for v in VERDICTS}
            timed_cases = zip(asked[file], results[file], strict=True)
            turns = [ms / (1 if peer else len(case["turns"])) for case, (_, ms) in timed_cases]
            few = f"   (seeds: {seeds})" if seeds < arguments.seeds else ""
            middle, late = median_and_p99(turns)
            figures = "".join(f"{part[v]:8.1f}" for part in (clean, slips) for v in ("right", "wrong", "missed"))
            print(f"{name:26.26}{file.stem:6}{figures}{middle:9.2f}{late:10.2f}{few}", flush=True)


if __name__ == "__main__":
    main()
