"""Inverted lists: which documents have a term, and the best of them without looking at all."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from heapq import nlargest
from itertools import repeat
from operator import itemgetter, mul

LONG = 250
"""Length from which a list is not gone through, and the part of all documents (one of so many) that it must exceed."""
PART = 64
STRONGEST = 240
"""How many new documents the long lists bring in at most: that a document has a common word says next to nothing."""
PARTLY = 4
"""How many times more documents than wanted are completed: of a thousand that share one name the rest is noise."""
REMEMBERED = 500
"""Common terms asked together of which is kept which documents they bring in."""
LEVELS = 255
"""To how many different impacts those in a long list are rounded, so that one byte tells a document's."""

_PRESENT = b"0" + b"1" * LEVELS
_BITS = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
_SET = re.compile(rb"[^\0]")


class Postings:
    """For each term the documents that have it, in ascending order, and its impact in each."""

    def __init__(self, lists: Mapping[str, tuple[array[int], array[float]]]) -> None:
        """Take the lists by term."""
        self._numbers = {term: numbers for term, (numbers, _) in lists.items()}
        self._highest = {term: max(impacts) for term, (_, impacts) in lists.items()}
        count = max((numbers[-1] + 1 for numbers, _ in lists.values() if numbers), default=0)
        least = max(LONG, count // PART)
        self._short = {term: found for term, found in lists.items() if len(found[0]) <= least}
        long = {term: found for term, found in lists.items() if len(found[0]) > least}
        self._levels = {term: _levels(*found, count) for term, found in long.items()}
        """For each long list the level of each document's impact, and the impact of each level."""
        self._bits = {term: int(levels.translate(_PRESENT)[::-1], 2) for term, (levels, _) in self._levels.items()}
        """For each long list its documents, as the bits of one whole number."""
        self._strongest = {term: _strongest(*found) for term, found in long.items()}
        """For each long list the documents in which the term has most impact."""
        # Common words are asked together again and again.
        self._bring = lru_cache(maxsize=REMEMBERED)(self._together)

    def documents(self, term: str) -> Iterable[int]:
        """Return the documents that have a term, in ascending order."""
        return self._numbers.get(term, ())

    def best(self, weights: Mapping[str, float], count: int, share: float = 0.0) -> list[tuple[int, float]]:
        """Return the `count` documents with the largest sums of weight times impact, best first.

        Those with less than `share` of the best sum are left out.

        Short lists are gone through. The terms of long ones are looked up for what was found; they only bring in new
        documents while those could be among the best, and of these some that have most of them together.
        Source: MaxScore (Turtle and Flood, 1995).
        """
        most = {term: weights[term] * self._highest[term] for term in weights if term in self._highest}
        terms = sorted(most, key=lambda term: (-most[term], term))
        scores = self._gathered([(term, weights[term]) for term in terms if term in self._short])
        long = tuple([term for term in terms if term in self._levels])
        if long:
            rest, least = sum([most[term] for term in long]), 0.0
            if scores and (share or len(scores) >= count):
                ahead = sorted(scores.values(), reverse=True)
                least = max(share * ahead[0], ahead[count - 1] if len(ahead) >= count else 0.0)
                scores = {number: score for number, score in scores.items() if score + rest >= least}
            if rest >= least:
                scores = {**dict.fromkeys(self._bring(long, count), 0.0), **scores}
        # From here on as two lists, which are gone through together sooner than a dictionary.
        numbers, sums = list(scores), list(scores.values())
        for term in long:
            (levels, impacts), weight = self._levels[term], weights[term]
            sums = [score + weight * impacts[levels[number]] for number, score in zip(numbers, sums, strict=True)]
            if len(sums) > PARTLY * count:
                least = sorted(sums, reverse=True)[PARTLY * count - 1]
                numbers = [number for number, score in zip(numbers, sums, strict=True) if score >= least]
                sums = [score for score in sums if score >= least]
        ahead = sorted(sums, reverse=True)[:count]
        least = max(ahead[-1], share * ahead[0]) if ahead else 0.0
        found = sorted([(number, score) for number, score in zip(numbers, sums, strict=True) if score >= least])
        found.sort(key=itemgetter(1), reverse=True)  # of equal ones the first stays first
        return found[:count]

    def _gathered(self, terms: Iterable[tuple[str, float]]) -> dict[int, float]:
        """Return the documents of short lists with their sums, for terms and their weights."""
        scores: dict[int, float] = {}
        get = scores.get
        for term, weight in terms:
            numbers, impacts = self._short[term]
            if scores:
                for number, impact in zip(numbers, impacts, strict=True):
                    scores[number] = get(number, 0.0) + weight * impact
            else:  # nothing to add to yet, so at once
                scores.update(zip(numbers, map(mul, impacts, repeat(weight)), strict=False))
        return scores

    def _together(self, terms: tuple[str, ...], count: int) -> array[int]:
        """Return some documents that have most of the terms of long lists, the first of which counts most."""
        found: list[int] = []
        together = self._bits[terms[0]]
        for term in terms[1:]:
            both = together & self._bits[term]
            if both.bit_count() >= count:
                together = both
            elif both:
                found += _members(both, count)
        alone = together == self._bits[terms[0]]
        return array("I", [*found, *(self._strongest[terms[0]] if alone else _members(together, STRONGEST))])


def _levels(numbers: array[int], impacts: array[float], count: int) -> tuple[bytes, tuple[float, ...]]:
    """Return the level of each of `count` documents, 0 for one that is not among the numbers, and what levels mean."""
    low, high = min(impacts), max(impacts)
    step = (high - low) / (LEVELS - 1) or 1.0
    row = bytearray(count)
    for number, impact in zip(numbers, impacts, strict=True):
        row[number] = 1 + round((impact - low) / step)
    return bytes(row), (0.0, *(low + step * level for level in range(LEVELS)))


def _members(bits: int, most: int) -> list[int]:
    """Return the first numbers whose bits are set, about so many at most."""
    row = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    found: list[int] = []
    for match in _SET.finditer(row):
        at = match.start()
        found += [8 * at + bit for bit in _BITS[row[at]]]
        if len(found) >= most:
            break
    return found


def _strongest(numbers: array[int], impacts: array[float]) -> tuple[int, ...]:
    least = nlargest(STRONGEST, impacts)[-1]
    return tuple([number for number, impact in zip(numbers, impacts, strict=True) if impact >= least][:STRONGEST])
