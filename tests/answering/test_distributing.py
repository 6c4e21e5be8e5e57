"""A detail that is asked of several things, and what two people said side by side."""

from __future__ import annotations

import pytest

from bot.answering.distributing import apart
from bot.answering.engine import Engine
from bot.answering.outcomes import Answer, Unknown
from tests.answering.asking import Ask, text


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "mayor Palu sama mayor Parepare, masing2 diterima siapa di Balikpapan?",
            ("mayor palu diterima siapa di balikpapan", "mayor parepare diterima siapa di balikpapan"),
        ),
        (
            "media sumber berita palu balikpapan, parepare, kazakhstan",
            (
                "media sumber berita palu balikpapan",
                "media sumber berita parepare",
                "media sumber berita kazakhstan",
            ),
        ),
        ("Siapa wali kota Palu?", ()),
        ("Di mana kesepakatan antara Kaltim dan Kaltara diteken?", ()),
    ],
)
def test_things_are_told_apart(engine: Engine, question: str, parts: tuple[str, ...]) -> None:
    assert apart(question, engine.reader).questions == parts


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("mayor Palu sama mayor Parepare, masing2 diterima siapa di Balikpapan?", ("rahmad", "susetyo")),
        (
            "Compare where the Parepare visit and the signing between East and North Kalimantan took place.",
            ("city hall", "swiss-belhotel"),
        ),
        (
            "Bagaimana Balikpapan menjelaskan keunggulannya kepada tamu Parepare dan kepada duta besar Kazakhstan?",
            ("logistik", "laut dalam"),
        ),
        ("media sumber berita palu balikpapan, parepare, kazakhstan", ("fokus borneo", "prokal")),
    ],
)
def test_each_is_told(ask: Ask, question: str, said: tuple[str, ...]) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    told = text(outcome)
    assert all(part in told for part in said), told


def test_of_two_set_against_each_other_the_one_is_told(ask: Ask) -> None:
    outcome = ask("yg pake acara main bola itu kunjungan palu apa parepare?")
    assert isinstance(outcome, Answer)
    assert "parepare" in text(outcome)
    assert isinstance(ask("balikpapan ngasih oleh2 apa ke dubes?"), Unknown)


@pytest.mark.parametrize("question", ["palu sama parepare ada kerjasama gak?", "tarakan sama palu ada MoU?"])
def test_what_two_have_together_is_not_told_of_each(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


def test_what_two_people_said_stands_side_by_side(ask: Ask) -> None:
    outcome = ask("hadianto sama rahmad pendapatnya soal kerja sama palu balikpapan apa bedanya")
    assert isinstance(outcome, Answer)
    told = [statement.text for statement in outcome.items]
    assert sum("Hadianto" in one for one in told) >= 2
    assert sum("Rahmad" in one for one in told) >= 2


def test_who_is_quoted(ask: Ask) -> None:
    outcome = ask("who spoke or got quoted when the ambassador came to balikpapan?")
    assert isinstance(outcome, Answer)
    assert [item.text.split(":")[0] for item in outcome.items] == ["Fadjroel Rachman", "Rahmad Mas'ud"]


def test_a_visit_the_other_way_is_not_told(ask: Ask) -> None:
    assert isinstance(ask("kunjungan ke palu yang dilakuin balikpapan kapan aja?"), Unknown)
    assert isinstance(ask("What day did the envoy to Kazakhstan drop by Balikpapan?"), Answer)


def test_the_reason_says_that_each_was_asked(engine: Engine) -> None:
    decision = engine.explain("mayor Palu sama mayor Parepare, masing2 diterima siapa di Balikpapan?")
    assert isinstance(decision.outcome, Answer)
    assert "each" in decision.why
