"""Who leads a region, who came to one, what happened in a period, abroad beside home, and several questions at once."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Unknown
from tests.answering.asking import Ask, text


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Siapa yang memimpin Kota Balikpapan?", "rahmad"),
        ("siapa pemimpin palu", "hadianto"),
        ("siapa kepala daerah parepare", "tasming"),
        ("who runs East Kalimantan?", "rudy"),
    ],
)
def test_who_leads_a_region(ask: Ask, question: str, name: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert name in text(outcome)


@pytest.mark.parametrize("question", ["siapa yang memimpin Tarakan?", "who leads Davao?"])
def test_of_a_region_without_a_known_leader_nobody_is_named(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


def test_who_led_a_delegation_is_no_question_about_the_region(ask: Ask) -> None:
    outcome = ask("siapa yang memimpin rombongan Parepare?")
    assert isinstance(outcome, Answer)
    assert "rombongan" in text(outcome)


def test_office_holders_who_came_from_elsewhere(ask: Ask) -> None:
    outcome = ask("siapa saja wali kota yang pernah ke Balikpapan?")
    assert isinstance(outcome, Answer)
    told = [item.text for item in outcome.items]
    assert len(told) == 2
    assert "Hadianto" in told[0]
    assert "Tasming" in told[1]
    assert not any("Rahmad" in one for one in told)


def test_all_whom_an_office_holder_met(ask: Ask) -> None:
    outcome = ask("siapa saja yang ditemui wali kota Balikpapan?")
    assert isinstance(outcome, Answer)
    assert len(outcome.items) == 3


@pytest.mark.parametrize(("question", "count"), [("tahun 2026 ada apa", 1), ("ada apa di bulan Mei 2025?", 1)])
def test_whatever_happened_in_a_period(ask: Ask, question: str, count: int) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert len(outcome.items) == count


def test_how_often_somebody_came(ask: Ask) -> None:
    outcome = ask("berapa kali Palu ke Balikpapan?")
    assert isinstance(outcome, Answer)
    assert len(outcome.items) == 1


@pytest.mark.parametrize(
    "question", ["kerja sama luar negeri vs dalam negeri", "compare foreign and domestic cooperation"]
)
def test_abroad_beside_home(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert len(outcome.items) == 6
    assert "kazakhstan" in text(outcome)
    assert "parepare" in text(outcome)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("kapan Palu ke Balikpapan, terus Parepare kapan?", ("30 mei 2025", "23 januari 2026")),
        ("siapa wali kota Palu dan siapa wali kota Parepare", ("hadianto", "tasming")),
        ("siapa wali kota Palu dan Parepare?", ("hadianto", "tasming")),
    ],
)
def test_two_questions_in_one_sentence(ask: Ask, question: str, said: tuple[str, str]) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert all(one in text(outcome) for one in said)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("mana yang lebih dulu, kesepakatan Kaltara atau kunjungan dubes?", "7 agustus 2025"),
        ("who came to Balikpapan first, Palu or Parepare?", "30 may 2025"),
    ],
)
def test_which_came_first(ask: Ask, question: str, first: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert first in outcome.lead[0].text.casefold()


@pytest.mark.parametrize(
    "question",
    [
        "sebutkan wali kota dari Sulawesi yang bertamu ke Balikpapan di 2025 dan 2026",
        "wali kota dari Sulawesi mana saja yang ke Balikpapan antara Mei 2025 dan Januari 2026?",
    ],
)
def test_where_from_and_between_when(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert "hadianto" in text(outcome)
    assert "tasming" in text(outcome)


def test_who_came_in_one_of_the_years(ask: Ask) -> None:
    outcome = ask("sebutkan wali kota dari Sulawesi yang bertamu ke Balikpapan pada 2025")
    assert isinstance(outcome, Answer)
    assert "tasming" not in text(outcome)
