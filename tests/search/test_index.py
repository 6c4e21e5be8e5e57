"""Finding documents: order, scores, and the traps that scorers fall into."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.index import RERANKED, Document, Index
from bot.search.scoring import ERROR
from tests.search.conftest import DOCUMENTS, FILLERS, LEXICON, analysed, built

WORDS = sorted({word for document in DOCUMENTS for text in document.questions for word in text.split()})


def test_every_way_to_ask_finds_its_own_document(index: Index) -> None:
    for document in DOCUMENTS:
        for question in document.questions:
            assert index.search(question)[0].id == document.id


def test_an_own_way_to_ask_is_fully_covered_and_alike(index: Index) -> None:
    hit = index.search(DOCUMENTS[1].questions[0])[0]
    assert hit.coverage == pytest.approx(1)
    assert hit.likeness == pytest.approx(1)


@pytest.mark.parametrize("part", ["Palu", "Balikpapan"])
def test_a_part_of_a_text_does_not_score_like_the_whole(index: Index, part: str) -> None:
    # token_set_ratio gives 100 to any subset.
    whole = index.search(DOCUMENTS[0].questions[1])[0]
    hit = next(hit for hit in index.search(part) if hit.id == "palu/pasar")
    assert hit.likeness < 0.9 < whole.likeness


@pytest.mark.parametrize("short", ["", " ", "?", "a", "di", "ya", "10", "yang apa"])
def test_short_texts_find_nothing_by_chance(index: Index, short: str) -> None:
    assert index.search(short) == []


def test_foreign_questions_are_hardly_covered(index: Index) -> None:
    for hit in index.search("resep nasi goreng pedas dari Uzbekistan"):
        assert hit.coverage < 0.3


def test_limit_and_cutoff(index: Index) -> None:
    everything = index.search("Palu Balikpapan Kazakhstan Parepare")
    assert len(everything) == 4
    assert index.search("Palu Balikpapan Kazakhstan Parepare", limit=2) == everything[:2]
    covered = index.search("Palu Balikpapan Kazakhstan Parepare", cutoff=0.4)
    assert covered == [hit for hit in everything if hit.coverage >= 0.4]
    assert index.search("Palu", cutoff=1.01) == []


@pytest.mark.parametrize("question", [q for document in DOCUMENTS for q in document.questions])
def test_no_document_scores_more_than_the_first_pass_promises(index: Index, question: str) -> None:
    query = index.read(question)
    first = index.first({t.key: t.weight * index.idf(t.key) for t in query.terms}, query, limit=10)
    assert first.documents
    for number, bm25 in first.documents:
        begun = first.begun(number, bm25)
        hit = first.finished(begun)
        assert hit.score <= begun.score(begun.likeness) + ERROR
        assert hit.score <= first.most(bm25) + ERROR
        assert hit.likeness <= begun.likeness + ERROR


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.integers(1, 4), st.sampled_from((0.0, 0.3)))
def test_the_best_are_the_same_as_if_all_were_scored(words: list[str], limit: int, cutoff: float) -> None:
    made = built()
    query = made.read(" ".join(words))
    first = made.first({t.key: t.weight * made.idf(t.key) for t in query.terms}, query, limit=RERANKED)
    every = sorted((first.finished(first.begun(*one)) for one in first.documents), key=lambda hit: (-hit.score, hit.id))
    assert made.search(query, limit=limit, cutoff=cutoff) == [hit for hit in every if hit.coverage >= cutoff][:limit]


def test_of_the_first_pass_only_the_share_that_is_wanted_is_kept(index: Index) -> None:
    query = index.read("Palu Balikpapan Kazakhstan Parepare")
    weights = {t.key: t.weight * index.idf(t.key) for t in query.terms}
    every = index.first(weights, query, limit=10).documents
    least = every[1][1] / every[0][1]
    assert index.first(weights, query, limit=10, share=least).documents == [d for d in every if d[1] >= every[1][1]]


def test_a_slip_costs_rank_nothing(index: Index) -> None:
    assert index.search("kapn plau menandatngani")[0].id == "palu/tanggal"


def test_equal_scores_are_ordered_by_id() -> None:
    twins = [Document(id_, ("Pasar mana?",), "Pasar.") for id_ in ("b", "a", "c")]
    index = Index(twins, analysed(), fillers=FILLERS, lexicon=LEXICON)
    assert [hit.id for hit in index.search("pasar")] == ["a", "b", "c"]


def test_the_same_documents_make_the_same_index() -> None:
    again = Index(DOCUMENTS, analysed(), fillers=FILLERS, lexicon=LEXICON)
    once = Index(DOCUMENTS, analysed(), fillers=FILLERS, lexicon=LEXICON)
    for text in ("kapn palu?", "duta besar", "sepak bola balik papan"):
        assert once.search(text) == again.search(text)
        assert once.read(text) == again.read(text)


def test_asking_changes_nothing(index: Index) -> None:
    before = index.search("kapan palu menandatangani?")
    for text in ("katabaru lainnya", "uzbekistan", "palu " * 50):
        index.search(text)
        index.idf(text)
        index.has(0, text)
    index.read.cache_clear()
    assert index.search("kapan palu menandatangani?") == before
    assert index.idf("katabaru") == index.idf("katabaru2")


def test_what_documents_contain(index: Index) -> None:
    assert index.bag(0) >= {"region:palu", "region:balikpapan", "pasar"}
    assert "yang" not in index.bag(0)
    assert index.own_bag(3) < index.bag(3) | {"x"}
    assert index.asks(0)[0] == frozenset(index.content_keys("Apa harapan Palu?"))
    assert index.asked(0)[0] == ("apa", "harapan", "palu")
    assert index.asks(3) == ()
    assert index.asked(3) == ()
    assert [n for n in range(4) if index.has(n, "region:balikpapan")] == list(index.having("region:balikpapan"))
    assert list(index.having("nowhere")) == []


def test_context_belongs_to_the_document_but_is_not_its_own(index: Index) -> None:
    made = Index([Document("a", ("Kapan?",), "Besok.", "Palu")], analysed(), fillers=FILLERS, lexicon=LEXICON)
    assert "region:palu" in made.bag(0)
    assert "region:palu" not in made.own_bag(0)


def test_words_of_ways_to_ask_count_beside_their_lemmas() -> None:
    how, when = Document("a", ("Apa rapat?",), "Rapat."), Document("b", ("Kapan rapat?",), "Rapat.")
    made = Index([how, when], analysed(), fillers=(*FILLERS, "kapan"), lexicon=LEXICON)
    assert made.content_keys("Apa rapat?") == made.content_keys("Kapan rapat?")
    assert [made.search(question)[0].id for question in ("apa rapat", "kapan rapat")] == ["a", "b"]


def test_a_word_that_all_ways_to_ask_have_counts_more() -> None:
    once = Document("a", ("Rapat kunci?", "Sungai mana?"), "Kunci.")
    twice = Document("b", ("Rapat kunci?", "Kunci mana?"), "Sungai.")
    made = Index([once, twice], analysed(), fillers=FILLERS, lexicon=LEXICON)
    asked = {hit.id: dict(hit.parts)["asked"] for hit in made.search("kunci")}
    assert asked["b"] > asked["a"] > 0


def test_a_word_is_as_rare_as_the_documents_that_have_it() -> None:
    often = Document("a", ("Sungai?",), "Sungai, sungai, sungai dan sungai.")
    made = Index([often, *(Document(c, ("Rapat?",), "Kunci.") for c in "bc")], analysed(), fillers=(), lexicon=LEXICON)
    words = {hit.id: dict(hit.parts)["words"] for hit in made.search("sungai rapat")}
    assert words["a"] > words["b"] == words["c"]


def test_rare_terms_count_more(index: Index) -> None:
    assert index.idf("region:kazakhstan") > index.idf("region:balikpapan") > 0


def test_no_documents() -> None:
    empty = Index([], analysed(), fillers=FILLERS, lexicon=LEXICON)
    assert empty.search("palu") == []
    assert math.isfinite(empty.idf("palu"))


@given(st.text(max_size=300))
def test_any_text_in_scores_out(text: str) -> None:
    hits = built().search(text, limit=3)
    assert len(hits) <= 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert math.isfinite(hit.score)
        assert hit.score >= 0
        assert 0 <= hit.coverage <= 1 + 1e-9
        assert 0 <= hit.likeness <= 1 + 1e-9


@given(st.lists(st.text(max_size=60), max_size=6), st.text(max_size=60))
def test_any_documents_can_be_indexed(texts: list[str], query: str) -> None:
    documents = [Document(str(n), (text,), text[::-1], text[:5]) for n, text in enumerate(texts)]
    made = Index(documents, analysed(), fillers=FILLERS, lexicon=LEXICON)
    assert {hit.id for hit in made.search(query)} <= {d.id for d in documents}
