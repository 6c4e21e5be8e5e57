"""An immutable index over one load of the knowledge: weighted term overlap, typo repair, likeness to the ways to ask."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from bot.search.analysis import Analyser, Lexicon
from bot.search.query import Hit, Origin, Query, QueryTerm
from bot.search.repair import Repairer
from bot.search.understanding import Understanding
from bot.text.tokens import tokens

K1, B = 1.2, 0.5
"""BM25's saturation and length normalisation; b is low because records differ in length by style, not by topic."""
W_ALL, W_ASK, W_ANSWER, W_FUZZY = 1.0, 1.2, 0.5, 0.25
"""Weights of the parts of a score: all text, the best way to ask, the answer alone, rapidfuzz on the best way to ask."""
RERANKED = 60
"""How many documents of the first pass are scored in full."""
MAYBE_FILLER = 0.5
"""Factor for a word that no record uses where it may not be meant: near a filler ("saa" for "sama"), or a repair's guess."""
UNUSED = 0.6
"""Weight, against the rarest term of the records, of a rare word that no record uses."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed under one id: ways to ask, the answer, and words that merely belong to it."""

    id: str
    questions: tuple[str, ...]
    answer: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    asks: tuple[frozenset[str], ...]
    ask_texts: tuple[str, ...]
    answer: frozenset[str]
    bag: frozenset[str]


