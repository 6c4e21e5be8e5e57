"""Question words of both languages: which kinds of question a sentence asks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.knowledge.model import QuestionKind, Vocabulary
from bot.search.analysis import Analyser
from bot.search.query import Query
from bot.text.tokens import tokens

_JOINING = frozenset({"who", "whom", "whose", "when", "where", "what", "which", "why", "how"})
_AND = frozenset({"and", "or", "dan", "atau"})
FEW = 6
"""Words up to which a message without a question word is looked through for a mistyped one."""
SHORTEST_ASK = 3
"""Letters that must be left of a mistyped question word."""
_TAGS = frozenset({"sih", "ya", "dong", "itu", "nih", "kak", "min", "tuh"})
_TYPED = ("sapa", "gimana", "kenapa", "dimana")
"""Everyday spellings of question words, which lose letters like the words themselves."""


class QuestionWords:
    """Tells what is asked by the vocabulary's question words."""

    def __init__(self, vocabulary: Vocabulary, analyser: Analyser) -> None:
        """Prepare the question words, the longest phrases first."""
        self._analyser = analyser
        asks: list[tuple[tuple[str, ...], QuestionKind, str]] = []
        for kind, phrases in vocabulary.question_words.items():
            for language in ("id", "en"):
                asks += [(tuple(tokens(p)), QuestionKind(kind), language) for p in phrases[language]]
        ranked = sorted(asks, key=lambda a: -len(a[0]))
        self._longest = len(ranked[0][0]) if ranked else 0
        self._asks: dict[tuple[str, ...], list[tuple[int, QuestionKind, str]]] = {}
        for rank, (words, asked, language) in enumerate(ranked):
            self._asks.setdefault(words, []).append((rank, asked, language))
        self._beginnings = frozenset(phrase[0] for phrase in self._asks)
        self._asking = _AND | _JOINING | {word for phrase in self._asks for word in phrase}
        self._kinds = lru_cache(maxsize=4096)(self._kinds_of)
        self._single = sorted({p[0] for p in self._asks if len(p) == 1} | set(_TYPED))

    def kinds(self, words: Sequence[str]) -> tuple[frozenset[QuestionKind], str | None]:
        """Return the kinds of question that the words ask, and the language of the first question word."""
        # Which other words stand between does not matter, and what is left has few forms.
        return self._kinds(tuple([word if word in self._asking else "" for word in words]))

    def _kinds_of(self, words: tuple[str, ...]) -> tuple[frozenset[QuestionKind], str | None]:
        found = self.found(words)
        if not found:
            return frozenset(), None
        # "Who was mayor when Palu came": an English question word inside a sentence joins clauses and asks nothing.
        kept = [
            f
            for i, f in enumerate(found)
            if i == 0 or f[3] == "id" or words[f[0] - 1] in _AND or words[f[0]] not in _JOINING
        ]
        kinds = {kind for _, _, kind, _ in kept}
        for weak in (QuestionKind.YA_TIDAK, QuestionKind.APA):
            if len(kinds) > 1:
                kinds.discard(weak)
        return frozenset(kinds), found[0][3]

    def mistyped(
        self, query: Query, start: int, end: int
    ) -> tuple[frozenset[QuestionKind], str | None, frozenset[int]]:
        """Return the kinds that the first or last word asks if a letter of it was left out: "siap", "sap"."""
        at = end - 1
        while at > start and query.words[at].word in _TAGS:
            at -= 1
        for place in (start, at) if end > start else ():
            typed = query.words[place].typed
            for asks in self._single:
                if len(asks) == len(typed) + 1 and len(typed) >= SHORTEST_ASK and OSA.distance(typed, asks) == 1:
                    kinds, language = self.kinds(tuple(self._analyser.written_out([asks])))
                    return kinds, language, frozenset({place})
        return frozenset(), None, frozenset()

    def found(self, words: Sequence[str]) -> list[tuple[int, int, QuestionKind, str]]:
        """Return from where to where question words stand, in order, with their kind and language."""
        found: list[tuple[int, int, QuestionKind, str]] = []
        taken: set[int] = set()
        words = tuple(words)
        starts = [at for at, word in enumerate(words) if word in self._beginnings]
        spans = [(at, end) for at in starts for end in range(at + 1, min(len(words), at + self._longest) + 1)]
        asks = sorted((*ask, s, e) for s, e in spans for ask in self._asks.get(words[s:e], ()))
        for _, kind, spoken, at, end in asks:
            if not taken.isdisjoint(range(at, end)) or (kind is QuestionKind.YA_TIDAK and spoken == "en" and at > 1):
                continue
            taken.update(range(at, end))
            found.append((at, end, kind, spoken))
        return sorted(found)
