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

_Phrase = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a phrase, and the keys that it carries."""
_Phrases = dict[str, list[_Phrase]]
"""First word -> phrases, the longest first."""


class Term(NamedTuple):
    """A stretch of text that counts as one: its key, and where its words stand (`start` inclusive, `end` exclusive)."""

    key: str
    start: int
    end: int


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
        exact: dict[tuple[str, ...], dict[str, None]] = {}
        reduced: dict[tuple[str, ...], dict[str, None]] = {}
        for key, words in [*named, *((key, tokens(phrase)) for key, phrases in concepts.items() for phrase in phrases)]:
            written = tuple(self.written_out(words))
            if written:
                exact.setdefault(written, {})[key] = None
                reduced.setdefault(tuple(map(self.lemma, written)), {})[key] = None
        self.pairs: frozenset[tuple[str, str]] = frozenset(pair for words in exact for pair in pairwise(words))
        """Neighbouring words of all names and concepts: what stands beside one of them is likely the other."""
        self._exact, self._reduced = _by_first_word(exact), _by_first_word(reduced)

    def written_out(self, words: Iterable[str]) -> list[str]:
        """Replace abbreviations and colloquial spellings by the words they stand for."""
        result: list[str] = []
        for word in words:
            written = self._written(word)
            if written is None:
                result.append(word)
            else:
                result += written
        return result

    def _written(self, word: str) -> tuple[str, ...] | None:
        found = self._spellings.get(word)
        if found is None and word.endswith("nya"):
            return self._spellings.get(word[:-3])  # "walkotnya"
        return found

    def knows_spelling(self, word: str) -> bool:
        """Whether the vocabulary writes this spelling out, alone or before -nya."""
        return self._written(word) is not None

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
        lemmas = list(map(self.lemma, words))
        exact, reduced = self._exact, self._reduced
        result: list[Term] = []
        taken = 0
        for at, (word, lemma) in enumerate(zip(words, lemmas, strict=True)):
            if at < taken:
                continue
            # As written first: "hubungan" is a relation, though "hubungi" (call) has the same lemma.
            phrase = (word in exact and _longest(exact[word], words, at)) or (
                lemma in reduced and _longest(reduced[lemma], lemmas, at)
            )
            if phrase:
                taken = at + len(phrase[0])
                result += [Term(key, at, taken) for key in phrase[1]]
            else:
                result.append(Term(lemma, at, at + 1))
        return result

    def keys(self, text: str) -> list[str]:
        """Return the keys of a text that needs no repair, such as a record's."""
        return [term.key for term in self.terms(self.written_out(tokens(text)))]


def _by_first_word(found: Mapping[tuple[str, ...], Iterable[str]]) -> _Phrases:
    table: _Phrases = {}
    for words, keys in found.items():
        table.setdefault(words[0], []).append((words, tuple(keys)))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return table


def _longest(options: Iterable[_Phrase], words: Sequence[str], at: int) -> _Phrase | None:
    """Return the first of the phrases that stands at a position; they begin with its word."""
    for option in options:
        phrase = option[0]
        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
            return option
    return None
