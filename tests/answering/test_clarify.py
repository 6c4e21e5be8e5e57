"""Questions with several readings: each is offered as a question that is answered when it is picked."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer, Clarify, Unknown
from bot.conversation import Conversation
from tests.answering.asking import Ask, facts, text

OPEN = [
    "siapa yang menyambut tamunya?",
    "apa tujuan kunjungannya?",
    "kata wali kota apa?",
    "apa harapan wali kota?",
    "What does the mayor hope for?",
]


@pytest.mark.parametrize("question", OPEN)
def test_two_to_five_readings_that_differ(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Clarify)
    assert len({choice.question for choice in outcome.readings}) == len(outcome.readings)
    assert all(choice.label.strip() for choice in outcome.readings)


@pytest.mark.parametrize("question", OPEN)
def test_no_reading_leads_back_to_the_same_choice(ask: Ask, question: str) -> None:
    offered = ask(question)
    assert isinstance(offered, Clarify)
    for choice in offered.readings:
        picked = ask(question, choice.question)
        assert picked != offered
        assert not isinstance(picked, Unknown)
        assert picked.language == offered.language


@pytest.mark.parametrize("question", OPEN[:2])
def test_every_reading_of_a_record_is_answered_when_picked(ask: Ask, question: str) -> None:
    offered = ask(question)
    assert isinstance(offered, Clarify)
    for choice in offered.readings:
        picked = ask(question, choice.label)
        assert isinstance(picked, Answer), choice
        assert facts(picked)


def test_whose_office_is_meant(ask: Ask) -> None:
    outcome = ask("apa harapan wali kota?")
    assert isinstance(outcome, Clarify)
    labels = [choice.label for choice in outcome.readings]
    # Of Parepare's mayor the records tell nothing said, so he is not offered.
    assert labels == ["Wali Kota Palu: Hadianto Rasyid", "Wali Kota Balikpapan: Rahmad Mas'ud"]
    for choice in outcome.readings:
        assert isinstance(ask(choice.question), Answer)


def test_a_reading_is_picked_by_its_number(engine: Engine) -> None:
    conversation = Conversation(engine)
    _, offered = conversation.ask("siapa yang menyambut tamunya?")
    assert isinstance(offered, Clarify)
    question, picked = conversation.ask("2")
    assert question == offered.readings[1].question
    assert isinstance(picked, Answer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("siapa wali kotanya?", ("hadianto", "rahmad", "tasming")),
        ("kapan saja ada kunjungan ke Balikpapan?", ("30 mei 2025", "28 agustus 2025", "23 januari 2026")),
        ("MoU", ("palu", "kalimantan timur")),
    ],
)
def test_a_short_question_with_few_answers_gets_them_all(ask: Ask, question: str, said: tuple[str, ...]) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert all(one in text(outcome) for one in said)


def test_a_question_that_names_its_subject_is_not_asked_back(ask: Ask) -> None:
    assert isinstance(ask("Siapa yang menyambut tamu dari Parepare di Balikpapan?"), Answer)
