"""The lexicon that ships with the bot: its shape, and words that it must and must not know."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from bot.resources.reading import lexicon

INDONESIAN = "yang kerja kerjasama sama dengan kota walikota bupati dgn yg gak gimana dprd pks"
ENGLISH = "the agreement city mayor between dont its signed trade which"
NO_WORDS = "samarnda balikpapn kerjsama walikoat agreemnt recieve hmmm kiii tvxq mothers' a"
ROWS = files("bot.resources").joinpath("lexicon.tsv").read_text(encoding="ascii").splitlines()


def test_rows_are_sorted_and_unique() -> None:
    words = [row.split("\t")[0] for row in ROWS[1:]]
    assert ROWS[0] == "word\tzipf_id\tzipf_en"
    assert words == sorted(set(words))


def test_every_row_has_a_plain_word_and_two_frequencies() -> None:
    shape = re.compile(r"[a-z]{2,24}\t\d\.\d\t\d\.\d")
    assert [row for row in ROWS[1:] if not shape.fullmatch(row)] == []


def test_each_language_has_its_25_000_words() -> None:
    assert sum(indonesian > 0 for indonesian, _ in lexicon().values()) == 25_000
    assert sum(english > 0 for _, english in lexicon().values()) == 25_000


def test_reading_gives_back_every_row() -> None:
    written = [f"{word}\t{indonesian:.1f}\t{english:.1f}" for word, (indonesian, english) in lexicon().items()]
    assert written == ROWS[1:]


@pytest.mark.parametrize("word", INDONESIAN.split())
def test_knows_the_words_of_indonesian_chat(word: str) -> None:
    indonesian, _ = lexicon()[word]
    assert indonesian >= 3.4


@pytest.mark.parametrize("word", ENGLISH.split())
def test_knows_the_words_of_english_chat(word: str) -> None:
    _, english = lexicon()[word]
    assert english >= 4.0


@pytest.mark.parametrize("word", NO_WORDS.split())
def test_does_not_know_typos_and_noise(word: str) -> None:
    assert word not in lexicon()


def test_is_read_once_and_cannot_be_changed() -> None:
    assert lexicon() is lexicon()
    with pytest.raises(TypeError):
        lexicon()["samarnda"] = (9.0, 9.0)  # type: ignore[index]
