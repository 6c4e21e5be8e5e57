"""Which cooperations tell of a matter, what a number stands for, what a name has to do with a cooperation."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Clarify
from tests.answering.asking import Ask, text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("berita mana saja yang menyebut presiden?", ("rdmp", "prabowo")),
        ("brita mn aj yg nyebut presidn", ("rdmp", "prabowo")),
        ("which of the guests that Balikpapan hosted had the new capital in mind?", ("palu", "parepare")),
        ("kunjungan dari pihak mana yang menyinggung soal energi?", ("kazakhstan", "parepare")),
    ],
)
def test_each_record_that_tells_of_a_matter(ask: Ask, question: str, told: tuple[str, ...]) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert len(outcome.items) > 1
    assert all(word in text(outcome) for word in told)
    assert all(item.sources for item in outcome.items)


@pytest.mark.parametrize("question", ["15 itu angka apa?", "What does the number 15 stand for?"])
def test_a_number_that_stands_for_two_things(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert "kazakh" in text(outcome)
    assert "palu" in text(outcome)


def test_a_number_of_one_cooperation_is_its_fact(ask: Ask) -> None:
    outcome = ask("angka 46 itu apa?")
    assert isinstance(outcome, Answer)
    assert outcome.entry == "export-center-balikpapan"


@pytest.mark.parametrize(
    ("question", "entry", "told"),
    [
        ("apa peran Bagus Susetyo dalam kunjungan Parepare?", "parepare-balikpapan", "menerima rombongan"),
        ("how does Prabowo fit into the Balikpapan-Kazakhstan story?", "balikpapan-kazakhstan", "end of 2025"),
        ("Chiang Mai ada urusan apa sama Palu?", "palu-asean", "mou"),
        ("In what capacity does Kota Kinabalu figure in Palu's plans?", "palu-asean", "partner"),
        ("How does Bulungan come into the cooperation between East and North Kalimantan?", "kaltim-kaltara", "green"),
    ],
)
def test_the_part_of_a_name_in_a_cooperation(ask: Ask, question: str, entry: str, told: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert outcome.entry == entry
    assert told in text(outcome)


@pytest.mark.parametrize(
    "question", ["bu sarifah suraidah yang datang ke acara Tarakan itu kerjanya apa?", "sarifah itu dari lembaga mana?"]
)
def test_the_office_of_whoever_was_seen_somewhere(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert "dpr" in text(outcome)


def test_what_job_a_city_does_is_nobodys_office(ask: Ask) -> None:
    outcome = ask("What job does Balikpapan do for Nusantara, according to Bagus Susetyo?")
    assert isinstance(outcome, Answer)
    assert "gateway" in text(outcome)


def test_a_wider_region_has_no_part_of_its_own(ask: Ask) -> None:
    outcome = ask("kota di Sulawesi yang punya hubungan sama Balikpapan mana saja?")
    assert isinstance(outcome, Answer)
    assert "palu" in text(outcome)
    assert "parepare" in text(outcome)


@pytest.mark.parametrize("question", ["What did the mayor say about trade?", "apa yang disampaikan wali kota?"])
def test_whose_words_are_meant(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Clarify)
    assert len(outcome.readings) > 1


def test_words_on_what_only_one_spoke_of_are_his(ask: Ask) -> None:
    assert isinstance(ask("apa kata wali kota soal pelabuhan laut dalam?"), Answer)


def test_which_paper_wrote_that_something_happened(ask: Ask) -> None:
    outcome = ask("berita Balikpapan buka peluang ekspor ke Kazakhstan terbit di media mana?")
    assert isinstance(outcome, Answer)
    assert outcome.items
    assert "prokal" in text(outcome)
