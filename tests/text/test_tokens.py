"""Words, numbers and dates in one spelling for both languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.phrases.dates import long_date, plain_date
from bot.text.tokens import END, MONTHS, _of_stretch, date_of, tokens, tokens_of_all


@pytest.mark.parametrize(
    "text",
    [
        "30 Mei 2025",
        "30 May 2025",
        "May 30, 2025",
        "May 30th 2025",
        "30th of May 2025",
        "30th May, 2025",
        "30/5/2025",
        "30-05-2025",
        "30.5.2025",
        "30 / 5 / 2025",
        "2025-05-30",
        "30 MEI 2025",
        "(30 Mei 2025)",
    ],
)
def test_a_date_in_any_notation(text: str) -> None:
    assert tokens(text) == ["xd20250530"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jumat, 1 Agustus 2025", ["jumat", "xd20250801"]),
        ("Jumat (30/5/2025) lalu", ["jumat", "xd20250530", "lalu"]),
        ("tanggal 14 agt 2025", ["tanggal", "xd20250814"]),
        ("7 Agustus", ["xd00000807"]),
        ("August 7th", ["xd00000807"]),
        ("7 Aug.", ["xd00000807"]),
        ("dari 1 Agustus 2025 sampai 2026-01-23", ["dari", "xd20250801", "sampai", "xd20260123"]),
        # A month and a year are no day.
        ("Agustus 2025", ["agustus", "2025"]),
        ("May 2025", ["may", "2025"]),
        ("29 Februari 2024", ["xd20240229"]),
        ("29 Feb", ["xd00000229"]),
        # "may" is a verb more often.
        ("it may rain", ["it", "may", "rain"]),
    ],
)
def test_dates_among_words(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 Februari 2025", ["31", "februari", "2025"]),
        ("29 Feb 2025", ["29", "feb", "2025"]),
        ("0 Mei 2025", ["0", "mei", "2025"]),
        ("45/13/2025", ["45", "13", "2025"]),
        ("2025-13-01", ["2025", "13", "01"]),
        ("2025-02-30", ["2025", "02", "30"]),
        ("32 Mei", ["32", "mei"]),
        ("1/5/0000", ["1", "5", "0000"]),
    ],
)
def test_a_day_that_does_not_exist_stays_as_it_is(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.500 ton", ["1500", "ton"]),
        ("1,500 tons", ["1500", "tons"]),
        ("2.500.000", ["2500000"]),
        ("Rp2,8 miliar", ["rp2p8", "miliar"]),
        ("12,5 km", ["12p5", "km"]),
        ("12.5 km", ["12p5", "km"]),
        ("pukul 10.30", ["pukul", "10p30"]),
        ("95%", ["95", "persen"]),
        ("95 %", ["95", "persen"]),
        ("12,5%", ["12p5", "persen"]),
        ("100% sama", ["100", "persen", "sama"]),
        ("%", []),
        ("650 juta", ["650", "juta"]),
        ("ke-7", ["ke", "7"]),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tujuh langkah", ["7", "langkah"]),
        ("seven steps", ["7", "steps"]),
        ("lima belas pengusaha", ["15", "pengusaha"]),
        ("dua puluh", ["20"]),
        ("fifteen cities", ["15", "cities"]),
        ("sepuluh tahun", ["10", "tahun"]),
        # "One" is an article more often than a number; a ten is not the end of every word.
        ("the first one", ["the", "first", "one"]),
        ("puluh", ["puluh"]),
        ("12 belas", ["12", "belas"]),
    ],
)
def test_spelt_out_numbers(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kota-kota", ["kota"]),
        ("Kota-kota ASEAN", ["kota", "asean"]),
        ("kapal2 besar", ["kapal", "besar"]),
        ("langkah-langkahnya", ["langkahnya"]),
        ("buah-buahan", ["buahan"]),
        ("kotakota", ["kotakota"]),
        ("Pare-Pare", ["pare"]),
        ("di-di", ["di", "di"]),
        ("kerja sama", ["kerja", "sama"]),
        ("sama-sama kota", ["sama", "kota"]),
    ],
)
def test_reduplication(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Palu's mayor", ["palu", "mayor"]),
        ("Palu\u2019s mayor", ["palu", "mayor"]),
        ("the mayor`s visit", ["the", "mayor", "visit"]),
        ("Rahmad Mas'ud", ["rahmad", "masud"]),
        ("the cities' plans", ["the", "cities", "plans"]),
        ("it's", ["it"]),
    ],
)
def test_possessives(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kapaaaan", ["kapan"]),
        ("KAPAAAN SIIIH", ["kapan", "sih"]),
        ("haloooo", ["halo"]),
        ("saat", ["saat"]),
        ("committee", ["committee"]),
        ("1000", ["1000"]),
    ],
)
def test_drawn_out_letters(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_a_date_can_be_taken_apart() -> None:
    assert date_of("xd20250530") == (2025, 5, 30)
    assert date_of("xd00000807") == (0, 8, 7)
    for token in ("palu", "xd2025", "xd2025o530", "20250530xd", "", "yd20250530"):
        assert date_of(token) is None


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(days, st.sampled_from(["id", "en"]))
def test_every_date_that_an_answer_shows_is_understood(day: date, language: str) -> None:
    token = f"xd{day:%Y%m%d}"
    assert tokens(plain_date(day, language)) == [token]
    assert tokens(long_date(day, language))[-1] == token


@given(days, st.sampled_from(sorted(MONTHS)))
def test_every_name_of_a_month(day: date, name: str) -> None:
    found = tokens(f"{min(day.day, 28)} {name} {day.year}")
    assert found == [f"xd{day.year:04d}{MONTHS[name]:02d}{min(day.day, 28):02d}"]


pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "30 Mei 2025",
            "7 August",
            "12,5%",
            "1.500",
            "kota-kota",
            "lima belas",
            "Palu's",
            "kapaaan",
            "mei",
            "30",
            "2025",
        ]
    ),
)


@given(st.lists(pieces, max_size=8))
def test_any_text_becomes_folded_words(parts: list[str]) -> None:
    found = tokens(" ".join(parts))
    assert all(token and token == token.strip() and " " not in token for token in found)


# Without apostrophes: they vanish, and "aab'2" comes out as the "aab2" that stands for "aab-aab".
plain = st.text(alphabet=st.characters(max_codepoint=127, exclude_characters="'`"))


@given(plain)
def test_each_token_is_its_own_token(text: str) -> None:
    for token in tokens(text):
        assert tokens(token) == [token]


@given(st.one_of(st.text(), st.text(alphabet="akot-'’s \u00a0\n")))
def test_the_fast_road_leads_to_the_same_place(text: str) -> None:
    if not any(character.isdigit() for character in text):
        assert [*tokens(text), "0"] == tokens(f"{text} | 0")


MIXED = ("5", "2025", "2025-05-30", "30/5", "12,5", "%", "7%", "/", ",", "of", "Mei", "may,", "palu", "kota-kota")


@given(st.lists(st.sampled_from(MIXED)))
def test_what_is_read_piece_by_piece_is_what_the_whole_says(parts: list[str]) -> None:
    text = " ".join(parts)
    assert tokens(text) == list(_of_stretch(text))


ascii_pieces = st.one_of(
    st.text(alphabet=st.characters(max_codepoint=127), max_size=8),
    st.text(alphabet="akot-'` \t\0.,_/2", max_size=12),
    st.sampled_from(["kota", "kotanya", "KOTAAA", "lima", "belas", "an", "Mei"]),
)


@given(st.lists(ascii_pieces, max_size=8), st.sampled_from([" ", ", ", "-", "/"]))
def test_a_plain_text_has_the_tokens_that_it_has_beside_any_other(parts: list[str], between: str) -> None:
    text = between.join(parts)
    assert [*tokens(text), "\u00e9"] == tokens(f"{text} | \u00e9")  # what is not ASCII is not read as plain


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], []),
        ([""], []),
        (["", ""], [END]),
        # What one text ends with and the next begins with does not belong together.
        (["Kapan kota", "Kota Palu"], ["kapan", "kota", END, "kota", "palu"]),
        (["lima", "belas orang"], ["5", END, "belas", "orang"]),
        (["5", "Mei 2025"], ["5", END, "mei", "2025"]),
        (["kota Kota kota-kota", "hmmm hmmm"], ["kota", "kota", END, "hm", "hm"]),
    ],
)
def test_the_tokens_of_several_texts(texts: list[str], expected: list[str]) -> None:
    assert tokens_of_all(texts) == expected


@given(st.lists(st.lists(ascii_pieces, max_size=6).map(" ".join), max_size=4))
def test_several_texts_have_the_tokens_of_each(texts: list[str]) -> None:
    each = [token for text in texts for token in (END, *tokens(text))]
    assert tokens_of_all(texts) == each[1:]


words = st.one_of(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8),
    st.sampled_from(sorted(MONTHS)),
    days.map(str),
)


@given(st.lists(words, max_size=8))
def test_tokens_of_tokens_are_stable(parts: list[str]) -> None:
    once = tokens(" , ".join(parts))
    assert tokens(" , ".join(once)) == once
