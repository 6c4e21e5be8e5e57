"""From text to terms: spelling written out, names and concepts recognised as one, other words reduced to lemmas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from bot.resources.reading import lemmas
from bot.text.tokens import tokens

Lexicon = Mapping[str, tuple[float, float]]
"""Word -> (Zipf frequency in Indonesian, in English); 0 where the language does not know it."""

SHORTEST = 4
"""Letters from which a word is reduced to its lemma."""
_PARTICLES = ("nya", "lah", "kah")

_Found = dict[tuple[str, ...], dict[str, None]]
"""The words of a phrase -> the keys that it carries."""


class Term(NamedTuple):
    """A stretch of text that counts as one: its key, and where its words stand (`start` inclusive, `end` exclusive)."""

    key: str
    start: int
    end: int


class _Phrases:
    """Phrases, found by their first two words."""

    def __init__(self, found: _Found) -> None:
        keys = {words: tuple(keys) for words, keys in found.items()}
        self._keys = keys
        self._alone = {words[0]: keys[words] for words in keys if len(words) == 1}
        lengths: dict[str, dict[str, set[int]]] = {}
        for first, second, *more in (words for words in keys if len(words) > 1):
            lengths.setdefault(first, {}).setdefault(second, set()).add(len(more) + 2)
        self._lengths = {
            first: {second: sorted(numbers, reverse=True) for second, numbers in seconds.items()}
            for first, seconds in lengths.items()
        }
        """First and second word -> how long the phrases are that they begin, the longest first."""
        self.most = max(map(len, keys), default=0)
        """How many words the longest phrase has."""

    def alone(self, word: str) -> tuple[str, ...]:
        """Return the keys of a phrase of one word."""
        return self._alone.get(word, ())

    def longer(self, word: str) -> bool:
        """Whether a phrase of several words begins with a word."""
        return word in self._lengths

    def longer_than_two(self, word: str, after: str) -> bool:
        """Whether a phrase of more than two words begins with two."""
        return max(self._lengths.get(word, {}).get(after, ()), default=0) > 2

    def longest(self, words: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
        """Return how many of the words the longest phrase has that they begin with, and its keys."""
        for length in self._lengths.get(words[0], {}).get(words[1], ()) if len(words) > 1 else ():
            keys = self._keys.get(tuple(words[:length]))
            if keys is not None and length <= len(words):
                return length, keys
        alone = self._alone.get(words[0])
        return (1, alone) if alone else None


def _bare(word: str) -> str:
    """Return a word without its particle: "pertemuannya" is "pertemuan"."""
    return word[:-3] if len(word) > SHORTEST + 3 and word.endswith(_PARTICLES) else word


def _partners(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for word, partner in pairs:
        found.setdefault(word, set()).add(partner)
    return {word: tuple(sorted(partners)) for word, partners in found.items()}


class Analyser:
    """Turns token sequences into terms, the same way for records and for questions."""

    def __init__(
        self,
        *,
        spellings: Mapping[str, str],
        names: Mapping[str, Iterable[str]],
        concepts: Mapping[str, Iterable[str]],
        lexicon: Lexicon,
        empty: Iterable[str] = (),
        fillers: Collection[str] = (),
    ) -> None:
        """Build from spellings (typed -> written out), names and concepts (key -> the phrases that mean it).

        `empty` are phrases that mean nothing to a question: "in a few words"; `fillers` are such words, to whose forms
        no word of a concept is reduced: "menjadi" (become) is none of "terjadi" (happen).
        """
        self._spellings = {k: tuple(tokens(v)) for k, v in spellings.items()}
        self._replaced = frozenset(spellings) | {spelling + "nya" for spelling in spellings}
        self._lexicon = lexicon
        self._lemmas = lemmas()
        named = [(key, tokens(phrase)) for key, phrases in names.items() for phrase in phrases]
        # A name's own words keep their form; "cities" in "ASEAN cities" is a word like any other.
        self.protected: frozenset[str] = frozenset(
            word for _, words in named for word in words if len(words) == 1 or word not in lexicon
        )
        self.lemma = lru_cache(maxsize=50_000)(self._lemma)
        self._written = lru_cache(maxsize=50_000)(self._written_out)
        exact: _Found = {}
        reduced: _Found = {}
        for key, words in [*named, *((key, tokens(phrase)) for key, phrases in concepts.items() for phrase in phrases)]:
            written = tuple(self.written_out(words))
            if written:
                exact.setdefault(written, {})[key] = None
                lemma = tuple(map(self.lemma, written))
                if lemma == written or not set(lemma) <= set(fillers):
                    reduced.setdefault(lemma, {})[key] = None
        for words in map(tokens, empty):
            exact.setdefault(tuple(words), {})
            exact.setdefault(tuple(self.written_out(words)), {})
        self.pairs: frozenset[tuple[str, str]] = frozenset(pair for words in exact for pair in pairwise(words))
        """Neighbouring words of all names and concepts: what stands beside one of them is likely the other."""
        self.behind, self.ahead = _partners(self.pairs), _partners((b, a) for a, b in self.pairs)
        self._exact, self._reduced = _Phrases(exact), _Phrases(reduced)
        self._most = max(self._exact.most, self._reduced.most)
        self.begins = lru_cache(maxsize=50_000)(self._begins)
        self._both = lru_cache(maxsize=50_000)(self.of_two)
        self.alone = lru_cache(maxsize=50_000)(self._alone)

    def written_out(self, words: Iterable[str]) -> list[str]:
        """Replace abbreviations and colloquial spellings by the words they stand for."""
        typed = list(words)
        # Most texts have nothing to replace, which to see is far less than to look at each word.
        return typed if self._replaced.isdisjoint(typed) else list(chain.from_iterable(map(self._written, typed)))

    def _written_out(self, word: str) -> tuple[str, ...]:
        found = self._spellings.get(word)
        if found is None and word.endswith("nya"):
            found = self._spellings.get(word[:-3])  # "walkotnya"
        return found or (word,)

    def knows_spelling(self, word: str) -> bool:
        """Whether the vocabulary writes this spelling out, alone or before -nya."""
        return word in self._replaced

    @property
    def spellings(self) -> Iterable[str]:
        """All spellings that are written out."""
        return self._spellings

    def _lemma(self, word: str) -> str:
        """Return the dictionary form of a word in the language that uses it more; names stay as they are."""
        if len(word) < SHORTEST or word in self.protected:
            return word
        found = self._lemmas.get(word)
        if found is None and word not in self._lexicon and word.endswith(_PARTICLES):
            bare = word[:-3]
            if bare in self._lexicon or bare in self.protected:
                return self.lemma(bare)
        return found or word

    def _begins(self, word: str) -> bool:
        """Whether what a word means may depend on the words behind it: a phrase of several may begin with it."""
        if self._exact.longer(word):
            return True
        return not self._exact.alone(word) and self._reduced.longer(self.lemma(word))

    def _alone(self, word: str) -> tuple[str, ...]:
        """Return the keys of a word that begins no phrase of several."""
        lemma = self.lemma(word)
        return self._exact.alone(word) or self._exact.alone(_bare(word)) or self._reduced.alone(lemma) or (lemma,)

    def terms(self, words: Sequence[str]) -> list[Term]:
        """Return the terms of written-out words, the longest phrases first; a phrase may carry several keys."""
        return [Term(*span) for span in self.spans(words)]

    def spans(self, words: Sequence[str]) -> list[tuple[str, int, int]]:
        """Return the terms as plain values, for whoever needs very many of them."""
        result: list[tuple[str, int, int]] = []
        end = 0
        for at, word in enumerate(words):
            if at < end:
                continue
            found = self.phrase(words, at) if self.begins(word) else None
            end, keys = found or (at + 1, self.alone(word))
            result += [(key, at, end) for key in keys]
        return result

    def phrase(self, words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """Return where the longest name or concept that stands at a position ends, and its keys."""
        found, longer = self._both(words[at], words[at + 1] if at + 1 < len(words) else "")
        if longer:
            found = self.longest(words, at)
        return (at + found[0], found[1]) if found else None

    def of_two(self, word: str, after: str) -> tuple[tuple[int, tuple[str, ...]] | None, bool]:
        """Return what begins with two words, and whether that may depend on what stands behind them."""
        lemmas = self.lemma(word), self.lemma(after)
        longer = self._exact.longer_than_two(word, after) or self._reduced.longer_than_two(*lemmas)
        return self._longest((word, after)), longer

    def longest(self, words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """Return how many words the longest name or concept has that stands at a position, and its keys."""
        return self._longest(words[at : at + self._most])

    def _longest(self, words: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
        # As written first: "hubungan" is a relation, though "hubungi" (call) has the same lemma.
        as_written = self._exact.longest(words) or self._exact.longest([_bare(words[0]), *words[1:]])
        return as_written or self._reduced.longest(list(map(self.lemma, words)))

    def keys(self, text: str) -> list[str]:
        """Return the keys of a text that needs no repair, such as a record's."""
        return [term.key for term in self.terms(self.written_out(tokens(text)))]
