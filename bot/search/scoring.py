"""Scoring documents in full: BM25, the likest way to ask, shared words and shared pairs of words."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import itemgetter
from typing import NamedTuple

from bot.search.query import Hit
from bot.search.texts import BETWEEN

K1 = 1.2
"""BM25's saturation."""
W_ALL, W_ASK, W_ASKED, W_WORDS, W_PAIRS = 1.0, 0.4, 0.4, 0.5, 0.2
"""Weights of the parts of a score: BM25 over all terms, the best way to ask, BM25 over the words of all ways to ask (no
lemmas, and with question words, by which "how" and "when" differ), shared words, shared word pairs."""
REST = W_ASK + W_ASKED + W_WORDS + W_PAIRS
"""Most that all but BM25 over all terms can add."""
TELLING = 2
"""How many of the rarest words are looked for first: a document without them is mostly out of reach of the best."""
ERROR = 1e-9
"""More than adding up in another order can change a score by."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search looks for in each document: characters with their weights."""

    terms: tuple[tuple[str, float], ...]
    words: tuple[tuple[str, float], ...]
    pairs: tuple[tuple[str, float], ...]
    all_terms: float
    all_words: float
    all_pairs: float
    worth: float = 1.0
    """Least that a term weighs in a document, as a share of how much it is wanted: 1 where none is wanted more."""

    def likeness(self, covered: float) -> float:
        """Return what the likeness of a way to ask, none of which shares more than is covered, cannot exceed."""
        return 2 * covered / (self.all_terms + self.worth * covered)


class Begun(NamedTuple):
    """A document scored but for the likeness of its ways to ask, which takes longest."""

    number: int
    found: list[tuple[str, float]]
    """The terms that it has."""
    covered: float
    """Their weight."""
    likeness: float
    """What the likeness of its ways to ask cannot exceed."""
    whole: float
    asked: float
    as_written: float
    paired: float

    def score(self, likeness: float) -> float:
        """Return the score with a likeness."""
        return self.whole + W_ASK * likeness + self.asked + self.as_written + self.paired


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores documents by their positions."""

    ids: Sequence[str]
    terms: Sequence[str]
    words: Sequence[str]
    asked_to: Sequence[int]
    """How far the ways to ask of each document reach in its words."""
    norms: Sequence[float]
    """How much BM25 discounts the words of the ways to ask of each document for their number."""
    begin: Sequence[int]
    """Where the ways to ask of each document begin among all."""
    weights: array[float]
    """The rarity of the terms of each way to ask, added up."""

    def ways(self, number: int) -> Iterator[tuple[str, float]]:
        """Return the terms of each way to ask of a document, and their rarity added up."""
        # Answer and context, which come behind, have no weight here.
        weights = self.weights[self.begin[number] : self.begin[number + 1]]
        return zip(self.terms[number].split(BETWEEN), weights, strict=False)

    def begun(self, wanted: Wanted, number: int, bm25: float) -> Begun:
        """Return the document at a position, scored but for its likeness."""
        terms, covered = self.terms[number], 0.0
        found = [one for one in wanted.terms if one[0] in terms]
        # Plain loops, here and below: this is done for very many documents.
        for _, weight in found:
            covered += weight
        as_written, asked = self._worded(wanted, number)
        whole, likeness = W_ALL * bm25 / (wanted.all_terms * (K1 + 1)), wanted.likeness(covered)
        return Begun(number, found, covered, likeness, whole, asked, as_written, self._paired(wanted, number))

    def finished(self, wanted: Wanted, begun: Begun) -> Hit:
        """Return a document scored in full."""
        return self._made(wanted, begun, self._likeness(begun.found, begun.covered, wanted.all_terms, begun.number))

    def best(self, wanted: Wanted, documents: Iterable[tuple[int, float]], limit: int, cutoff: float) -> list[Hit]:
        """Return the best of some documents, scored in full, best first.

        One that cannot be among them, whatever else it has, is not looked at further.
        """
        all_texts, all_words, all_terms = self.terms, self.words, wanted.all_terms
        by_bm25, by_word = all_terms * (K1 + 1), (W_WORDS + W_ASKED) / wanted.all_words
        pairs = W_PAIRS / wanted.all_pairs * sum([weight for _, weight in wanted.pairs]) + ERROR
        beyond_terms = by_word * sum([weight for _, weight in wanted.words]) + pairs
        rarest = sorted(wanted.words, key=itemgetter(1), reverse=True)[:TELLING]
        telling = [(word, by_word * weight) for word, weight in rarest]
        good: list[tuple[float, Begun, float]] = []
        highest: list[float] = []
        least = 0.0
        for number, bm25 in documents:
            terms, words, covered = all_texts[number], all_words[number], 0.0
            for term, weight in wanted.terms:
                if term in terms:
                    covered += weight
            whole = W_ALL * bm25 / by_bm25
            known = whole + W_ASK * wanted.likeness(covered)
            reach = known + beyond_terms
            for word, weight in telling:
                if word not in words:
                    reach -= weight
            if reach < least or covered / all_terms < cutoff:
                continue
            as_written, asked = self._worded(wanted, number)
            if known + as_written + asked + pairs < least:
                continue
            found = [one for one in wanted.terms if one[0] in terms]
            likeness = self._likeness(found, covered, all_terms, number)
            begun = Begun(number, found, covered, likeness, whole, asked, as_written, self._paired(wanted, number))
            score = begun.score(likeness)
            if score >= least:
                good.append((score, begun, likeness))
                heappush(highest, score)
                if len(highest) > limit:
                    heappop(highest)
                if len(highest) == limit:
                    least = highest[0]
        hits = [self._made(wanted, begun, likeness) for score, begun, likeness in good if score >= least]
        hits.sort(key=lambda hit: (-hit.score, hit.id))
        return hits[:limit]

    def _worded(self, wanted: Wanted, number: int) -> tuple[float, float]:
        """Return what shared words are worth, and their BM25 in the ways to ask."""
        words, asked_to, norm = self.words[number], self.asked_to[number], self.norms[number]
        as_written = asked = 0.0
        for word, weight in wanted.words:
            if word in words:
                as_written += weight
                count = words.count(word, 0, asked_to)
                asked += weight * count / (count + norm)
        return as_written * (W_WORDS / wanted.all_words), asked * (W_ASKED / wanted.all_words)

    def _paired(self, wanted: Wanted, number: int) -> float:
        """Return what shared pairs of words are worth."""
        words, paired = self.words[number], 0.0
        for pair, weight in wanted.pairs:
            if pair in words:
                paired += weight
        return paired * (W_PAIRS / wanted.all_pairs)

    def _likeness(self, found: Iterable[tuple[str, float]], covered: float, all_terms: float, number: int) -> float:
        """Return how like the likest way to ask is: the weighted Dice coefficient."""
        best, most = 0.0, 2 * covered
        for keys, own in self.ways(number):
            if most / (all_terms + own) > best:  # else it cannot be liker, whatever it shares
                shared = 0.0
                for term, weight in found:
                    if term in keys:
                        shared += weight
                alike = 2 * shared / (all_terms + own)
                if alike > best:
                    best = alike
        return best

    def _made(self, wanted: Wanted, begun: Begun, likeness: float) -> Hit:
        parts = (
            ("all", begun.whole),
            ("ask", W_ASK * likeness),
            ("asked", begun.asked),
            ("words", begun.as_written),
            ("pairs", begun.paired),
        )
        coverage = begun.covered / wanted.all_terms
        return Hit(self.ids[begun.number], begun.score(likeness), coverage, likeness, parts)
