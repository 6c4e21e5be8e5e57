"""What the drafting finds in articles, against what a reader finds in them: precision and recall per kind.

    python -m tests.bench.draft [--articles DIR] [--misses]

DIR holds the texts of the founding articles, which are no part of the project; without it only the project's own test
articles are measured. `unseen` were written before the rules and looked at only when these were done.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.drafting.article import read
from bot.drafting.findings import Findings, gather
from bot.drafting.organisations import Body
from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.text.folding import fold
from tests.bench.machine import described
from tests.drafting import curator

KINDS = ("dates", "mismatches", "parties", "people", "numbers", "instruments", "stage", "category")


@dataclass
class Score:
    """How many were right, how many were said, how many there are."""

    right: int = 0
    said: int = 0
    there: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0


def found(findings: Findings) -> dict[str, set[str]]:
    """Return kind -> what the rules found, in the form of the marks."""
    return {
        "dates": {one.normal for one in findings.dates},
        "mismatches": {one.normal for one in findings.dates if not one.fits},
        "parties": {side.who.shown if isinstance(side.who, Body) else side.who.name for side in findings.parties},
        "people": {one.name for one in findings.people},
        "numbers": {one.normal for one in findings.figures},
        "instruments": {f"{one.kind.value} {one.status.value}" for one in findings.documents},
        "stage": {findings.stage.value},
        "category": {findings.category.value if findings.category else "-"},
    }


def marked(marks: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return kind -> what a reader found."""
    several = {kind: {str(one) for one in marks.get(kind) or ()} for kind in KINDS[:-2]}
    return {**several, "stage": {marks["stage"]}, "category": {marks.get("category") or "-"}}


def same(kind: str, one: str, other: str) -> bool:
    """Whether two marks mean the same; a name with fewer words is still that person's."""
    if kind != "people":
        return fold(one) == fold(other)
    first, second = set(fold(one).split()), set(fold(other).split())
    return first <= second or second <= first


def scores(articles: Iterable[tuple[Path, Mapping[str, Any]]], knowledge: Knowledge) -> dict[str, Score]:
    """Return kind -> score over articles with their marks."""
    totals = {kind: Score() for kind in KINDS}
    for path, marks in articles:
        text = read(path.read_text(encoding="utf-8"))
        have, want = found(gather(text, marks.get("published"), knowledge)), marked(marks)
        for kind, score in totals.items():
            right = [one for one in have[kind] if any(same(kind, one, other) for other in want[kind])]
            score.right += len(right)
            score.said += len(have[kind])
            score.there += len(want[kind])
            missed = [f"-{one}" for one in want[kind] if not any(same(kind, one, other) for other in have[kind])]
            extra = [f"+{one}" for one in have[kind] if one not in right]
            score.misses += [f"{path.name}: {' '.join(sorted([*missed, *extra]))}"] if missed or extra else []
    return totals


def halves(founding: Path | None) -> dict[str, list[tuple[Path, Mapping[str, Any]]]]:
    """Return half -> its articles with their marks, as far as their texts are at hand."""
    result = {}
    for half, marks in curator.gold().items():
        folder = founding if half == "founding" else curator.ARTICLES
        if folder is not None:
            result[half] = [(folder / name, one) for name, one in marks.items()]
    return result


def main() -> None:
    """Print precision and recall per kind and half."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=Path, help="folder of the founding articles' texts")
    parser.add_argument("--misses", action="store_true", help="also print what was missed (-) and made up (+)")
    arguments = parser.parse_args()
    print(described())
    knowledge = load(curator.ROOT / "knowledge")
    for half, articles in halves(arguments.articles).items():
        print(f"\n{half} ({len(articles)} articles)")
        for kind, score in scores(articles, knowledge).items():
            counts = f"{score.right} of {score.said} said, {score.there} there"
            print(f"  {kind:12} precision {score.precision:5.2f}  recall {score.recall:5.2f}  ({counts})")
            for miss in score.misses if arguments.misses else ():
                print(f"      {miss}")


if __name__ == "__main__":
    main()
