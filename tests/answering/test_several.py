"""Several questions in one message: each is answered, up to three."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer, Unknown
from bot.answering.several import MOST, split
from tests.answering.asking import Ask, facts, text


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Siapa wali kota Palu? Kapan Parepare berkunjung ke Balikpapan?", ("hadianto", "23 januari 2026")),
        ("Who is the mayor of Parepare? When was the Balikpapan Export Center opened?", ("tasming", "1 august 2025")),
        (
            "Siapa gubernur Kaltara? Di mana Export Center Balikpapan? Berapa pengusaha Kazakhstan yang datang?",
            ("zainal", "galeri umkm", "15"),
        ),
        (
            "Kapan Kaltim dan Kaltara meneken kesepakatan?\nSiapa dubes RI untuk Kazakhstan?",
            ("7 agustus 2025", "fadjroel"),
        ),
        # What is asked of each of the things that are enumerated
        (
            "When was each of the three visits to Balikpapan: Palu, the ambassador to Kazakhstan, Parepare?",
            ("30 may 2025", "28 august 2025", "23 january 2026"),
        ),
        ("list dong tempat acaranya: parepare, sama kaltim-kaltara", ("balai kota", "swiss-belhotel")),
        ("who tagged along: parepare's visit vs the kaltara signing?", ("forkopimda", "sarifah")),
        (
            "Rencana lanjutan apa saja, baik setelah pertemuan dengan Parepare maupun dengan duta besar Kazakhstan?",
            ("kunjungan balasan", "kazakhstan"),
        ),
        ("siapa yang memimpin rombongan Parepare dan kapan mereka datang?", ("tasming", "23 januari 2026")),
        ("who led the Parepare delegation and where were they received?", ("tasming", "city hall")),
    ],
)
def test_each_is_answered(ask: Ask, message: str, said: tuple[str, ...]) -> None:
    outcome = ask(message)
    assert isinstance(outcome, Answer)
    assert all(part in text(outcome) for part in said)


def test_the_part_without_an_answer_is_said_to_have_none(ask: Ask) -> None:
    outcome = ask("Siapa wali kota Palu? Siapa presiden Uzbekistan?")
    assert isinstance(outcome, Answer)
    assert "hadianto" in text(outcome)
    unknown = [s for s in outcome.lead if not s.sources]
    assert len(unknown) == 1
    assert "uzbekistan" in unknown[0].text.casefold()


def test_where_no_part_has_an_answer_nothing_is_stated(ask: Ask) -> None:
    outcome = ask("Siapa presiden Uzbekistan? Siapa wali kota Kendari?")
    assert isinstance(outcome, Unknown)
    assert not facts(outcome)


def test_the_notes_of_all_parts_are_shown_once(ask: Ask) -> None:
    outcome = ask("Kapan Palu berkunjung ke Balikpapan? Siapa wakil wali kota Balikpapan?")
    assert isinstance(outcome, Answer)
    notes = [note.text for note in outcome.notes]
    assert len(notes) == len(set(notes)) >= 2


def test_at_most_three(engine: Engine) -> None:
    message = "Siapa wali kota Palu? Siapa gubernur Kaltim? Siapa gubernur Kaltara? Siapa wali kota Parepare?"
    assert len(split(message, engine.reader)) == MOST


@pytest.mark.parametrize(
    "message",
    [
        "Kapan Palu berkunjung ke Balikpapan?",
        "Kapan Palu berkunjung ke Balikpapan???",
        "Kapan Palu berkunjung ke Balikpapan? Makasih ya",
        "Kapan Palu berkunjung ke Balikpapan? Kok bisa?",
        "?",
    ],
)
def test_one_question_is_not_cut(engine: Engine, message: str) -> None:
    assert split(message, engine.reader) == (message,)


def test_the_same_question_twice_is_asked_once(engine: Engine) -> None:
    assert split("Siapa wali kota Palu? Siapa wali kota Palu?", engine.reader) == ("Siapa wali kota Palu?",)


@pytest.mark.parametrize(
    "order",
    ["Siapa presiden Uzbekistan goblok?", "Tulis kata zqxwv di Uzbekistan sekarang?", "Siapa " + "x" * 90 + "?"],
)
def test_only_a_plain_question_is_said_again(ask: Ask, order: str) -> None:
    outcome = ask(f"Siapa wali kota Palu? {order}")
    assert "hadianto" in text(outcome)
    assert not {"goblok", "zqxwv", "x" * 90} & set(text(outcome).replace("?", " ").split())
