"""Inverted lists: which documents have a term, and the best of them without looking at all."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from heapq import nlargest

WORTH_PRUNING = 500
"""Length of a list from which it is worth knowing whether it can still bring in a new document."""
PARTLY = 4
"""How many times more documents than wanted are completed: of a thousand that share one name the rest is noise."""


class Postings:
    """For each term the documents that have it, in ascending order, and its impact in each."""

    def __init__(self, lists: Mapping[str, tuple[array[int], array[float]]]) -> None:
        """Take the lists by term."""
        self._lists = lists
        self._highest = {term: max(impacts) for term, (_, impacts) in lists.items()}

    def frequency(self, term: str) -> int:
        """Return how many documents have a term."""
        return len(self._lists[term][0]) if term in self._lists else 0

    def documents(self, term: str) -> Iterable[int]:
        """Return the documents that have a term, in ascending order."""
        return self._lists[term][0] if term in self._lists else ()

    def best(self, weights: Mapping[str, float], count: int) -> list[tuple[int, float]]:
        """Return the `count` documents with the largest sums of weight times impact, best first.

        Terms come in the order of what they can give at most. As soon as all that remain cannot lift a new document
        among the best, they are only looked up for those already found: few, where the remaining words are common.
        Source: MaxScore (Turtle and Flood, 1995).
        """
        terms = sorted((t for t in weights if t in self._lists), key=lambda t: (-weights[t] * self._highest[t], t))
        remaining = sum(weights[t] * self._highest[t] for t in terms)
        scores: dict[int, float] = {}
        for at, term in enumerate(terms):
            numbers, impacts = self._lists[term]
            if len(numbers) > WORTH_PRUNING and len(scores) >= count:
                ahead = nlargest(PARTLY * count, scores.values())
                if remaining < ahead[count - 1]:
                    self._complete(scores, terms[at:], weights, max(ahead[-1], ahead[count - 1] - remaining))
                    break
            weight = weights[term]
            remaining -= weight * self._highest[term]
            if scores:
                get = scores.get
                for number, impact in zip(numbers, impacts, strict=True):
                    scores[number] = get(number, 0.0) + weight * impact
            else:
                scores = {number: weight * impact for number, impact in zip(numbers, impacts, strict=True)}
        return nlargest(count, scores.items(), key=lambda item: (item[1], -item[0]))

    def _complete(self, scores: dict[int, float], terms: list[str], weights: Mapping[str, float], least: float) -> None:
        """Add the remaining terms to those documents that can still be among the best."""
        for number in [number for number, score in scores.items() if score < least]:
            del scores[number]
        for term in terms:
            numbers, impacts = self._lists[term]
            weight, end = weights[term], len(numbers)
            for number in scores:
                at = bisect_left(numbers, number)
                if at < end and numbers[at] == number:
                    scores[number] += weight * impacts[at]
