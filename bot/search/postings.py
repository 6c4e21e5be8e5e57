"""Inverted lists: which documents have a term, and the best of them without looking at all."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from heapq import nlargest

WORTH_PRUNING = 500
"""Length of a list from which it is worth knowing whether it can still bring in a new document."""
COMMON = 4
"""A term in more than one of so many documents brings in few new ones: that a document has it says next to nothing."""
STRONGEST = 240
"""How many these few are at most."""
FEW = 8
"""How many times longer a list must be than what is found, for looking up each to be quicker than going through it."""
PARTLY = 4
"""How many times more documents than wanted are completed: of a thousand that share one name the rest is noise."""


class Postings:
    """For each term the documents that have it, in ascending order, and its impact in each."""

    def __init__(self, lists: Mapping[str, tuple[array[int], array[float]]]) -> None:
        """Take the lists by term."""
        self._lists = lists
        self._highest = {term: max(impacts) for term, (_, impacts) in lists.items()}
        count = max((numbers[-1] + 1 for numbers, _ in lists.values() if numbers), default=0)
        self._strongest = {
            term: _strongest(*lists[term])
            for term, (numbers, _) in lists.items()
            if len(numbers) > max(WORTH_PRUNING, count // COMMON)
        }
        """For each very common term the documents in which it has most impact."""

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
            if scores and term in self._strongest and len(scores) * FEW < len(numbers):
                for number in self._strongest[term]:
                    scores.setdefault(number, 0.0)
                self._add(scores, term, weight)
            elif scores:
                get = scores.get
                for number, impact in zip(numbers, impacts, strict=True):
                    scores[number] = get(number, 0.0) + weight * impact
            else:
                scores = {number: weight * impact for number, impact in zip(numbers, impacts, strict=True)}
        if len(scores) > count:
            least = nlargest(count, scores.values())[-1]
            scores = {number: score for number, score in scores.items() if score >= least}
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:count]

    def _complete(self, scores: dict[int, float], terms: list[str], weights: Mapping[str, float], least: float) -> None:
        """Add the remaining terms to those documents that can still be among the best."""
        for number in [number for number, score in scores.items() if score < least]:
            del scores[number]
        for term in terms:
            self._add(scores, term, weights[term])

    def _add(self, scores: dict[int, float], term: str, weight: float) -> None:
        """Add a term to the documents already found."""
        numbers, impacts = self._lists[term]
        end = len(numbers)
        for number in scores:
            at = bisect_left(numbers, number)
            if at < end and numbers[at] == number:
                scores[number] += weight * impacts[at]


def _strongest(numbers: array[int], impacts: array[float]) -> tuple[int, ...]:
    least = nlargest(STRONGEST, impacts)[-1]
    return tuple([number for number, impact in zip(numbers, impacts, strict=True) if impact >= least][:STRONGEST])
