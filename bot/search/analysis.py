"""From text to terms: spelling written out, names and concepts recognised as one, other words reduced to their lemma."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import simplemma

from bot.text.tokens import tokens

Lexicon = Mapping[str, tuple[float, float]]
"""Word -> (Zipf frequency in Indonesian, in English); 0 where the language does not know it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of text that counts as one: its key, and where its words stand (`start` inclusive, `end` exclusive)."""

    key: str
    start: int
    end: int


_Phrases = dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]


def _longest(table: _Phrases, words: Sequence[str], at: int) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the longest phrase of the table that starts at a position, with its keys."""
    for phrase, keys in table.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return phrase, keys
    return None


class Analyser:
    """Turns token sequences into terms, the same way for records and for questions."""

    def __init__(self, *, spellings: Mapping[str, str], names: Mapping[str, Iterable[str]],
                 concepts: Mapping[str, Iterable[str]], lexicon: Lexicon) -> None:
        """Build from spellings (typed -> written out), names and concepts (key -> the phrases that mean it)."""
        self._spellings = {k: tuple(tokens(v)) for k, v in spellings.items()}
        self._lexicon = lexicon
        # A name's own words keep their form; "cities" in "ASEAN cities" is a word like any other.
        self.protected: frozenset[str] = frozenset(
            w for ps in names.values() for ws in map(tokens, ps) for w in ws if len(ws) == 1 or w not in lexicon
        )
        self._lemma = lru_cache(maxsize=200_000)(self._lemma_uncached)
        self._exact: _Phrases = {}
        self._phrases: _Phrases = {}
        exact: dict[tuple[str, ...], dict[str, None]] = {}
        found: dict[tuple[str, ...], dict[str, None]] = {}
        for table in (names, concepts):
            for key, phrases in table.items():
                for phrase in phrases:
                    written = tuple(self.written_out(tokens(phrase)))
                    if written:
                        exact.setdefault(written, {})[key] = None
                        found.setdefault(tuple(self.lemma(t) for t in written), {})[key] = None
        self.pairs: frozenset[tuple[str, str]] = frozenset(p for words in exact for p in zip(words, words[1:], strict=False))
        """Neighbouring words of all names and concepts: what stands beside one of them is likely the other."""
        self._enter(self._exact, exact)
        self._enter(self._phrases, found)

    @staticmethod
    def _enter(table: _Phrases, found: Mapping[tuple[str, ...], Iterable[str]]) -> None:
        for words, keys in found.items():
            table.setdefault(words[0], []).append((words, tuple(keys)))
        for options in table.values():
            options.sort(key=lambda option: -len(option[0]))

    def written_out(self, words: Iterable[str]) -> list[str]:
        """Replace abbreviations and colloquial spellings by the words they stand for."""
        return [w for word in words for w in self._spelt(word)]

    def _spelt(self, word: str) -> tuple[str, ...]:
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

    def lemma(self, word: str) -> str:
        """Return the dictionary form of a word in the language that uses it more; names stay as they are."""
        return self._lemma(word)

    def _lemma_uncached(self, word: str) -> str:
        if word in self.protected or not word.isalpha() or len(word) < 4:
            return word
        indonesian, english = self._lexicon.get(word, (0.0, 0.0))
        if english > indonesian:
            return simplemma.lemmatize(word, lang="en")
        return simplemma.lemmatize(word, lang="id").lower()

    def terms(self, words: Sequence[str]) -> list[Term]:
        """Return the terms of written-out words, the longest names and concepts first; a phrase may carry several keys."""
        lemmas = [self.lemma(w) for w in words]
        result: list[Term] = []
        at = 0
        while at < len(lemmas):
            # As written first: "hubungan" is a relation, though "hubungi" (call) has the same lemma.
            phrase = _longest(self._exact, words, at) or _longest(self._phrases, lemmas, at)
            if phrase is None:
                result.append(Term(lemmas[at], at, at + 1))
                at += 1
                continue
            end = at + len(phrase[0])
            result += [Term(key, at, end) for key in phrase[1]]
            at = end
        return result

    def keys(self, text: str) -> list[str]:
        """Return the keys of a text that needs no repair, such as a record's."""
        return [term.key for term in self.terms(self.written_out(tokens(text)))]
