"""What no source says is said to be unknown; what is near is never offered as the answer."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Clarify, Reason, Unknown
from tests.answering.asking import Ask, facts, statements, text


@pytest.mark.parametrize(
    "question",
    [
        "Berapa pengusaha Uzbekistan yang datang ke Balikpapan?",
        "Kapan duta besar untuk Uzbekistan ke Balikpapan?",
        "Apa yang diekspor Indonesia ke Uzbekistan?",
        "kerja sama Balikpapan dengan Uzbekistan",
        "uzbekistan",
        "What does Uzbekistan want from Balikpapan?",
        "uzbekstan mau impor apa",
        "Siapa yang menyambut tamu dari Turkmenistan?",
    ],
)
def test_uzbekistan_is_never_kazakhstan(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert not isinstance(outcome, Answer | Clarify)
    assert "kazakhstan" not in text(outcome)
    assert not facts(outcome)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Siapa yang menyambut rombongan Parepare di Balikpapan?", "palu"),
        ("Kapan Parepare berkunjung?", "palu"),
        ("apa tujuan kunjungan parepare", "palu"),
        ("siapa wali kota parepare", "hadianto"),
        ("When did the mayor of Palu come to Balikpapan?", "parepare"),
        ("Di mana Palu diterima di Balikpapan?", "parepare"),
        ("siapa wali kota palu", "tasming"),
    ],
)
def test_parepare_is_never_palu(ask: Ask, question: str, other: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert other not in text(outcome)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Apa langkah strategis Kota Gorontalo?", "Gorontalo"),
        ("kapan export center Bandar Lampung dibuka", "Lampung"),
        ("What is Manado planning with ASEAN?", "Manado"),
    ],
)
def test_the_place_that_is_not_recorded_is_named(ask: Ask, question: str, subject: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert subject in outcome.subject
    assert not statements(outcome)


@pytest.mark.parametrize(
    "question",
    [
        "resep sambal goreng dong",
        "Who painted the Mona Lisa?",
        "cara bikin paspor gimana ya",
        "How do I fix my printer?",
        "lagu yang lagi viral apa",
    ],
)
def test_off_topic(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert outcome.reason in (Reason.OFF_TOPIC, Reason.NOT_IN_RECORDS)
    assert not statements(outcome)


@pytest.mark.parametrize(
    "question",
    [
        "Berapa usia Hadianto Rasyid?",
        "siapa istri Tasming Hamid",
        "berapa gaji gubernur Kaltara",
        "How old is Rahmad Mas'ud?",
        "apa hobi Zainal Paliwang",
    ],
)
def test_a_detail_of_somebody_known_that_no_source_gives(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert not facts(outcome)


@pytest.mark.parametrize("noise", ["qwrtpsdfg", "zzzz xxxx", "1234567890", "a", "%%%%", "\ud800", "\0\0", "𝕏𝕐"])
def test_noise_states_nothing(ask: Ask, noise: str) -> None:
    assert not statements(ask(noise))


def test_four_thousand_characters_of_noise(ask: Ask) -> None:
    assert not statements(ask("lkjhgf " * 585))
