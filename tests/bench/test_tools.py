"""The tools of the measurements: seeded, and as hard as they say."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer
from bot.knowledge.model import Knowledge
from tests.bench.machine import median_and_p99
from tests.bench.peers import best_cutoff, verdict
from tests.bench.synthetic import knowledge, questions
from tests.bench.typos import mistyped, mistyped_cases, slip


@given(st.text("abcdefgh", min_size=4, max_size=12), st.integers())
def test_a_slip_is_one_edit_at_most(word: str, seed: int) -> None:
    assert OSA.distance(word, slip(word, random.Random(seed))) <= 1


def test_slips_spare_short_words_and_all_else() -> None:
    text = "Di mana, oh 1234: kapan Palu?"
    for seed in range(50):
        typed = mistyped(text, random.Random(seed))
        assert typed.startswith("Di ")
        assert ", oh 1234: " in typed
        assert typed.endswith("?")


def test_the_same_seed_makes_the_same_slips() -> None:
    cases = [{"id": "a", "turns": ["kapan kunjungan Palu", "siapa tuan rumahnya"]}, {"id": "b", "turns": ["halo"]}]
    assert mistyped_cases(cases, 1) == mistyped_cases(cases, 1)
    assert mistyped_cases(cases, 1)[1:] == mistyped_cases(cases[1:], 1)
    assert mistyped_cases(cases, 1) != mistyped_cases(cases, 2)


@pytest.fixture(scope="module")
def made() -> Knowledge:
    return knowledge(30)


def test_synthetic_knowledge_is_seeded_and_answered(made: Knowledge) -> None:
    assert made.cooperations == knowledge(30).cooperations
    asked = [q for q in questions(made, 40) if q.kind in ("tanggal", "tujuan")]
    engine = Engine(made)
    answers = [(q, engine.answer(q.text)) for q in asked]
    right = [q for q, outcome in answers if isinstance(outcome, Answer) and outcome.entry == q.about]
    assert len(right) >= 0.7 * len(asked)


def test_the_cutoff_keeps_what_is_right() -> None:
    fact: dict[str, Any] = {"kind": "fact", "must": [["Palu"]], "articles": []}
    asked: list[dict[str, Any]] = [fact, fact, {"kind": "unanswerable", "articles": []}]
    said = [(9.0, {"status": "answer", "text": "Palu"}), (2.0, {"status": "answer", "text": "Astana"})]
    said.append((3.0, {"status": "answer", "text": "Palu"}))
    cutoff = best_cutoff(asked, said)
    assert 3.0 < cutoff <= 9.0
    assert [verdict(case, one, cutoff) for case, one in zip(asked, said, strict=True)] == ["right", "missed", "right"]


def test_median_and_p99() -> None:
    assert median_and_p99([3.0, 1.0, 2.0]) == (2.0, 3.0)
