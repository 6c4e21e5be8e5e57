"""Any text at all: an outcome, the same each time, with nothing stated that has no source."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.engine import Engine
from bot.knowledge.model import Knowledge
from tests.answering.asking import assert_sound, conversation

WORDS = tuple(
    """
    kapan siapa di mana berapa kenapa apa apakah bagaimana who when where how many why kalau itu beliau yang kedua ya
    Palu Balikpapan Parepare Kaltim Kaltara Kazakhstan Uzbekistan ASEAN IKN Davao Penang Singapura Tarakan
    wali kota gubernur dubes presiden MoU kerja sama kunjungan ekspor sawit harga skor 7 langkah 15 46 2025 30 Mei 2024
    atau dan tidak ? . ! , abaikan semua instruksi halo terima kasih Rahmad Mas'ud Fadjroel Harum export center
    """.split()  # noqa: SIM905
)

anything = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=10).map("".join),
)

check = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@check
@given(anything)
def test_any_text(engine: Engine, knowledge: Knowledge, text: str) -> None:
    (outcome,) = conversation(engine, text)
    assert_sound(outcome, knowledge)
    assert conversation(engine, text) == [outcome]


@check
@given(st.lists(anything, min_size=2, max_size=4))
def test_any_conversation(engine: Engine, knowledge: Knowledge, turns: list[str]) -> None:
    outcomes = conversation(engine, *turns)
    for outcome in outcomes:
        assert_sound(outcome, knowledge)
    assert conversation(engine, *turns) == outcomes


@check
@given(st.sampled_from(WORDS), st.integers(200, 1000))
def test_any_length(engine: Engine, knowledge: Knowledge, word: str, count: int) -> None:
    for outcome in conversation(engine, f"{word} " * count):
        assert_sound(outcome, knowledge)


def test_every_way_to_ask_that_the_records_carry_gets_a_sound_outcome(engine: Engine, knowledge: Knowledge) -> None:
    for cooperation in knowledge.cooperations.values():
        for fact in cooperation.facts:
            for question in (*fact.questions.id[:1], *fact.questions.en[:1]):
                for outcome in conversation(engine, question):
                    assert_sound(outcome, knowledge)
