"""Typo repair: the known words that an unknown word most probably stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.search.neighbourhood import Neighbourhood

SHORTEST = 4
"""Letters from which a word is offered: a shorter one is near too many others."""
FIRST, OWN, PRIOR = 0.3, 0.3, 0.08
"""In edits: for another first letter, off for a word of the records, off for each step of a word's prior weight."""
ABBREVIATED = 0.5
"""In edits: for a word typed without its vowels."""
HALF = 0.4
"""In edits: for a word of which some vowels were typed."""
WEIGHTLESS = 5.0
"""Prior weight of words that mean nothing to a question: with slips in them too, consonants are too little evidence."""
CLOSE = 0.7
"""In edits: how much less likely than the likeliest a word may be to be offered beside it."""
SWAPPED, DOUBLED, NEIGHBOUR, VOWEL, LOST, EXTRA = 0.8, 0.7, 0.8, 0.8, 0.9, 1.0
"""In edits: two letters swapped, one typed twice, the next key hit, a vowel left out, another letter, one too many."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in _ROWS for at, letter in enumerate(row)}
_VOWELS = str.maketrans("", "", "aeiou")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A known word that a typed word may stand for, with its similarity from 0 to 1."""

    word: str
    similarity: float


def allowed_distance(word: str) -> int:
    """Return how many edits a word of this length may carry: none up to 2 letters, 1 up to 5, else 2."""
    n = len(word)
    return 0 if n < 3 else 1 if n < 6 else 2


def slips(typed: str, meant: str) -> float:
    """Return how many edits lead from one word to the other, those that fingers make most counting less than one.

    Source: restricted Damerau-Levenshtein distance; neighbouring keys on a QWERTY keyboard.
    """
    before: list[float] = []
    row = [at * LOST for at in range(len(meant) + 1)]
    for i, letter in enumerate(typed, 1):
        last, before, row = before, row, [i * EXTRA]
        twice = i > 1 and typed[i - 2] == letter
        for j, wanted in enumerate(meant, 1):
            changed = 0.0 if letter == wanted else NEIGHBOUR if wanted in _BESIDE.get(letter, "") else 1.0
            lost = VOWEL if wanted in "aeiou" else LOST
            cost = min(before[j - 1] + changed, before[j] + (DOUBLED if twice else EXTRA), row[j - 1] + lost)
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == wanted:
                cost = min(cost, last[j - 2] + SWAPPED)
            row.append(cost)
    return row[-1]


def single_slip(typed: str, meant: str) -> float:
    """Return the same for two words that are one edit apart: which it is shows where they begin to differ."""
    at = 0
    for letter, wanted in zip(typed, meant, strict=False):
        if letter != wanted:
            break
        at += 1
    if len(typed) > len(meant):
        return DOUBLED if at and typed[at - 1] == typed[at] else EXTRA
    if len(typed) < len(meant):
        return VOWEL if at and meant[at] in "aeiou" else LOST  # who begins a word knows how it begins
    if typed[at : at + 2] == meant[at + 1 : at + 2] + meant[at]:
        return SWAPPED
    return NEIGHBOUR if meant[at] in _BESIDE.get(typed[at], "") else 1.0


def skeleton(word: str) -> str:
    """Return the word without vowels behind its first letter, as phones abbreviate ("krjsm")."""
    return word[:1] + word[1:].translate(_VOWELS)


class Repairer:
    """Finds the nearest known words by optimal string alignment, and by consonant skeleton."""

    def __init__(self, words: Mapping[str, float], frequent: Mapping[str, float]) -> None:
        """Take the index's own words and frequent other words, each with a prior weight (larger is likelier)."""
        self._own, self._frequent = words, frequent
        self.nearest = lru_cache(maxsize=1_000)(self._nearest)

    # All three are only needed once a word is unknown, and a start should not wait for them.
    @cached_property
    def _near_own(self) -> Neighbourhood:
        return Neighbourhood(filter(_repairable, self._own))

    @cached_property
    def _near_frequent(self) -> Neighbourhood:
        return Neighbourhood(w for w in self._frequent if _repairable(w) and w not in self._own)

    @cached_property
    def _skeletons(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self._own:
            bones = skeleton(word)
            if len(bones) >= 3 and bones != word:
                found.setdefault(bones, []).append(word)
        return found

    @cached_property
    def _near_skeletons(self) -> Neighbourhood:
        return Neighbourhood(bones for bones in self._skeletons if len(bones) >= SHORTEST)

    def _abbreviated(self, word: str, bones: str) -> list[tuple[float, str, float]]:
        """Return the words whose consonants were typed, as they are ("brngkt") or, of long ones, with a slip."""
        found = [(ABBREVIATED - PRIOR * self._own[w], w, 0.85) for w in self._skeletons.get(word, ())]
        if len(bones) < SHORTEST or len(word) - len(bones) > 1:
            return found
        for other, distance in self._near_skeletons.near(bones, 1 if len(bones) > SHORTEST else 0):
            half = HALF if word != bones else 0.0  # who typed one vowel would have typed the others
            cost = ABBREVIATED + half + distance + (FIRST if word[0] != other[0] else 0.0)
            meant = [w for w in self._skeletons[other] if not distance or self._own[w] < WEIGHTLESS]
            found += [(cost - PRIOR * self._own[w], w, 0.85 - 0.1 * distance) for w in meant]
        return found

    def own(self, word: str) -> bool:
        """Whether the index itself uses the word."""
        return word in self._own

    def prior(self, word: str) -> float:
        """Return the prior weight of a word of the index, 0 for any other."""
        return self._own.get(word, 0.0)

    def _nearest(self, word: str, own_only: bool = False, other: bool = False) -> tuple[Repaired, ...]:
        """Return up to three known words, the likeliest first; nothing where none is near enough.

        With `own_only`, only the index's own words that are one edit away; with `other`, not the word itself.
        """
        scored: list[tuple[float, str, float]] = []
        for most in range(1, (1 if own_only else allowed_distance(word)) + 1):
            near = self._near_own.near(word, most)
            scored = [_scored(word, w, d, OWN + PRIOR * self._own[w]) for w, d in near if not (other and w == word)]
            if scored:
                break  # a second edit is rare
        if not own_only and allowed_distance(word):
            scored += [_scored(word, w, d, PRIOR * self._frequent[w]) for w, d in self._near_frequent.near(word, 1)]
        if not own_only:
            scored += self._abbreviated(word, skeleton(word))
        scored.sort()
        best: dict[str, Repaired] = {}
        for cost, candidate, similarity in scored:
            if candidate not in best and cost <= scored[0][0] + CLOSE:
                best[candidate] = Repaired(candidate, similarity)
        return tuple(best.values())[:3]


def _repairable(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def _scored(word: str, candidate: str, distance: int, prior: float) -> tuple[float, str, float]:
    # A first letter is rarely mistyped.
    slipped = single_slip(word, candidate) if distance == 1 else slips(word, candidate)
    cost = slipped + (FIRST if word[0] != candidate[0] else 0.0) - prior
    return cost, candidate, 1 - distance / max(len(word), len(candidate))
