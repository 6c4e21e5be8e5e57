"""An immutable index over one load: weighted terms, likeness to the ways to ask, shared words and word pairs."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from bot.search.analysis import Analyser, Lexicon, Term
from bot.search.postings import Postings
from bot.search.query import Hit, Query
from bot.search.repair import Repairer
from bot.search.scoring import K1, REST, W_ALL, Begun, Scorer, Wanted
from bot.search.texts import BETWEEN, Characters, Reduction, Text
from bot.search.understanding import Understanding
from bot.text.tokens import tokens

B = 0.5
"""BM25's length normalisation; it is low because records differ in length by style, not by topic."""
RERANKED = 48
"""How many documents of the first pass are scored in full."""
UNUSED = 0.6
"""Weight, against the rarest term of the records, of a rare word that no record uses."""
CONTEXT = 0.4
"""How much a word counts that merely belongs to a document."""
READ = 64
"""Questions that are kept as understood: each is looked at again and again while it is answered, and then no more."""
FREQUENT = 4.0
"""Zipf frequency from which a word that no record uses is offered for a typo."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed under one id: ways to ask, the answer, and words that merely belong to it."""

    id: str
    questions: tuple[str, ...]
    answer: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """The first pass of a search: the best documents by BM25, to be scored in full one by one."""

    documents: list[tuple[int, float]]
    """Positions of documents with their BM25, best first."""
    scorer: Scorer
    wanted: Wanted

    def begun(self, number: int, bm25: float) -> Begun:
        """Score one of them but for its likeness."""
        return self.scorer.begun(self.wanted, number, bm25)

    def finished(self, begun: Begun) -> Hit:
        """Score one of them in full."""
        return self.scorer.finished(self.wanted, begun)

    def most(self, bm25: float) -> float:
        """Return what a document's score can be at most."""
        return W_ALL * bm25 / (self.wanted.all_terms * (K1 + 1)) + REST


class _Lists(dict[str, tuple["array[int]", "array[float]"]]):
    """Gives each new term its two empty lists."""

    def __missing__(self, term: str) -> tuple[array[int], array[float]]:
        found = self[term] = array("I"), array("f")
        return found


