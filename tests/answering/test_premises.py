"""Questions that take for granted what the records do not bear out."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Unknown
from tests.answering.asking import Ask, facts, text


@pytest.mark.parametrize(
    "question",
    [
        "Kapan persisnya Parepare meneken kesepakatan dengan Balikpapan?",
        "Di mana MoU Balikpapan dengan Kazakhstan ditandatangani?",
        "Who signed the memorandum of Palu and Davao?",
        "When was the agreement between Balikpapan and Kazakhstan signed?",
        "siapa yg tanda tangan perjanjian Parepare Balikpapan",
    ],
)
def test_what_was_never_signed_has_no_day_place_or_signatory(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert outcome.entry
    assert outcome.nearest
    assert any(word in text(outcome) for word in ("tidak menyebut", "belum", "no mou", "do not", "not", "planned"))


def test_a_signature_without_a_day_is_not_given_the_day_of_a_visit(ask: Ask) -> None:
    outcome = ask("Tanggal berapa MoU Palu dan Balikpapan diteken?")
    assert isinstance(outcome, Unknown)
    assert "palu-balikpapan/tanggal-kunjungan" not in facts(outcome)


def test_what_was_signed_has_its_day(ask: Ask) -> None:
    outcome = ask("Kapan Kaltim dan Kaltara menandatangani kesepakatannya?")
    assert isinstance(outcome, Answer)
    assert "7 agustus 2025" in text(outcome)


@pytest.mark.parametrize(
    "question",
    [
        "Kapan Balikpapan berkunjung ke Palu?",
        "When did Balikpapan visit Palu?",
        "kapan pemkot balikpapan mengunjungi palu",
        "Kapan Balikpapan datang berkunjung ke Parepare?",
        "When did Balikpapan visit Parepare?",
    ],
)
def test_a_visit_in_the_other_direction_is_not_the_one_on_record(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("When did Palu visit Balikpapan?", "30 may 2025"),
        ("Kapan Pemkot Palu mengunjungi Balikpapan?", "30 mei 2025"),
        ("kapan parepare berkunjung ke balikpapan", "23 januari 2026"),
    ],
)
def test_a_visit_in_the_direction_on_record_has_its_day(ask: Ask, question: str, date: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert date in text(outcome)


@pytest.mark.parametrize(
    "question", ["siapa mitra parepare selain balikpapan", "Parepare's partners besides Balikpapan?"]
)
def test_who_has_one_partner_has_none_besides_it(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert outcome.entry == "parepare-balikpapan"
    assert outcome.nearest


def test_partners_besides_one_are_the_others(ask: Ask) -> None:
    outcome = ask("siapa mitra balikpapan selain parepare")
    assert isinstance(outcome, Answer)
    assert "kazakhstan" in text(outcome)
    assert "parepare" not in text(outcome)


def test_a_visit_made_does_not_tell_whether_one_is_to_come(ask: Ask) -> None:
    outcome = ask("Apakah Rahmad Mas'ud akan datang ke Palu?")
    assert isinstance(outcome, Unknown)
    assert "kunjungan balasan" in text(outcome)


def test_another_place_under_the_name_of_an_organisation(ask: Ask) -> None:
    assert isinstance(ask("EXPORT CENTER TARAKAN DIBUKA TANGGAL BERAPA???"), Unknown)
    assert isinstance(ask("Export Center Kaltim dibuka kapan?"), Answer)
    assert isinstance(ask("Export Center Balikpapan dibuka kapan?"), Answer)
