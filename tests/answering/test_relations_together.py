"""The people of a cooperation, what two of them share, accounts of a matter, details that fit several cooperations."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Unknown
from tests.answering.asking import Ask, facts, text


@pytest.mark.parametrize(
    "question",
    [
        "Siapa saja tokoh dalam kerja sama Kaltim dan Kaltara?",
        "Sebutkan nama para pejabat yang muncul dalam berita kesepakatan Kaltim dan Kaltara.",
        "who are the key people in the deal of East and North Kalimantan",
    ],
)
def test_the_people_of_a_cooperation(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert outcome.entry == "kaltim-kaltara"
    assert all(name in text(outcome) for name in ("rudy mas'ud", "zainal", "sarifah"))
    assert all(item.sources for item in outcome.items)


def test_the_people_of_one_city_are_not_those_of_all_its_cooperations(ask: Ask) -> None:
    outcome = ask("siapa saja tokoh yang terlibat di Balikpapan?")
    assert not (isinstance(outcome, Answer) and outcome.entry and len(outcome.items) > 1)


@pytest.mark.parametrize(
    "question",
    [
        "pak rudy mas'ud sama pak zainal paliwang ada urusan apa sih?",
        "how do Rudy Mas'ud and Zainal Paliwang know each other?",
    ],
)
def test_what_two_people_have_to_do_with_each_other(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert outcome.entry == "kaltim-kaltara"


def test_two_people_who_never_met_share_nothing(ask: Ask) -> None:
    outcome = ask("hadianto rasyid sama zainal paliwang ada urusan apa?")
    assert not isinstance(outcome, Answer) or outcome.entry is None


def test_an_account_of_one_side_of_a_cooperation(ask: Ask) -> None:
    outcome = ask("spill dong poin2 obrolan walkot bpp sama rombongan kazakhstan")
    assert isinstance(outcome, Answer)
    assert outcome.entry == "balikpapan-kazakhstan"
    assert outcome.items
    assert "sawit" in text(outcome)


def test_no_account_of_what_the_cooperation_lacks(ask: Ask) -> None:
    assert isinstance(ask("jelaskan sanksi bila Palu melanggar MoU dengan Balikpapan"), Unknown)


@pytest.mark.parametrize(
    "question", ["Who headed the delegation to Balikpapan?", "rombongan ke balikpapan dipimpin siapa"]
)
def test_a_detail_that_fits_several_cooperations_is_told_of_each(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert outcome.entry is None
    assert len(outcome.items) > 1
    assert all(item.sources for item in outcome.items)
    assert all(name in text(outcome) for name in ("tasming", "hadianto"))


def test_two_things_of_one_matter(ask: Ask) -> None:
    outcome = ask("Kapan dan di mana kesepakatan Kaltim dan Kaltara diteken?")
    assert isinstance(outcome, Answer)
    assert all(part in text(outcome) for part in ("7 agustus 2025", "swiss-belhotel"))


def test_the_two_holders_of_an_office(ask: Ask) -> None:
    outcome = ask("Sebutkan nama dua gubernur yang teken kesepakatan di Tarakan")
    assert isinstance(outcome, Answer)
    assert [name in text(outcome) for name in ("rudy", "zainal", "sarifah")] == [True, True, False]


def test_several_places_side_by_side(ask: Ask) -> None:
    outcome = ask("penang, chiang mai, davao itu masing2 jagonya di apa?")
    assert isinstance(outcome, Answer)
    assert [item.fact for item in outcome.items] == [
        f"palu-asean/contoh-{city}" for city in ("penang", "chiang-mai", "davao")
    ]


def test_what_is_set_aside_is_not_the_answer(ask: Ask) -> None:
    outcome = ask("selain friendly match, pas parepare dateng yg di-discuss topik apa aja?")
    assert isinstance(outcome, Answer)
    assert "tata kelola" in text(outcome)


def test_a_visit_the_other_way_round_is_not_promised(ask: Ask) -> None:
    assert isinstance(ask("apakah Balikpapan akan berkunjung ke Palu?"), Unknown)
    planned = ask("akankah Balikpapan berkunjung ke Parepare?")
    assert isinstance(planned, Answer)
    assert "parepare-balikpapan/kunjungan-balasan" in facts(planned)


@pytest.mark.parametrize(
    "question",
    [
        "pak tasming pake baju apa waktu di balai kota?",
        "Which law firm drafted the agreement of East and North Kalimantan?",
    ],
)
def test_the_noun_that_is_asked_for_must_be_on_record(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


def test_who_said_what_was_told_last(ask: Ask) -> None:
    outcome = ask("sayur dan cabai Kaltim dari mana?", "yg ngomong gitu siapa?")
    assert isinstance(outcome, Answer)
    assert "rahmad" in text(outcome)


def test_why_reports_differ_is_a_disagreement_of_sources(ask: Ask) -> None:
    outcome = ask("parepare ke balikpapan itu kunjungan kerja atau studi tiru sih, kok tiap media nulisnya lain")
    assert isinstance(outcome, Answer)
    assert "studi tiru" in text(outcome)
    assert "kunjungan kerja" in text(outcome)


def test_whose_words_where_two_of_an_office_are_named(ask: Ask) -> None:
    outcome = ask("ringkasin ucapan gub kaltara pas ttd sm kaltim dong")
    assert isinstance(outcome, Answer)
    assert "zainal" in text(outcome)
