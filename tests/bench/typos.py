"""Two random slips of the finger in each question, and what they cost.

    python -m tests.bench.typos QUESTIONS.jsonl [--seeds 10]

Slips fall on words of four letters or more, in every turn: two neighbouring letters swapped, one dropped, one doubled,
or one replaced by its neighbour on the keyboard. Prints the mean of right and wrong answers over the seeds.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.bench.machine import described
from tests.gate import engine, results
from tests.grading import VERDICTS, cases

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in ROWS for at, letter in enumerate(row)}
"""Letter -> the letters to its left and right on the keyboard."""
LONG_ENOUGH = re.compile(r"[^\W\d_]{4,}")


def slip(word: str, rng: random.Random) -> str:
    """Return the word with one slip; sometimes, as when two equal letters are swapped, it stays the same."""
    at = rng.randrange(len(word))
    kind = rng.choice(("swap", "drop", "double", "neighbour"))
    if kind == "swap":
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[: at + 1] + word[at:]
    near = NEIGHBOURS.get(word[at].lower())
    return word[:at] + rng.choice(near) + word[at + 1 :] if near else word


def mistyped(text: str, rng: random.Random, *, slips: int = 2) -> str:
    """Return the text with slips in that many different words, as far as it has them."""
    spans = [match.span() for match in LONG_ENOUGH.finditer(text)]
    for start, end in sorted(rng.sample(spans, min(slips, len(spans))), reverse=True):
        text = text[:start] + slip(text[start:end], rng) + text[end:]
    return text


def mistyped_cases(asked: Iterable[Mapping[str, Any]], seed: int) -> list[Mapping[str, Any]]:
    """Return the cases with two slips in each turn; the same for the same seed, whatever else is asked."""
    result: list[Mapping[str, Any]] = []
    for case in asked:
        rng = random.Random(f"{seed} {case['id']}")
        result.append({**case, "turns": [mistyped(turn, rng) for turn in case["turns"]]})
    return result


def main() -> None:
    """Grade the questions of a file under typos and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    arguments = parser.parse_args()
    print(described())
    asked, bot = cases(arguments.file), engine()
    shares: dict[str, list[float]] = {verdict: [] for verdict in VERDICTS}
    for seed in range(arguments.seeds):
        counts = Counter(result.verdict for result in results(mistyped_cases(asked, seed), bot))
        for verdict in VERDICTS:
            shares[verdict].append(100 * counts[verdict] / len(asked))
    clean = Counter(result.verdict for result in results(asked, bot))
    for verdict in VERDICTS:
        spread = statistics.pstdev(shares[verdict])
        mean = statistics.mean(shares[verdict])
        print(f"{verdict:7}{mean:6.1f} ± {spread:.1f} %   (clean {100 * clean[verdict] / len(asked):.1f} %)")


if __name__ == "__main__":
    main()
