"""What buttons carry: short, and the same after a restart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge
from bot.rendering import callbacks as module
from bot.rendering.callbacks import AskQuestion, Callbacks, ShowSummary, ShowTopics

RECORDED = "Kapan Palu berkunjung ke Balikpapan?"
LONG = "Pertanyaan yang tidak ada di catatan mana pun dan lebih panjang daripada sebuah tombol?"


def test_a_recorded_question_outlives_a_restart(knowledge: Knowledge) -> None:
    data = Callbacks(knowledge).question(RECORDED)
    assert data.startswith("q:")
    assert Callbacks(knowledge).read(data) == AskQuestion(RECORDED)


def test_every_question_of_the_records_does(knowledge: Knowledge) -> None:
    before, after = Callbacks(knowledge), Callbacks(knowledge)
    for cooperation in knowledge.cooperations.values():
        for question in (cooperation.name.id, *(q for fact in cooperation.facts for q in fact.questions)):
            assert after.read(before.question(question)) == AskQuestion(question)


def test_a_short_question_is_its_own_data(knowledge: Knowledge) -> None:
    assert Callbacks(knowledge).question("Siapa dia?") == "t:Siapa dia?"
    assert Callbacks(knowledge).read("t:Siapa dia?") == AskQuestion("Siapa dia?")


def test_a_long_one_is_remembered_until_a_restart(knowledge: Knowledge) -> None:
    callbacks = Callbacks(knowledge)
    data = callbacks.question(LONG)
    assert callbacks.read(data) == AskQuestion(LONG)
    assert Callbacks(knowledge).read(data) is None


def test_memory_is_bounded(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_REMEMBERED", 2)
    callbacks = Callbacks(knowledge)
    first, _, third = (callbacks.question(f"{LONG} {number}") for number in range(3))
    assert callbacks.read(first) is None
    assert callbacks.read(third)


def test_summaries_and_pages(knowledge: Knowledge) -> None:
    callbacks = Callbacks(knowledge)
    for language in ("id", "en"):
        for one in knowledge.cooperations:
            assert callbacks.read(callbacks.summary(one, language)) == ShowSummary(one, language)
        assert callbacks.read(callbacks.topics(3, language)) == ShowTopics(3, language)


def test_the_longest_id_fits(knowledge: Knowledge) -> None:
    assert len(Callbacks(knowledge).summary("x" * 60, "id")) <= module.MOST_BYTES


@pytest.mark.parametrize(
    "data", ["", ":", "q", "q:", "q:nothing", "si:gone", "sx:palu-balikpapan", "ti:-1", "ti:²", "x:1"]
)
def test_what_is_not_known_is_nothing(knowledge: Knowledge, data: str) -> None:
    assert Callbacks(knowledge).read(data) is None


@given(question=st.text(), data=st.text(max_size=64))
def test_anything_fits_and_anything_can_be_read(knowledge: Knowledge, question: str, data: str) -> None:
    callbacks = Callbacks(knowledge)
    callbacks.read(data)
    written = callbacks.question(question)
    assert len(written.encode("utf-8", "replace")) <= module.MOST_BYTES
    assert callbacks.read(written) == (AskQuestion(question) if question else None)
