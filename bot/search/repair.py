"""Typo repair: the known words that an unknown word most probably stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

PREFIX = 8
"""Only this many leading letters enter the delete neighbourhood (as in SymSpell): bounds it for long words."""

FIRST, OWN, PRIOR = 0.3, 0.3, 0.08
"""In edits: for another first letter, off for a word of the records, off for each step of a word's prior weight."""

_VOWELS = str.maketrans("", "", "aeiou")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A known word that a typed word may stand for, with its similarity from 0 to 1."""

    word: str
    similarity: float


def allowed_distance(word: str) -> int:
    """Return how many edits a word of this length may carry: none up to 3 letters, 1 up to 5, 2 up to 8, else 3."""
    n = len(word)
    return 0 if n < 4 else 1 if n < 6 else 2 if n < 9 else 3


def skeleton(word: str) -> str:
    """Return the word without vowels behind its first letter, as phones abbreviate ("krjsm")."""
    return word[:1] + word[1:].translate(_VOWELS)


def _deletions(word: str, most: int) -> set[str]:
    head = word[:PREFIX]
    found = {head}
    for n in range(1, min(most, len(head) - 1) + 1):
        for kept in combinations(range(len(head)), len(head) - n):
            found.add("".join(head[i] for i in kept))
    return found


class Repairer:
    """Finds the nearest known words by optimal string alignment over a delete neighbourhood, and by consonant skeleton.

    Source: delete neighbourhoods after Garbe's SymSpell; distances by rapidfuzz.
    """

    def __init__(self, words: Mapping[str, float], frequent: Mapping[str, float]) -> None:
        """Take the index's own words and frequent other words, each with a prior weight (larger is likelier)."""
        self._prior = {**frequent, **words}
        self._own = frozenset(words)
        self._near: dict[str, list[str]] = {}
        self._skeletons: dict[str, list[str]] = {}
        for word in words:
            self._enter(word, 2)
            bones = skeleton(word)
            if len(bones) >= 3 and bones != word:
                self._skeletons.setdefault(bones, []).append(word)
        for word in frequent:
            if word not in self._own:
                self._enter(word, 1)
        self.nearest = lru_cache(maxsize=50_000)(self._nearest)

    def _enter(self, word: str, most: int) -> None:
        if len(word) >= 4 and word.isalpha():
            for key in _deletions(word, min(most, allowed_distance(word) or 1)):
                self._near.setdefault(key, []).append(word)

    def own(self, word: str) -> bool:
        """Whether the index itself uses the word."""
        return word in self._own

    def _nearest(self, word: str, own_only: bool = False) -> tuple[Repaired, ...]:
        """Return up to three known words, the likeliest first; nothing where none is near enough."""
        most = 1 if own_only or len(word) == 3 else allowed_distance(word)
        scored: list[tuple[float, str, float]] = []
        for candidate in self._candidates(word, most):
            if own_only and candidate not in self._own:
                continue
            distance = OSA.distance(word, candidate, score_cutoff=most)
            if distance > most:
                continue
            # A first letter is rarely mistyped, and what the records speak of is likelier than any other word.
            cost = distance + (FIRST if word[0] != candidate[0] else 0.0) - (OWN if candidate in self._own else 0.0)
            similarity = 1 - distance / max(len(word), len(candidate))
            scored.append((cost - PRIOR * self._prior[candidate], candidate, similarity))
        for candidate in self._skeletons.get(word, ()):
            scored.append((0.5 - PRIOR * self._prior[candidate], candidate, 0.85))
        scored.sort()
        best: dict[str, Repaired] = {}
        for cost, candidate, similarity in scored:
            if candidate not in best and cost <= scored[0][0] + 0.7:
                best[candidate] = Repaired(candidate, similarity)
        return tuple(list(best.values())[:3])

    def _candidates(self, word: str, most: int) -> Iterable[str]:
        found: dict[str, None] = {}
        if most:
            for key in _deletions(word, min(most, 2)):
                for candidate in self._near.get(key, ()):
                    found[candidate] = None
        return found