def _idf(having: int, documents: int) -> float:
    """Return how much it says to have what so many of the documents have, as BM25 counts it."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


class Index:
    """Search over documents; built once, never changed."""

    def __init__(
        self,
        documents: Sequence[Document],
        analyser: Analyser,
        *,
        fillers: Iterable[str],
        lexicon: Lexicon,
        extra_words: Iterable[str] = (),
    ) -> None:
        """Build the index; `extra_words` are words that repair may offer besides those of the documents."""
        self.analyser = analyser
        self.fillers = frozenset(fillers)
        self._lexicon = lexicon
        self.documents = tuple(documents)
        self._characters = Characters()  # of every term and word
        self._terms: list[str] = []  # of every document, its texts in order
        self._words: list[str] = []
        self._enter()
        self._names = tuple(self._characters)
        for word in extra_words:
            self._counts.setdefault(word, 1)
        priors = {word: 3.0 + math.log10(count) for word, count in self._counts.items() if len(word) > 1}
        priors |= {word: 3.0 for word in analyser.spellings if len(word) > 3}
        priors |= {word: 5.0 for word in self.fillers if len(word) > 2}
        self._repairer = Repairer(
            priors, {w: max(a, b) for w, (a, b) in lexicon.items() if a >= FREQUENT or b >= FREQUENT}
        )
        self._understanding = Understanding(analyser, self._repairer, self.fillers, lexicon)
        self.read = lru_cache(maxsize=READ)(self._understanding.read)
        ids = [document.id for document in self.documents]
        self._scorer = Scorer(ids, self._terms, self._words, self._asked_to, self._asked_norms, *self._weighed())

    def _enter(self) -> None:
        lists = _Lists()
        lengths = array("I")
        self._asked_to = array("I")  # how far the ways to ask of each document reach in its words
        used: list[str] = []
        reduced = Reduction(self._characters, self.analyser, self.fillers).text

        @lru_cache(maxsize=16)  # the documents of one cooperation share their context
        def around(text: str) -> tuple[Text, tuple[tuple[str, float], ...]]:
            found = reduced([text])
            used.append(found.words)
            return found, tuple([(term, CONTEXT * count) for term, count in Counter(found.terms).items()])

        for number, document in enumerate(self.documents):
            own = reduced([*document.questions, document.answer])
            context, beside = around(document.context)
            used.append(own.words)
            counts: dict[str, float] = dict(Counter(own.terms))
            counts.pop(BETWEEN, None)
            for term, count in beside:
                counts[term] = counts.get(term, 0) + count
            for term, count in counts.items():
                numbers, frequencies = lists[term]
                numbers.append(number)
                frequencies.append(count)
            lengths.append(own.length + context.length)
            self._asked_to.append(own.words.rfind(BETWEEN) + 1)
            self._terms.append(own.terms + BETWEEN + context.terms)
            self._words.append(own.words + BETWEEN + context.words)
        names = tuple(self._characters)
        self._counts = {names[ord(word)]: count for word, count in Counter("".join(used)).items() if word != BETWEEN}
        mean = sum(lengths) / max(1, len(lengths)) or 1.0
        norms = [K1 * (1 - B + B * length / mean) for length in lengths]
        usual = sum(self._asked_to) / max(1, len(lengths)) or 1.0
        self._asked_norms = array("f", [K1 * (1 - B + B * to / usual) for to in self._asked_to])
        for term, (numbers, frequencies) in lists.items():
            impacts = [c * (K1 + 1) / (c + norms[d]) for d, c in zip(numbers, frequencies, strict=True)]
            lists[term] = numbers, array("f", impacts)
        self._postings = Postings(lists)
        n = len(self.documents)
        having = {term: len(numbers) for term, (numbers, _) in lists.items()}
        self._idf = {term: _idf(df, n) for term, df in having.items()}
        written = Counter("".join(map("".join, map(set, self._words))))
        self._rarity = {names[ord(word)]: _idf(df, n) for word, df in written.items()}
        self._rarest = max(self._idf.values(), default=1.0)

    def _has_content(self, term: Term, words: Sequence[str]) -> bool:
        return term.end - term.start > 1 or words[term.start] not in self.fillers

    def content_keys(self, text: str) -> list[str]:
        """Return the keys of a text without fillers."""
        words = self.analyser.written_out(tokens(text))
        return [term.key for term in self.analyser.terms(words) if self._has_content(term, words)]

    def dates(self, month_and_day: str) -> list[str]:
        """Return the keys of all dates of the documents that fall on a month and day, given as MMDD."""
        return self._dates.get(month_and_day, [])

    def days(self, year: str) -> list[str]:
        """Return the keys of all dates of the documents that fall in a year, given as YYYY."""
        return self._years.get(year, [])

    def month(self, number: int, year: str = "") -> list[str]:
        """Return the keys of all dates of the documents that fall in a month (1-12), of one year (YYYY) or of any."""
        names = (name for day, names in self._dates.items() if int(day[:2]) == number for name in names)
        return [name for name in names if name[2:6] == year or not year]

    @cached_property
    def _years(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for names in self._dates.values():
            for name in names:
                found.setdefault(name[2:6], []).append(name)
        return found

    @cached_property
    def _dates(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._names:
            if len(name) == 10 and name[:2] == "xd":
                found.setdefault(name[6:], []).append(name)
        return found

    def characters(self, keys: Iterable[str]) -> str:
        """Return the characters that stand for keys in `terms`, `own_terms` and `ways`; unknown keys are left out."""
        return "".join([self._characters[key] for key in keys if key in self._characters])

    def terms(self, number: int) -> str:
        """Return all terms of the document at a position, each as a character."""
        return self._terms[number]

    def own_terms(self, number: int) -> str:
        """Return the terms of the ways to ask and the answer of the document at a position, without its context."""
        return self._terms[number].rpartition(BETWEEN)[0]

    def asks(self, number: int) -> tuple[frozenset[str], ...]:
        """Return the keys of each way to ask of the document at a position, in its order."""
        return tuple(map(self._named, self._terms[number].split(BETWEEN)[:-2]))

    def asked(self, number: int) -> tuple[tuple[str, ...], ...]:
        """Return the words of each way to ask of the document at a position, spellings written out."""
        texts = self._words[number].split(BETWEEN)[:-2]
        return tuple([tuple(map(self._names.__getitem__, map(ord, text))) for text in texts])

    def bag(self, number: int) -> frozenset[str]:
        """Return all keys of the document at a position."""
        return self._named(self._terms[number])

    def own_bag(self, number: int) -> frozenset[str]:
        """Return the keys of the ways to ask and the answer of the document at a position, without its context."""
        return self._named(self.own_terms(number))

    def _named(self, terms: str) -> frozenset[str]:
        return frozenset(map(self._names.__getitem__, map(ord, set(terms) - {BETWEEN})))

    def has(self, number: int, key: str) -> bool:
        """Whether the document at a position has a key."""
        return key in self._characters and self._characters[key] in self._terms[number]

    def known(self, key: str) -> bool:
        """Whether any document has a key."""
        return self._characters.get(key, BETWEEN) in self._idf

    @cached_property
    def _alphabetical(self) -> list[str]:
        # The words of the documents alone: `_counts` has every word that repair may offer.
        return sorted(self._named("".join(set[str]().union(*self._words))))

    def beginning(self, letters: str) -> list[str]:
        """Return the words of the documents that begin with some letters, the most frequent first."""
        words = self._alphabetical
        start, end = bisect_left(words, letters), bisect_left(words, letters + "\U0010ffff")
        return sorted(words[start:end], key=lambda word: (-self._counts[word], word))

    def having(self, key: str) -> Iterable[int]:
        """Return the positions of the documents that have a key, ascending."""
        return self._postings.documents(self._characters.get(key, BETWEEN))

    def idf(self, key: str) -> float:
        """Return how much a term counts: by rarity in the documents, or in the language where no document has it."""
        known = self._idf.get(self._characters.get(key, BETWEEN))
        if known is not None:
            return known
        zipf = max(self._lexicon.get(key, (0.0, 0.0)))
        return self._rarest * UNUSED * min(1.0, max(0.25, (7.0 - zipf) / 4.5))

    def search(self, query: str | Query, *, limit: int = 10, cutoff: float = 0.0) -> list[Hit]:
        """Return the best documents, best first: at most `limit`, none with a coverage below `cutoff`."""
        query = self.read(query) if isinstance(query, str) else query
        weights: dict[str, float] = {}
        for term in query.terms:
            weights[term.key] = max(weights.get(term.key, 0.0), term.weight * self.idf(term.key))
        wanted = self._wanted(weights, query)
        return self._scorer.best(wanted, self._postings.best(dict(wanted.terms), max(limit, RERANKED)), limit, cutoff)

    def first(self, weights: Mapping[str, float], query: Query, *, limit: int, share: float = 0.0) -> First:
        """Return the first pass of a search with given weights of keys (already times their rarity).

        Documents whose BM25 is less than `share` of the best one's are left out.
        """
        wanted = self._wanted(weights, query)
        found = self._postings.best(dict(wanted.terms), limit, share)
        return First(found, self._scorer, wanted)

    def _wanted(self, weights: Mapping[str, float], query: Query) -> Wanted:
        characters, words = self._characters, query.understood
        rarity = {word: self._rarity.get(word, self._rarest * UNUSED) for word in words}
        # Two neighbours say as much as the more ordinary of them.
        pairs = {(a, b): min(rarity[a], rarity[b]) for a, b in pairwise(words)}
        known = {word: characters[word] for word in rarity if word in characters}
        terms = {characters[key]: weight for key, weight in weights.items() if key in characters}
        return Wanted(
            tuple(terms.items()),
            tuple([(known[word], rarity[word]) for word in known]),
            tuple([(known[a] + known[b], weight) for (a, b), weight in pairs.items() if a in known and b in known]),
            sum(weights.values()) or 1.0,
            sum(rarity.values()) or 1.0,
            sum(pairs.values()) or 1.0,
            min([1.0, *(self._idf.get(term, weight) / weight for term, weight in terms.items() if weight)]),
        )

    def _weighed(self) -> tuple[array[int], array[float]]:
        """Return where the ways to ask of each document begin among all, and how rare the terms of each are."""
        rarity = self._idf.__getitem__
        begin, weights = array("I", [0]), array("d")
        for terms in self._terms:
            weights.extend([sum(map(rarity, set(keys))) for keys in terms.split(BETWEEN)[:-2]])
            begin.append(len(weights))
        return begin, weights

    def ways(self, number: int) -> tuple[tuple[str, float], ...]:
        """Return the terms of each way to ask of the document at a position, and their rarity added up."""
        return tuple(self._scorer.ways(number))