class Index:
    """Search over documents; built once, never changed."""

    def __init__(self, documents: Sequence[Document], analyser: Analyser, *, fillers: Iterable[str], lexicon: Lexicon,
                 extra_words: Iterable[str] = ()) -> None:
        """Build the index; `extra_words` are words that repair may offer besides those of the documents."""
        self.analyser = analyser
        self.fillers = frozenset(fillers)
        self._lexicon = lexicon
        self.documents = tuple(documents)
        self._entries: list[_Entry] = []
        lengths: list[int] = []
        postings: dict[str, dict[int, float]] = {}
        own: Counter[str] = Counter()
        for number, document in enumerate(self.documents):
            texts = [(1.0, q) for q in document.questions] + [(1.0, document.answer), (0.4, document.context)]
            bag: dict[str, float] = {}
            length = 0
            for weight, text in texts:
                words = analyser.written_out(tokens(text))
                own.update(words)
                for term in analyser.terms(words):
                    bag[term.key] = bag.get(term.key, 0.0) + weight
                    length += 1
            lengths.append(length)
            asks = tuple(frozenset(self.content_keys(q)) for q in document.questions)
            self._entries.append(_Entry(asks, tuple(" ".join(analyser.written_out(tokens(q))) for q in document.questions),
                                        frozenset(analyser.keys(document.answer)), frozenset(bag)))
            for key, count in bag.items():
                postings.setdefault(key, {})[number] = count
        n = len(self.documents)
        mean = sum(lengths) / n if n else 1.0
        self._idf = {key: math.log(1 + (n - len(found) + 0.5) / (len(found) + 0.5)) for key, found in postings.items()}
        self._rarest = max(self._idf.values(), default=1.0)
        self._postings = {
            key: tuple((d, tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths[d] / mean))) for d, tf in found.items())
            for key, found in postings.items()
        }
        for word in extra_words:
            own.setdefault(word, 1)
        usual = {w: 5.0 for w in self.fillers if len(w) > 2}
        self._repairer = Repairer(
            {w: 3.0 + math.log10(c) for w, c in own.items() if len(w) > 1} | {w: 3.0 for w in analyser.spellings if len(w) > 3} | usual,
            {w: max(z) for w, z in lexicon.items() if max(z) >= 4.0},
        )
        self._understanding = Understanding(analyser, self._repairer, self.fillers, lexicon)
        self.read = lru_cache(maxsize=4096)(self._read)

    def content_keys(self, text: str) -> list[str]:
        """Return the keys of a text without fillers."""
        words = self.analyser.written_out(tokens(text))
        return [t.key for t in self.analyser.terms(words) if not (t.end - t.start == 1 and words[t.start] in self.fillers)]

    def bag(self, number: int) -> frozenset[str]:
        """Return all keys of the document at a position."""
        return self._entries[number].bag

    def asks(self, number: int) -> tuple[frozenset[str], ...]:
        """Return the keys of each way to ask of the document at a position, in its order."""
        return self._entries[number].asks

    def own_bag(self, number: int) -> frozenset[str]:
        """Return the keys of the ways to ask and the answer of the document at a position, without its context."""
        entry = self._entries[number]
        return entry.answer.union(*entry.asks)

    def idf(self, key: str) -> float:
        """Return how much a term counts: by rarity in the documents, or in the language where no document has it."""
        known = self._idf.get(key)
        if known is not None:
            return known
        zipf = max(self._lexicon.get(key, (0.0, 0.0)))
        return self._rarest * UNUSED * min(1.0, max(0.25, (7.0 - zipf) / 4.5))

    # -- reading a question ------------------------------------------------------------------------------------------

    def _read(self, text: str) -> Query:
        understood = self._understanding.words(text)
        best = [options[0].word for options in understood]
        terms: list[QueryTerm] = []
        for term in self.analyser.terms(best):
            words = [understood[i][0] for i in range(term.start, term.end)]
            if len(words) == 1 and (words[0].origin is Origin.FILLER or (len(words[0].word) == 1 and words[0].word.isalpha())):
                continue
            weight = min(w.similarity for w in words) ** 2
            if len(words) == 1 and words[0].origin is Origin.KNOWN and any(o.origin is Origin.FILLER for o in understood[term.start][1:]):
                weight *= MAYBE_FILLER
            if len(words) == 1 and words[0].origin is Origin.REPAIRED and not self._repairer.own(words[0].word):
                weight *= MAYBE_FILLER
            terms.append(QueryTerm(term.key, weight, term.start, term.end))
        for at, options in enumerate(understood):
            for other in options[1:]:
                if other.word not in self.fillers:
                    for term in self.analyser.terms([other.word]):
                        terms.append(QueryTerm(term.key, other.similarity**2 * 0.7, at, at + 1))
        others = tuple(tuple(o.word for o in options[1:]) for options in understood)
        return Query(text, tuple(options[0] for options in understood), tuple(terms), others)

    # -- finding -----------------------------------------------------------------------------------------------------

    def search(self, query: str | Query, *, limit: int = 10, cutoff: float = 0.0) -> list[Hit]:
        """Return the best documents, best first: at most `limit`, none with a coverage below `cutoff`."""
        query = self.read(query) if isinstance(query, str) else query
        weights: dict[str, float] = {}
        for term in query.terms:
            weights[term.key] = max(weights.get(term.key, 0.0), term.weight * self.idf(term.key))
        return self.search_weighted(weights, query, limit=limit, cutoff=cutoff)

    def search_weighted(self, weights: Mapping[str, float], query: Query, *, limit: int, cutoff: float = 0.0) -> list[Hit]:
        """Search with given weights of keys (already times their rarity)."""
        scores: dict[int, float] = {}
        for key, weight in sorted(weights.items(), key=lambda item: -item[1]):
            for number, impact in self._postings.get(key, ()):
                scores[number] = scores.get(number, 0.0) + weight * impact
        if not scores:
            return []
        best = sorted(scores, key=lambda number: -scores[number])[:RERANKED]
        total = sum(weights.values()) or 1.0
        text = " ".join(query.understood)
        hits = [self._hit(number, scores[number], weights, total, text) for number in best]
        hits.sort(key=lambda hit: (-hit.score, hit.id))
        return [hit for hit in hits if hit.coverage >= cutoff][:limit]

    def _hit(self, number: int, bm25: float, weights: Mapping[str, float], total: float, text: str) -> Hit:
        entry = self._entries[number]
        ask, fuzzy = 0.0, 0.0
        for keys, written in zip(entry.asks, entry.ask_texts, strict=True):
            shared = sum(weights.get(k, 0.0) for k in keys)
            if shared:
                own = sum(self._idf.get(k, 0.0) for k in keys)
                ask = max(ask, 2 * shared / (total + own))
                # token_set_ratio is 100 for any subset, so the plain sorted ratio is the one that can be trusted here.
                fuzzy = max(fuzzy, fuzz.token_sort_ratio(text, written) / 100)
        answer = sum(w for k, w in weights.items() if k in entry.answer) / total
        coverage = sum(w for k, w in weights.items() if k in entry.bag) / total
        parts = (("all", W_ALL * bm25 / (total * (K1 + 1))), ("ask", W_ASK * ask), ("answer", W_ANSWER * answer),
                 ("fuzzy", W_FUZZY * fuzzy))
        return Hit(self.documents[number].id, sum(v for _, v in parts), coverage, ask, parts)
