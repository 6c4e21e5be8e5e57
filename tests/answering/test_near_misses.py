"""The right name beside something that no source tells of it: an honest refusal, never the fact next to it."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Unknown
from tests.answering.asking import Ask, text


@pytest.mark.parametrize(
    "question",
    [
        "Apakah Rahmad Mas'ud sudah mengunjungi Kazakhstan?",
        "Has the mayor of Balikpapan visited Kazakhstan?",
        "Apakah Prabowo sudah ke Kazakhstan?",
        "apakah Balikpapan sudah mengunjungi Parepare?",
        "apakah Davao pernah ke Palu?",
    ],
)
def test_whether_somebody_has_been_where_no_event_tells_of_them(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


def test_a_plan_is_told_where_the_plan_is_asked_for(ask: Ask) -> None:
    assert isinstance(ask("Rahmad Mas'ud mau ke Kazakhstan gak?"), Answer)


@pytest.mark.parametrize(
    "question",
    [
        "apakah presiden Kazakhstan datang ke Balikpapan?",
        "apakah wali kota Tarakan hadir?",
        "kapan wali kota Davao datang ke Palu?",
    ],
)
def test_an_office_that_nobody_on_record_holds(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


@pytest.mark.parametrize(
    "question",
    [
        "tantangan Kaltara",
        "kenapa kerja sama Kaltim Kaltara tertunda?",
        "siapa yang meresmikan kawasan industri hijau?",
        "kenapa Balikpapan tidak mau kerja sama dengan Kazakhstan?",
        "apakah Parepare punya pelabuhan laut dalam?",
    ],
)
def test_what_is_told_of_another_is_not_told_of_this_one(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


@pytest.mark.parametrize(
    "question", ["kenapa Singapura datang ke Balikpapan?", "apakah Singapura investasi di Balikpapan?"]
)
def test_a_name_said_in_passing_takes_no_part(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


def test_a_name_said_in_passing_is_told_of_where_it_is_asked_for(ask: Ask) -> None:
    outcome = ask("kenapa Balikpapan mencontoh Singapura?")
    assert isinstance(outcome, Answer)
    assert "distribusi" in text(outcome)


def test_a_bold_guess_at_the_only_word_is_no_answer(ask: Ask) -> None:
    assert not isinstance(ask("../../etc/passwd"), Answer)
    assert isinstance(ask("smeltr"), Answer)


def test_what_a_question_leaves_out_is_what_was_talked_about(ask: Ask) -> None:
    outcome = ask("siapa dubes Indonesia untuk Kazakhstan?", "kapan ke Balikpapan?")
    assert isinstance(outcome, Answer)
    assert "28 agustus 2025" in text(outcome)


def test_who_did_what_was_asked_about_last(ask: Ask) -> None:
    outcome = ask("apa itu Export Center?", "kapan diresmikan?", "oleh siapa?")
    assert isinstance(outcome, Answer)
    assert "budi santoso" in text(outcome)


def test_doubt_alone_hears_it_again(ask: Ask) -> None:
    outcome = ask("siapa wali kota Palu?", "yakin?")
    assert isinstance(outcome, Answer)
    assert "hadianto" in text(outcome)


@pytest.mark.parametrize("question", ["apa kata Sarifah Suraidah?", "apa kata Prabowo soal Balikpapan?"])
def test_nobody_is_given_the_words_of_another(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


def test_who_else_is_not_whom_the_question_sets_aside(ask: Ask) -> None:
    assert not isinstance(ask("Hadianto ketemu siapa lagi di Balikpapan selain Rahmad?"), Answer)
