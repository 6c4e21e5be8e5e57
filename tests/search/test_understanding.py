"""What a typed word is taken for, and how."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.index import Index
from bot.search.query import Origin
from tests.search.conftest import built


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("kpn", "kapan"),  # spelling
        ("balikpapn", "balikpapan"),  # slip
        ("balik papan", "balikpapan"),  # put together
        ("kapanpalu", "kapan palu"),  # put apart
        ("pasarnya palu", "pasar palu"),  # particle
        ("kerja saam", "kerja sama"),  # a slip beside its neighbour
        ("42 kota", "42 kota"),
    ],
)
def test_understood(index: Index, typed: str, understood: str) -> None:
    assert " ".join(index.read(typed).understood) == understood


@pytest.mark.parametrize("name", ["uzbekistan", "Uzbekistan", "UZBEKISTAN"])
def test_a_known_place_is_never_repaired_into_another(index: Index, name: str) -> None:
    read = index.read(name)
    assert read.understood == ("uzbekistan",)
    assert [term.key for term in read.terms] == ["place:uzbekistan"]


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("palu", Origin.OWN),
        ("sungai", Origin.KNOWN),
        ("yang", Origin.FILLER),
        ("balikpapn", Origin.REPAIRED),
        ("zqxwv", Origin.UNKNOWN),
    ],
)
def test_origin(index: Index, typed: str, origin: Origin) -> None:
    assert index.read(typed).words[0].origin is origin


def test_fillers_are_words_but_no_terms(index: Index) -> None:
    read = index.read("yang di palu")
    assert read.understood == ("yang", "di", "palu")
    assert [term.key for term in read.terms] == ["region:palu"]


def test_a_repaired_word_counts_less(index: Index) -> None:
    sure = index.read("balikpapan").terms[0]
    guessed = index.read("balikpapn").terms[0]
    assert sure.key == guessed.key
    assert 0 < guessed.weight < sure.weight == 1


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read = built().read(text)
    for term in read.terms:
        assert 0 <= term.start < term.end <= len(read.words)
        assert 0 < term.weight <= 1
    assert all(0 < word.similarity <= 1 for word in read.words)
    assert len(read.others) == len(read.words)
