"""The peers: other ways to find a text, all with the same two steps, and each without its own preparation of words.

Needs the `bench` extra; a peer whose package is missing is left out. The packages are imported by name: where they
are not installed, as in CI, there are no types to check them by.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from rapidfuzz import fuzz, process, utils

Found = list[tuple[int, float]]
"""Positions of texts with their scores, best first."""


class Find(Protocol):
    """Finds the best texts for a query."""

    def __call__(self, query: str, limit: int) -> Found: ...


_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A document as the peers get it."""

    id: str
    questions: tuple[str, ...]
    answer: str

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join((*self.questions, self.answer))


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.lower())


def rapidfuzz_peer(scorer: str, *, ways_to_ask: bool = False) -> Callable[[Sequence[Unit]], Find]:
    """Return the usual bot: the nearest text, or way to ask, by one of rapidfuzz's scorers."""

    def build(units: Sequence[Unit]) -> Find:
        owners, texts = [], []
        for at, unit in enumerate(units):
            for text in unit.questions if ways_to_ask else (unit.text,):
                owners.append(at)
                texts.append(utils.default_process(text))

        def find(query: str, limit: int) -> Found:
            score = getattr(fuzz, scorer)
            near = process.extract(utils.default_process(query), texts, scorer=score, limit=limit * 4)
            best: dict[int, float] = {}
            for _, similarity, at in near:
                best.setdefault(owners[at], similarity / 100)
            return list(best.items())[:limit]

        return find

    return build


def bm25s_peer(*, stemmed: bool = False) -> Callable[[Sequence[Unit]], Find]:
    """Return bm25s, with or without the Indonesian Snowball stemmer."""

    def build(units: Sequence[Unit]) -> Find:
        bm25s = import_module("bm25s")

        stem: Any = None
        if stemmed:
            stem = import_module("Stemmer").Stemmer("indonesian").stemWords

        def cut(text: str) -> list[str]:
            return list(stem(words(text))) if stem else words(text)

        index = bm25s.BM25()
        index.index([cut(unit.text) for unit in units], show_progress=False)
        known = index.vocab_dict

        def find(query: str, limit: int) -> Found:
            terms = [word for word in cut(query) if word in known]
            if not terms:
                return []
            found, scores = index.retrieve([terms], k=min(limit, len(units)), show_progress=False)
            return [(int(at), float(s)) for at, s in zip(found[0], scores[0], strict=True) if s > 0]

        return find

    return build


def fts5_peer(*, trigrams: bool = False) -> Callable[[Sequence[Unit]], Find]:
    """Return SQLite's full-text search over words, or over runs of three letters."""

    def build(units: Sequence[Unit]) -> Find:
        base = sqlite3.connect(":memory:")
        tokenizer = "trigram" if trigrams else "unicode61"
        base.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='{tokenizer}')")
        base.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", ((n, u.text) for n, u in enumerate(units)))

        def find(query: str, limit: int) -> Found:
            if trigrams:
                text = " ".join(words(query))
                terms = {text[at : at + 3] for at in range(len(text) - 2)}
            else:
                terms = set(words(query))
            wanted = " OR ".join(f'"{term}"' for term in sorted(terms))
            if not wanted:
                return []
            rows = base.execute(
                "SELECT rowid, -bm25(texts) FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?",
                (wanted, limit),
            )
            return [(int(at), float(score)) for at, score in rows]

        return find

    return build


def tantivy_peer(units: Sequence[Unit]) -> Find:
    """Return tantivy, each word of four letters or more also found one edit away."""
    tantivy = import_module("tantivy")

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("at", stored=True, indexed=True)
    builder.add_text_field("text", stored=False)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for at, unit in enumerate(units):
        writer.add_document(tantivy.Document(at=at, text=unit.text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(query: str, limit: int) -> Found:
        parts = []
        for word in words(query):
            parts.append((tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word)))
            if len(word) >= 4:
                fuzzy = tantivy.Query.fuzzy_term_query(schema, "text", word, distance=1, transposition_cost_one=True)
                parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(fuzzy, 0.5)))
        if not parts:
            return []
        hits = searcher.search(tantivy.Query.boolean_query(parts), limit).hits
        return [(int(searcher.doc(address)["at"][0]), float(score)) for score, address in hits]

    return find


def tfidf_peer(units: Sequence[Unit]) -> Find:
    """Return scikit-learn's TF-IDF over runs of three to five letters within words."""
    numpy = import_module("numpy")

    vectorizer = import_module("sklearn.feature_extraction.text").TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True
    )
    matrix = vectorizer.fit_transform([unit.text for unit in units]).T.tocsr()

    def find(query: str, limit: int) -> Found:
        scores = (vectorizer.transform([query]) @ matrix).toarray()[0]
        best = numpy.argsort(-scores, kind="stable")[:limit]
        return [(int(at), float(scores[at])) for at in best if scores[at] > 0]

    return find


def chatterbot_peer(units: Sequence[Unit]) -> Find:
    """Return ChatterBot as its guide sets it up, taught every way to ask, with no model to download.

    Its store and its search are its own: statements in SQLite that share a word, compared by difflib's ratio. From
    then on it listens to every SQLAlchemy engine of the process.
    """
    chatterbot = import_module("chatterbot")

    bot = chatterbot.ChatBot(
        "peer",
        database_uri=None,  # in memory
        tagger=import_module("chatterbot.tagging").LowercaseTagger,
        tagger_language=import_module("chatterbot.languages").IND,
        read_only=True,
    )
    trainer = import_module("chatterbot.trainers").ListTrainer(bot, show_training_progress=False)
    for at, unit in enumerate(units):
        for question in unit.questions:
            trainer.train([question, str(at)])  # a list is a conversation, so each pair is one of its own

    def find(query: str, limit: int) -> Found:
        said = bot.get_response(query)
        # Without a match it says something at random.
        return [(int(said.text), said.confidence)] if said.confidence else []

    return find


ALL: Mapping[str, tuple[str, Callable[[Sequence[Unit]], Find]]] = {
    "rapidfuzz token_set_ratio": ("rapidfuzz", rapidfuzz_peer("token_set_ratio")),
    "rapidfuzz WRatio, ways to ask": ("rapidfuzz", rapidfuzz_peer("WRatio", ways_to_ask=True)),
    "bm25s": ("bm25s", bm25s_peer()),
    "bm25s + PyStemmer": ("Stemmer", bm25s_peer(stemmed=True)),
    "SQLite FTS5, words": ("sqlite3", fts5_peer()),
    "SQLite FTS5, 3-grams": ("sqlite3", fts5_peer(trigrams=True)),
    "tantivy + fuzzy": ("tantivy", tantivy_peer),
    "TF-IDF, characters 3-5": ("sklearn", tfidf_peer),
    "ChatterBot": ("chatterbot", chatterbot_peer),
}
"""Name -> the package that it needs, and how it is built."""
SLOW = frozenset({"ChatterBot"})
"""Those that take seconds for a question, and are asked the mistyped ones with a single seed."""


def available() -> Iterator[tuple[str, Callable[[Sequence[Unit]], Find]]]:
    """Yield the peers whose packages are installed."""
    for name, (package, build) in ALL.items():
        if find_spec(package) is None:
            print(f"{name}: not installed, left out (pip install the bench extra)")
        else:
            yield name, build
