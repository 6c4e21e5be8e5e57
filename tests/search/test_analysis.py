"""Words of records and questions become the same terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.analysis import Analyser, Term
from bot.text.tokens import tokens
from tests.search.conftest import analysed


def test_a_phrase_is_one_term_and_the_longest_wins(analyser: Analyser) -> None:
    assert analyser.terms(["kota", "palu", "dan", "palu"]) == [
        Term("region:palu", 0, 2),
        Term("dan", 2, 3),
        Term("region:palu", 3, 4),
    ]


def test_a_phrase_cut_off_by_the_end_is_none(analyser: Analyser) -> None:
    assert analyser.terms(["kerja"]) == [Term("kerja", 0, 1)]
    # "kota" could go on; what is left of it must not be taken for more words than there are.
    assert analyser.terms(["ke", "palu"])[-1] == Term("region:palu", 1, 2)
    assert all(term.end <= 2 for term in analyser.terms(["apa", "kota"]))


def test_both_languages_mean_the_same_concept(analyser: Analyser) -> None:
    assert analyser.keys("kerja sama") == analyser.keys("cooperation") == ["c:kerja-sama"]


def test_one_phrase_may_carry_several_keys() -> None:
    both = Analyser(spellings={}, names={"a": ("palu",), "b": ("palu",)}, concepts={}, lexicon={})
    assert both.keys("palu") == ["a", "b"]


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("markets", "market"),
        ("direncanakan", "rencana"),
        ("pasarnya", "pasar"),  # not in the table of lemmas
        ("palu", "palu"),  # a name, not a hammer
        ("dan", "dan"),  # too short to be taken apart
        ("xyzzynya", "xyzzynya"),
    ],
)
def test_lemmas(analyser: Analyser, word: str, lemma: str) -> None:
    assert analyser.lemma(word) == lemma


def test_spellings_are_written_out_also_before_nya(analyser: Analyser) -> None:
    assert analyser.written_out(["kpn", "ks", "bppnya"]) == ["kapan", "kerja", "sama", "balikpapan"]
    assert analyser.knows_spelling("ksnya")
    assert not analyser.knows_spelling("nya")


def test_words_of_longer_names_are_protected_unless_ordinary() -> None:
    made = Analyser(
        spellings={}, names={"a": ("pasar uzbekia",), "b": ("sungai",)}, concepts={}, lexicon={"pasar": (5, 0)}
    )
    assert made.protected == {"uzbekia", "sungai"}


@given(st.text())
def test_terms_cover_all_words_in_order(text: str) -> None:
    made = analysed()
    words = made.written_out(tokens(text))
    at = 0
    for term in made.terms(words):
        assert term.start in (at, at - (term.end - term.start) if at else 0)
        at = max(at, term.end)
    assert at == len(words)
