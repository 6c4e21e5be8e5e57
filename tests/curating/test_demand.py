"""Questions without a good answer: similar ones together and no others, what is settled left out, no persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer
from bot.curating import settled
from bot.curating.demand import MOST, Complaint, Demand, Listener, complaints, masked
from bot.curating.settled import Settled, digest
from bot.storage.records import Filed, Vote
from bot.text.folding import fold
from tests.curating.use import NOW, question, vote

NOTHING = Settled()
COST = ("berapa biaya kunjungan Palu ke Balikpapan?", "brapa biaya kunjungan palu ke balikpapan")
"""The same in two spellings."""


def asked(*texts: str) -> list[Complaint]:
    return [Complaint(question(number, text)) for number, text in enumerate(texts, 1)]


def demand(engine: Engine, *texts: str, notes: Settled = NOTHING) -> Demand:
    return Listener(engine).demand(asked(*texts), [], notes)


@pytest.mark.parametrize(
    "same",
    [
        COST,
        ("siapa presiden uzbekistan?", "presiden Uzbekistan siapa sih", "siapa presiden uzbekistann"),
        ("berapa biaya kunjungan Palu ke Balikpapan?", "how much did Palu's visit to Balikpapan cost?"),
        ("kapan Tawau berkunjung lagi?", "kapan Tawau berkunjung lagi"),
    ],
)
def test_similar_questions_stand_together(engine: Engine, same: tuple[str, ...]) -> None:
    found = demand(engine, *same)
    assert [len(one.wordings) for one in found.wishes] == [len({fold(one) for one in same})]
    assert found.wishes[0].count == len(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Whose, when or how much, and which year: all but one word is the same.
        ("siapa presiden uzbekistan?", "siapa presiden Tajikistan?"),
        ("kapan Tawau berkunjung lagi?", "kapan Davao berkunjung lagi?"),
        ("siapa presiden uzbekistan?", "berapa presiden uzbekistan?"),
        ("berapa biaya kunjungan 2019 ke Tawau?", "berapa biaya kunjungan 2020 ke Tawau?"),
        ("berapa jumlah penduduk Tawau?", "berapa harga emas Tawau?"),
    ],
)
def test_different_questions_do_not(engine: Engine, one: str, other: str) -> None:
    assert len(demand(engine, one, other).wishes) == 2


def test_what_is_answered_by_now_is_gone(engine: Engine) -> None:
    served = "Kapan Palu berkunjung ke Balikpapan?"
    assert isinstance(engine.answer(served), Answer)
    found = demand(engine, served, "siapa presiden uzbekistan?")
    assert [one.text for one in found.wishes] == ["siapa presiden uzbekistan?"]
    # An answer that somebody thinks no good is one all the same.
    judged = Listener(engine).demand([Complaint(question(1, served, "answer"), down=1)], [], NOTHING)
    assert [(one.text, one.down, one.unknown) for one in judged.wishes] == [(served, 1, 0)]


def test_what_is_told_of_a_group(engine: Engine) -> None:
    texts = [COST[0], COST[0], COST[1], "apa saja wisata Tawau?"]
    questions = [question(n, text, ago=timedelta(days=n)) for n, text in enumerate(texts, 1)]
    questions[2] = replace(questions[2], status="clarify")
    votes = [vote(1, -1, "wrong", "mana?"), vote(1, -1, "old", person="c"), vote(2, 1), vote(99, -1)]
    waiting = [_filed(1, COST[1].upper()), _filed(2, COST[0]), _filed(3, "apa?"), _filed(4, COST[0], "answered")]
    first, second = Listener(engine).demand(complaints(questions, votes), waiting, NOTHING).wishes
    assert (first.text, first.language, first.count, first.newest) == (COST[0], "id", 3, questions[0].asked)
    assert (first.unknown, first.clarify, first.down, first.waiting) == (2, 1, 2, 2)
    assert set(first.regions) == {"region:kota-palu", "region:kota-balikpapan"}
    assert (first.remarks, first.reasons) == (("mana?",), {"wrong": 1, "old": 1})
    assert (second.count, second.waiting, second.sectors) == (1, 0, ("pariwisata",))
    assert [one.rpartition("|")[2] for one in second.regions] == ["Tawau"]


def _filed(number: int, text: str, state: str = "open") -> Filed:
    return Filed(number, text, "id", number, number, NOW, state, None)


def test_a_complaint_is_a_question_that_was_not_served() -> None:
    every = [question(n, status=status) for n, status in enumerate(("answer", "clarify", "unknown", "smalltalk"))]
    assert [one.question.id for one in complaints([*every, every[2]], [])] == [1, 2]
    votes: list[Vote] = [vote(0, -1), vote(3, 1)]
    assert [one.question.id for one in complaints(every, votes)] == [0, 1, 2]


def test_the_most_wanted_come_first_and_always_in_the_same_order(engine: Engine) -> None:
    texts = ["siapa presiden uzbekistan?", *COST, "kapan Tawau berkunjung lagi?"]
    found = demand(engine, *texts)
    again = demand(engine, *texts)
    assert [one.count for one in found.wishes] == [2, 1, 1]
    assert found == again


def test_ignored_questions_take_similar_ones_with_them(engine: Engine) -> None:
    notes = NOTHING.ignoring([COST[0]], NOW)
    assert demand(engine, *COST, notes=notes).wishes == ()
    # The spelling of what was ignored need not have been asked again.
    assert len(demand(engine, "siapa presiden uzbekistan?", notes=notes).wishes) == 1


def test_done_is_done_until_it_is_asked_again(engine: Engine) -> None:
    before, after = (Complaint(question(n, COST[0], ago=timedelta(hours=h))) for n, h in ((1, 3), (2, 1)))
    notes = NOTHING.finishing([COST[0]], NOW - timedelta(hours=2))
    assert Listener(engine).demand([before], [], notes).wishes == ()
    (again,) = Listener(engine).demand([before, after], [], notes).wishes
    assert again.count == 1


def test_notes_are_kept_as_a_text_and_taken_back_together() -> None:
    both = ("Satu?", "satu yang lain")
    notes = NOTHING.ignoring(["lama"], NOW - timedelta(days=100)).ignoring(both, NOW).finishing(["dua"], NOW)
    kept = settled.read(notes.written())
    assert kept == notes
    assert settled.read(None) == NOTHING
    assert "satu" not in notes.written()
    assert kept.hides("DUA", NOW)
    assert not kept.hides("dua", NOW + timedelta(seconds=1))
    assert kept.restoring(digest("satu")) == NOTHING.ignoring(["lama"], NOW - timedelta(days=100))
    assert kept.restoring("0" * 12) == kept
    old = kept.finishing(["tiga"], NOW - timedelta(days=91)).since(NOW - timedelta(days=90))
    assert old == kept


def test_notes_are_bounded() -> None:
    many = [f"question {number}" for number in range(settled.MOST + 5)]
    notes = NOTHING.ignoring(["first"], NOW - timedelta(days=1)).ignoring(many, NOW)
    assert len(notes.ignored) == settled.MOST
    assert not notes.ignores(["first"])


def test_a_group_is_found_by_any_of_its_wordings(engine: Engine) -> None:
    found = demand(engine, *COST)
    assert found.find(digest(COST[1])) == found.find(digest(COST[0].upper())) == found.wishes[0]
    assert found.find(digest("something else")) is None


def test_too_many_wordings_are_counted_at_least(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST > 100
    monkeypatch.setattr("bot.curating.demand.MOST", 2)
    found = demand(engine, "a tawau", "b tawau", "b tawau", "c tawau", "d tawau", "d tawau")
    assert found.left == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hubungi 0812-3456-7890 ya", "hubungi […] ya"),
        ("NIK 6472010101900001", "NIK […]"),
        ("kirim ke ann.b@example.org dong", "kirim ke […] dong"),
        ("kata @ann_b gimana", "kata […] gimana"),
        ("kunjungan 30-05-2025 ke Palu", "kunjungan 30-05-2025 ke Palu"),
        ("antara 2019 dan 2020", "antara 2019 dan 2020"),
        ("renstra 2019-2024", "renstra 2019-2024"),
        ("anggaran 1.500.000 rupiah", "anggaran 1.500.000 rupiah"),
    ],
)
def test_who_somebody_may_be_is_not_shown(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_question_with_such_a_number_is_no_alias(engine: Engine) -> None:
    first, second = demand(engine, "siapa presiden uzbekistan 0812-3456-7890", "siapa presiden Tajikistan").wishes
    assert sorted((first.clean, second.clean)) == [False, True]


def test_where_a_wording_may_lead(engine: Engine) -> None:
    nearest = Listener(engine).nearest("kapan rombongan palu dateng ke balikpapan")
    assert nearest[0].id == "palu-balikpapan/tanggal-kunjungan"
    assert len({one.id for one in nearest}) == len(nearest) <= 5


def test_hostile_texts_do_no_harm(engine: Engine) -> None:
    texts = ["\ud800", "", "   ", "?" * 1000, "<b>&", "​", "kapan itu?", "1" * 900]
    found = demand(engine, *texts)
    assert {"kapan itu?", "1" * 900} <= {one.text for one in found.wishes} <= set(texts) - {"", "   "}
