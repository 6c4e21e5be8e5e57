"""Is there cooperation between two, two side by side, who reports on one, and one as a whole."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Reason, Unknown
from tests.answering.asking import Ask, facts, sources, text


@pytest.mark.parametrize(
    "question",
    [
        "apakah Parepare dan Palu bekerja sama?",
        "Is there any cooperation between North Kalimantan and Palu?",
        "Balikpapan sama Pontianak ada kerja sama gak?",
        "Parepare pernah kerja sama dengan Kazakhstan?",
        "kerja sama Kaltara dengan Jawa Barat",
        "does Palu cooperate with Kuching",
    ],
)
def test_between_two_that_have_nothing(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert outcome.reason in (Reason.NO_COOPERATION, Reason.NOT_IN_RECORDS)
    assert not facts(outcome)


def test_both_names_are_said_where_there_is_nothing(ask: Ask) -> None:
    outcome = ask("Apakah ada kerja sama antara Parepare dan Palu?")
    assert isinstance(outcome, Unknown)
    assert outcome.subject == "Kota Parepare dan Kota Palu"


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("apakah Palu dan Balikpapan punya kerja sama?", "palu-balikpapan"),
        ("Do East Kalimantan and North Kalimantan cooperate?", "kaltim-kaltara"),
        ("ada kerja sama antara Balikpapan dengan Kazakhstan?", "balikpapan-kazakhstan"),
    ],
)
def test_between_two_that_cooperate(ask: Ask, question: str, entry: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert outcome.entry == entry


@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("bandingkan kunjungan Palu dan kunjungan Parepare ke Balikpapan", ("30 mei 2025", "23 januari 2026")),
        (
            "what differs between the Kaltim-Kaltara deal and the talks with Kazakhstan?",
            ("7 august 2025", "28 august 2025"),
        ),
    ],
)
def test_comparison_shows_both_with_their_sources(ask: Ask, question: str, dates: tuple[str, str]) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert len(outcome.items) == 2
    assert all(item.sources for item in outcome.items)
    assert all(date in item.text.casefold() for date, item in zip(dates, outcome.items, strict=True))


def test_two_within_one_plan_are_compared_by_their_facts(ask: Ask) -> None:
    outcome = ask("Apa perbedaan Penang dan Chiang Mai sebagai kota contoh?")
    assert {"palu-asean/contoh-penang", "palu-asean/contoh-chiang-mai"} <= set(facts(outcome))


def test_who_reports(ask: Ask) -> None:
    outcome = ask("Media apa saja yang meliput kunjungan Parepare?")
    assert {"fokusborneo-2026-01-24", "gerbangkaltim-2026-01-23-tiga-agenda"} <= sources(outcome)
    said = text(outcome)
    assert "fokus borneo" in said
    assert "gerbang kaltim" in said


@pytest.mark.parametrize(
    ("question", "entry", "told"),
    [
        ("Ringkas rencana kolaborasi Palu dengan kota-kota ASEAN", "palu-asean", "tujuh langkah"),
        ("Give me a summary of the cooperation between Palu and Balikpapan", "palu-balikpapan", "30 may 2025"),
        ("ceritakan kunjungan Parepare ke Balikpapan dong", "parepare-balikpapan", "23 januari 2026"),
    ],
)
def test_one_as_a_whole(ask: Ask, question: str, entry: str, told: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert outcome.entry == entry
    assert told in text(outcome)


def test_comparison_is_short_and_says_the_same_of_both(ask: Ask) -> None:
    outcome = ask("bandingkan kunjungan Palu dan kunjungan Parepare ke Balikpapan")
    assert isinstance(outcome, Answer)
    assert all(part in item.text for item in outcome.items for part in ("Pihak:", "Tahap:", "Bidang:"))
    assert all(len(item.text) < 700 for item in outcome.items)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "antara Kaltim-Kaltara sama Palu-ASEAN, mana yang sudah tanda tangan mana yang baru niat?",
            ("ditandatangani", "rencana"),
        ),
        ("Which mayor came to Balikpapan from Palu, and which from Parepare?", ("hadianto", "tasming")),
        (
            "Between the Kaltim-Kaltara meeting and Parepare's visit to Balikpapan, which one ended with a signature?",
            ("signed", "explor"),
        ),
    ],
)
def test_two_set_against_each_other(ask: Ask, question: str, told: tuple[str, ...]) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert all(word in text(outcome) for word in told)


def test_one_cooperation_is_not_set_against_itself(ask: Ask) -> None:
    outcome = ask("kerja sama antara Palu dan Balikpapan di bidang mana saja?")
    assert isinstance(outcome, Answer)
    assert outcome.entry == "palu-balikpapan"
