"""Who holds an office, and who somebody is: answered from the offices that people hold."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Unknown
from tests.answering.asking import Ask, sources, text


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("gubernur kaltim itu siapa ya", "Rudy Mas'ud"),
        ("Who governs North Kalimantan as its governor?", "Zainal Arifin Paliwang"),
        ("siapa nama walikota pare pare", "Tasming Hamid"),
        ("nama wawali bpp siapa", "Bagus Susetyo"),
        ("siapa mendag kita", "Budi Santoso"),
        ("Who is Balikpapan's mayor?", "Rahmad Mas'ud"),
        ("siapa duta besar Indonesia utk Kazakhstan", "Fadjroel Rachman"),
        ("who is the mayor of palu city", "Hadianto Rasyid"),
    ],
)
def test_the_holder_of_an_office(ask: Ask, question: str, name: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert name in outcome.lead[0].text
    assert outcome.lead[0].sources


@pytest.mark.parametrize("question", ["siapa saja gubernur yang tercatat", "gubernurnya siapa?"])
def test_an_office_without_a_place_names_all_holders(ask: Ask, question: str) -> None:
    said = text(ask(question))
    assert "rudy mas'ud" in said
    assert "zainal arifin paliwang" in said


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Siapa wali kota Banjarmasin?", "Wali Kota Banjarmasin"),
        ("siapa gubernur sulteng", "Gubernur Sulawesi Tengah"),
        ("siapa bupati Bulungan", "Bupati Bulungan"),
        ("siapa wagub Kaltara", "Wakil Gubernur Kalimantan Utara"),
        ("siapa wakil wali kota Palu", "Wakil Wali Kota Palu"),
        ("siapa sekda Parepare", "Sekretaris Daerah Parepare"),
        ("who is the deputy governor of East Kalimantan", "deputy governor of East Kalimantan"),
        ("siapa ketua DPRD Balikpapan", "Ketua DPRD Balikpapan"),
        ("siapa wali kota Davao", "Wali Kota Davao"),
    ],
)
def test_an_office_that_no_source_fills_is_not_filled_with_its_neighbour(ask: Ask, question: str, office: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert office in outcome.nearest[0].text
    assert not sources(outcome)


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Siapa itu Tasming Hamid?", "wali kota parepare"),
        ("who is Rudy Mas'ud", "governor"),
        ("Zainal itu siapa sih", "kalimantan utara"),
        ("jabatannya Budi Santoso apa", "menteri perdagangan"),
        ("Sarifah Suraidah siapa", "dpr"),
        ("siapa Pajrul Rahman", "fadjroel rachman"),
        ("siapa Gubernur Harum", "rudy mas'ud"),
        ("who is Bagus Susetyo", "deputy mayor"),
    ],
)
def test_who_somebody_is(ask: Ask, question: str, office: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert office in text(outcome)


def test_a_name_that_two_bear_brings_both(ask: Ask) -> None:
    outcome = ask("Mas'ud itu siapa?")
    assert isinstance(outcome, Answer)
    assert {"rahmad mas'ud", "rudy mas'ud"} <= {s.text.casefold().partition(" adalah")[0] for s in outcome.items}


@pytest.mark.parametrize("question", ["siapa Anies Baswedan", "who is Gibran Rakabuming", "siapa Ridwan Kamil"])
def test_somebody_of_whom_nothing_is_recorded(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)
