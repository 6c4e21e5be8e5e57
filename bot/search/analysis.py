"""From text to terms: spelling written out, names and concepts recognised as one, other words reduced to lemmas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
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
    """Phrases of several words, found by their first word."""

    def __init__(self, found: _Found) -> None:
        self._keys = {words: tuple(keys) for words, keys in found.items()}
        lengths: dict[str, set[int]] = {}
        for words in found:
            lengths.setdefault(words[0], set()).add(len(words))
        self.lengths = {word: sorted(numbers, reverse=True) for word, numbers in lengths.items()}
        """First word -> how long the phrases are that it begins, the longest first."""

    def longest(self, words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """Return where the longest phrase that stands at a position ends, and its keys."""
        for length in self.lengths[words[at]]:
            phrase = tuple(words[at : at + length])  # at the end of the words it is shorter
            keys = self._keys.get(phrase)
            if keys:
                return at + len(phrase), keys
        return None


class Analyser:
    """Turns token sequences into terms, the same way for records and for questions."""

    def __init__(
        self,
        *,
        spellings: Mapping[str, str],
        names: Mapping[str, Iterable[str]],
        concepts: Mapping[str, Iterable[str]],
        lexicon: Lexicon,
    ) -> None:
        """Build from spellings (typed -> written out), names and concepts (key -> the phrases that mean it)."""
        self._spellings = {k: tuple(tokens(v)) for k, v in spellings.items()}
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
                reduced.setdefault(tuple(map(self.lemma, written)), {})[key] = None
        self.pairs: frozenset[tuple[str, str]] = frozenset(pair for words in exact for pair in pairwise(words))
        """Neighbouring words of all names and concepts: what stands beside one of them is likely the other."""
        self._exact, self._reduced = _Phrases(exact), _Phrases(reduced)

    def written_out(self, words: Iterable[str]) -> list[str]:
        """Replace abbreviations and colloquial spellings by the words they stand for."""
        return [written for word in words for written in self._written(word)]

    def _written_out(self, word: str) -> tuple[str, ...]:
        found = self._spellings.get(word)
        if found is None and word.endswith("nya"):
            found = self._spellings.get(word[:-3])  # "walkotnya"
        return found or (word,)

    def knows_spelling(self, word: str) -> bool:
        """Whether the vocabulary writes this spelling out, alone or before -nya."""
        return word in self._spellings or (word.endswith("nya") and word[:-3] in self._spellings)

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

    def terms(self, words: Sequence[str]) -> list[Term]:
        """Return the terms of written-out words, the longest phrases first; a phrase may carry several keys."""
        return [Term(*span) for span in self.spans(words)]

    def spans(self, words: Sequence[str]) -> list[tuple[str, int, int]]:
        """Return the terms as plain values, for whoever needs very many of them."""
        lemmas = list(map(self.lemma, words))
        exact, reduced = self._exact, self._reduced
        result: list[tuple[str, int, int]] = []
        taken = 0
        for at, (word, lemma) in enumerate(zip(words, lemmas, strict=True)):
            if at < taken:
                continue
            # As written first: "hubungan" is a relation, though "hubungi" (call) has the same lemma.
            found = (word in exact.lengths and exact.longest(words, at)) or (
                lemma in reduced.lengths and reduced.longest(lemmas, at)
            )
            if found:
                taken, keys = found
                result += [(key, at, taken) for key in keys]
            else:
                result.append((lemma, at, at + 1))
        return result

    def keys(self, text: str) -> list[str]:
        """Return the keys of a text that needs no repair, such as a record's."""
        return [term.key for term in self.terms(self.written_out(tokens(text)))]
