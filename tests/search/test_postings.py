"""The best documents are found without looking at all, and are the same as if all were looked at."""

from __future__ import annotations

import random
from array import array

import pytest

from bot.search import postings
from bot.search.postings import Postings


def made(lists: dict[str, dict[int, float]]) -> Postings:
    return Postings({t: (array("I", sorted(d)), array("f", [d[n] for n in sorted(d)])) for t, d in lists.items()})


def plainly(lists: dict[str, dict[int, float]], weights: dict[str, float], count: int) -> list[int]:
    scores: dict[int, float] = {}
    for term, weight in weights.items():
        for number, impact in lists.get(term, {}).items():
            scores[number] = scores.get(number, 0.0) + weight * impact
    return sorted(scores, key=lambda n: (-scores[n], n))[:count]


def test_best_first_and_ties_by_position() -> None:
    found = made({"a": {0: 1.0, 1: 1.0, 2: 2.0}}).best({"a": 1.0, "unknown": 5.0}, 3)
    assert [number for number, _ in found] == [2, 0, 1]


def test_nothing_wanted_or_known() -> None:
    assert made({"a": {0: 1.0}}).best({}, 3) == []
    assert made({"a": {0: 1.0}}).best({"b": 1.0}, 3) == []
    assert list(made({}).documents("a")) == []


def test_leaving_out_common_words_changes_nothing_among_the_best() -> None:
    rng = random.Random(3)
    size = 4 * postings.WORTH_PRUNING
    lists = {"name": {n: 1 + rng.random() for n in rng.sample(range(size), 30)}}
    for term in ("common", "usual", "plain"):
        lists[term] = {n: 1 + rng.random() for n in range(size) if rng.random() < 0.8}
    weights = {"name": 7.0, "common": 0.4, "usual": 0.3, "plain": 0.2}
    found = made(lists).best(weights, 20)
    assert [number for number, _ in found] == plainly(lists, weights, 20)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_a_term_that_nearly_all_have_adds_to_what_is_found_and_brings_in_its_strongest() -> None:
    count = 4_000
    everywhere = array("I", range(count)), array("f", [1.0 + (number % 50) / 100 for number in range(count)])
    rare = array("I", [7, 1_234, 3_999]), array("f", [2.0, 2.0, 2.0])
    found = Postings({"x": everywhere, "y": rare}).best({"x": 0.1, "y": 1.0}, 10)
    expected = {number: 2.0 + 0.1 * everywhere[1][number] for number in rare[0]}
    assert dict(found[:3]) == pytest.approx(expected)
    assert [score for _, score in found[3:]] == pytest.approx([0.1 * 1.49] * 7)
