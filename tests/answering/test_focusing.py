"""Where in a message the question proper stands."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer
from tests.answering.asking import Ask, text


def test_what_the_asker_tells_of_himself_is_not_asked(engine: Engine) -> None:
    reading = engine.reader.read("Sebelum kami survei ke lapangan, kerja sama mana yang menyinggung energi?")
    assert "survei" not in reading.words[slice(*reading.focus)]
    assert "energi" in reading.words[slice(*reading.focus)]


def test_a_clause_that_asks_or_names_is_kept(engine: Engine) -> None:
    text = "Kapan kami dikunjungi Palu, dan siapa yang datang?"
    assert engine.reader.read(text).focus[0] == 0


def test_an_earlier_sentence_says_what_it_is_about(engine: Engine) -> None:
    reading = engine.reader.read("Ramai soal kunjungan Parepare ke Balikpapan. Saya tidak ikut. Bagaimana acaranya?")
    assert {"region:kota-parepare", "region:kota-balikpapan"} <= set(reading.named)


def test_where_the_asker_lives_is_not_what_it_is_about(engine: Engine) -> None:
    reading = engine.reader.read("Saya tinggal di Donggala. Siapa yang meresmikan pusat ekspor itu?")
    assert not reading.named


@pytest.mark.parametrize(
    "question",
    [
        "Permisi, saya wartawan magang dan diminta menulis soal studi tiru Parepare ke Balikpapan awal 2026. "
        "Saya tidak ikut waktu itu. Bisa kasih gambaran pendek acaranya seperti apa?",
        "Januari lalu rombongan Parepare menyeberang ke Balikpapan. Boleh diceritakan acaranya apa saja?",
    ],
)
def test_a_story_is_answered_of_what_it_tells(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert "parepare" in text(outcome)


def test_a_month_is_any_day_in_it(engine: Engine) -> None:
    def keys(question: str) -> set[str]:
        return {key for group in engine.reader.read(question).groups for key, _ in group.keys}

    assert "xd20250807" in keys("acara bulan Agustus 2025")
    assert not {key for key in keys("acara bulan Agustus 2025") if key.startswith("xd2026")}
    assert "xd20260123" in keys("acara bulan Januari")
    assert not {key for key in keys("may I ask who signed") if key.startswith("xd")}
