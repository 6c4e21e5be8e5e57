"""The tools of the measurements: seeded, and as hard as they say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer
from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from tests.bench.ablation import LOADS, MECHANISMS, without
from tests.bench.contenders import ALL, Found, Unit
from tests.bench.machine import median_and_p99
from tests.bench.peers import best_cutoff, verdict
from tests.bench.synthetic import knowledge, questions
from tests.bench.typos import mistyped, mistyped_cases, slip
from tests.conftest import ROOT


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


INSTALLED = [name for name, (package, *_) in ALL.items() if find_spec(package) is not None]
"""The peers that are here; the table says of each other that it is left out."""


@pytest.fixture(scope="module")
def made() -> Knowledge:
    return knowledge(30)


@pytest.fixture(scope="module")
def engine(made: Knowledge) -> Engine:
    return Engine(made)


def test_synthetic_knowledge_is_seeded_and_answered(made: Knowledge, engine: Engine) -> None:
    assert made.cooperations == knowledge(30).cooperations
    asked = [q for q in questions(made, 40) if q.kind in ("tanggal", "tujuan")]
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


UNITS = (
    Unit("date", ("kapan wali kota Palu datang", "when did the mayor of Palu come"), "Pada 3 Maret 2025."),
    Unit("host", ("siapa yang menerima rombongan Astana", "who received the delegation"), "Wakil wali kota."),
    Unit("goods", ("komoditas apa yang dikirim ke Tarakan", "which goods are shipped"), "Cabai dan bawang."),
)


def _found(name: str, queries: list[str]) -> list[Found]:
    find = ALL[name][1](UNITS)
    return [find(query, 1) for query in queries]


@pytest.fixture(scope="module")
def apart() -> Iterator[Executor]:
    # ChatterBot sends its PRAGMAs to every database that its process opens from then on.
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield pool


@pytest.mark.parametrize("name", INSTALLED)
def test_a_peer_finds_the_unit_that_is_asked_for(name: str, apart: Executor) -> None:
    queries = [question for unit in UNITS for question in unit.questions]
    found = apart.submit(_found, name, [*queries, "xyzzy qwrt"]).result(60)
    best = [one[0][0] if one else None for one in found]
    assert best[:-1] == [0, 0, 1, 1, 2, 2]
    assert all(score < found[0][0][1] for _, score in found[-1])


@pytest.mark.parametrize("name", MECHANISMS)
def test_a_bot_without_a_mechanism_still_answers(name: str, engine: Engine, made: Knowledge) -> None:
    with MECHANISMS[name]():
        outcomes = [engine.answer(question.text) for question in questions(made, 16)]
    assert any(isinstance(outcome, Answer) for outcome in outcomes)


@pytest.mark.parametrize("name", LOADS)
def test_a_load_can_be_without_some_of_its_records(name: str) -> None:
    real = load(ROOT / "knowledge")
    with without(name, real) as bare:
        assert bare.knowledge != real
        assert isinstance(bare.answer("Kapan Wali Kota Palu berkunjung ke Balikpapan?"), Answer)
