"""Slips of the finger lead back to the word that was meant, and to no other name."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.search.neighbourhood import Neighbourhood
from bot.search.repair import Repairer, allowed_distance, single_slip, skeleton, slips

WORDS = ("balikpapan", "kazakhstan", "kapan", "kerja", "pasar", "parepare", "pelabuhan", "sama", "wali")
LETTERS = st.text("abcdeknprs", min_size=1, max_size=9)


@pytest.fixture
def repairer() -> Repairer:
    return Repairer(dict.fromkeys(WORDS, 3.0), {"makan": 5.0, "harapan": 5.0})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("balikpapn", "balikpapan"),  # dropped
        ("balikppaan", "balikpapan"),  # swapped
        ("ballikpapan", "balikpapan"),  # doubled
        ("bakikpapan", "balikpapan"),  # neighbouring key
        ("alikpapan", "balikpapan"),  # first letter
        ("blikpapn", "balikpapan"),  # two slips
        ("krja", "kerja"),
        ("plbhn", "pelabuhan"),  # without vowels
        ("saa", "sama"),  # three letters may have lost one
    ],
)
def test_one_word(repairer: Repairer, typed: str, meant: str) -> None:
    assert repairer.nearest(typed)[0].word == meant


@pytest.mark.parametrize("typed", ["uzbekistan", "xyz", "ab", "a", "", "qqqqqqqq"])
def test_nothing_is_near(repairer: Repairer, typed: str) -> None:
    assert repairer.nearest(typed) == ()


def test_at_most_three_and_the_likeliest_first(repairer: Repairer) -> None:
    found = repairer.nearest("kapan")
    assert found[0].word == "kapan"
    assert len(found) <= 3


def test_a_word_of_the_records_before_an_ordinary_one() -> None:
    near = Repairer({"pasar": 3.0}, {"pagar": 3.0})
    assert [one.word for one in near.nearest("paar")] == ["pasar", "pagar"]


def test_own_only(repairer: Repairer) -> None:
    assert [one.word for one in repairer.nearest("maan")] == ["makan"]
    assert repairer.nearest("maan", True) == ()


def test_similarity_is_below_one_only_for_another_word(repairer: Repairer) -> None:
    assert repairer.nearest("pasar")[0].similarity == 1
    assert repairer.nearest("psar")[0].similarity == pytest.approx(0.8)


@pytest.mark.parametrize(("word", "most"), [("ab", 0), ("abc", 1), ("abcde", 1), ("abcdef", 2), ("a" * 30, 2)])
def test_allowed_distance(word: str, most: int) -> None:
    assert allowed_distance(word) == most


def test_skeleton_keeps_the_first_vowel() -> None:
    assert skeleton("aman") == "amn"
    assert skeleton("kerjasama") == "krjsm"


@given(st.lists(LETTERS, unique=True), LETTERS, st.integers(0, 2))
def test_the_neighbourhood_misses_nothing(words: list[str], word: str, most: int) -> None:
    expected = {w: OSA.distance(word, w) for w in words if OSA.distance(word, w) <= most}
    assert dict(Neighbourhood(words).near(word, most)) == expected


def test_large_neighbourhood_against_every_single_distance() -> None:
    rng = random.Random(5)
    words = sorted({"".join(rng.choice("aeiouknrst") for _ in range(rng.randrange(3, 10))) for _ in range(2000)})
    near = Neighbourhood(words)
    for word in rng.sample(words, 40):
        expected = {w for w in words if OSA.distance(word, w) <= 2}
        assert {w for w, _ in near.near(word, 2)} == expected


@pytest.mark.parametrize(
    ("typed", "likelier", "than"),
    [
        ("betqen", "between", "been"),  # the key beside and a vowel, against two letters too many
        ("kpan", "kapan", "span"),
        ("sma", "sama", "ema"),
        ("daftaar", "daftar", "daftara"),
    ],
)
def test_what_fingers_do_counts_less(typed: str, likelier: str, than: str) -> None:
    assert slips(typed, likelier) < slips(typed, than)


@given(LETTERS, LETTERS)
def test_slips_are_never_more_than_edits(typed: str, meant: str) -> None:
    assert 0 <= slips(typed, meant) <= OSA.distance(typed, meant)
    assert (slips(typed, meant) == 0) == (typed == meant)


@given(LETTERS, st.sampled_from(["swap", "drop", "add", "change"]), st.integers(0, 8), st.sampled_from("abcdeknprs"))
def test_a_single_slip_is_told_without_looking_at_all(meant: str, kind: str, at: int, letter: str) -> None:
    at %= len(meant)
    ends = {
        "swap": meant[at + 1 : at + 2] + meant[at] + meant[at + 2 :],
        "drop": meant[at + 1 :],
        "add": letter + meant[at:],
        "change": letter + meant[at + 1 :],
    }
    typed = meant[:at] + ends[kind]
    if typed != meant:
        assert single_slip(typed, meant) == slips(typed, meant)


def test_consonants_with_a_slip_are_no_word_without_weight() -> None:
    near = Repairer({"berangkat": 3.0, "barangkali": 5.0}, {})
    assert [one.word for one in near.nearest("brngkt")][:1] == ["berangkat"]
    assert [one.word for one in near.nearest("rngkt")] == ["berangkat"]
