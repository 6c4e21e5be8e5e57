"""The words that are few edits away from one, by optimal string alignment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA


class _Halves:
    """Words of one length by how they begin and by how they end."""

    def __init__(self, length: int, words: Sequence[str]) -> None:
        self._first, self._rest = length // 2, length - length // 2
        self._begins = _grouped((word[: self._first], word) for word in words)
        self._ends = _grouped((word[self._first :], word) for word in words)

    def sharing(self, word: str) -> Iterator[str]:
        """Yield the words that have one half in common with another, which all that are one edit from it have.

        But for those with two letters swapped across the middle, which are looked for as such.
        """
        first = self._first
        yield from self._begins.get(word[:first], ())
        yield from self._ends.get(word[max(0, len(word) - self._rest) :], ())
        if first and len(word) == first + self._rest:
            swapped = word[: first - 1] + word[first] + word[first - 1] + word[first + 1 :]
            if swapped in self._begins.get(swapped[:first], ()):
                yield swapped


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for half, word in pairs:
        found[half] = (*found.get(half, ()), word)
    return found


class Neighbourhood:
    """Words by length, to be looked through without measuring how far each is.

    An edit changes only one half of a word. For two edits there is for each length the set of words with a letter, as
    the bits of one whole number: an edit takes away at most one letter of a word, so a word within k edits lacks at
    most k letters of the other. All words are tested at once, and one bit a word and letter is all that it costs.

    Source: distances by rapidfuzz.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Enter the words."""
        self._words: dict[int, list[str]] = {}
        for word in words:
            self._words.setdefault(len(word), []).append(word)
        self._halves = {length: _Halves(length, group) for length, group in self._words.items()}
        self._with: dict[int, Mapping[str, int]] = {}  # made once a second edit is looked for, which is rare

    def near(self, word: str, most: int) -> list[tuple[str, int]]:
        """Return the words at most `most` edits away, each with its distance."""
        candidates: set[str] = set()
        for length in range(len(word) - most, len(word) + most + 1):
            if length in self._words:
                found = self._halves[length].sharing(word) if most < 2 else self._sharing(word, length, most)
                candidates.update(found)
        scored = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=most, limit=None)
        return [(candidate, distance) for candidate, distance, _ in scored]

    def _sharing(self, word: str, length: int, most: int) -> list[str]:
        """Return the words of a length that lack few enough of a word's letters."""
        group = self._words[length]
        table = self._with.get(length)
        if table is None:
            table = self._with[length] = _bits(group)
        everyone = (1 << len(group)) - 1
        lacked = most - max(0, length - len(word))  # a longer word has had letters put in, each an edit of its own
        lacking = [0] * (lacked + 1)  # lacking[n]: the words that lack more than n letters
        for letter in _letters(word):
            without = everyone ^ table.get(letter, 0)
            for n in range(lacked, 0, -1):
                lacking[n] |= lacking[n - 1] & without
            lacking[0] |= without
        bits = bin(everyone & ~lacking[lacked])[:1:-1]
        found = []
        at = bits.find("1")
        while at >= 0:
            found.append(group[at])
            at = bits.find("1", at + 1)
        return found


def _letters(word: str) -> Iterator[str]:
    """Yield each letter of a word once, and its doubled form where it stands there more than once."""
    for letter in set(word):
        yield letter
        if word.count(letter) > 1:
            yield letter + letter


def _bits(group: list[str]) -> dict[str, int]:
    rows: dict[str, bytearray] = {}
    size = (len(group) + 7) // 8
    for at, word in enumerate(group):
        byte, bit = at >> 3, 1 << (at & 7)
        for letter in _letters(word):
            row = rows.get(letter)
            if row is None:
                row = rows[letter] = bytearray(size)
            row[byte] |= bit
    return {letter: int.from_bytes(row, "little") for letter, row in rows.items()}
