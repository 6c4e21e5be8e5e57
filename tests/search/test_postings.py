"""The best documents are found without looking at all, and are the same as if all were looked at."""

from __future__ import annotations

import random
from array import array

import pytest

from bot.search import postings
from bot.search.postings import Postings


def made(lists: dict[str, dict[int, float]]) -> Postings:
    return Postings({t: (array("I", sorted(d)), array("f", [d[n] for n in sorted(d)])) for t, d in lists.items()})


def plainly(lists: dict[str, dict[int, float]], weights: dict[str, float], count: int) -> dict[int, float]:
    scores: dict[int, float] = {}
    for term, weight in weights.items():
        for number, impact in lists.get(term, {}).items():
            scores[number] = scores.get(number, 0.0) + weight * impact
    return {n: scores[n] for n in sorted(scores, key=lambda n: (-scores[n], n))[:count]}


def test_best_first_and_ties_by_position() -> None:
    found = made({"a": {0: 1.0, 1: 1.0, 2: 2.0}}).best({"a": 1.0, "unknown": 5.0}, 3)
    assert [number for number, _ in found] == [2, 0, 1]


def test_nothing_wanted_or_known() -> None:
    assert made({"a": {0: 1.0}}).best({}, 3) == []
    assert made({"a": {0: 1.0}}).best({"b": 1.0}, 3) == []
    assert list(made({}).documents("a")) == []


def test_looking_common_words_up_changes_next_to_nothing_among_the_best() -> None:
    rng = random.Random(3)
    size = 4 * postings.LONG
    lists = {"name": {n: 1 + rng.random() for n in rng.sample(range(size), 30)}}
    for term in ("common", "usual", "plain"):
        lists[term] = {n: 1 + rng.random() for n in range(size) if rng.random() < 0.8}
    weights = {"name": 7.0, "common": 0.4, "usual": 0.3, "plain": 0.2}
    found = made(lists).best(weights, 20)
    plain = plainly(lists, weights, 30)
    assert dict(found) == pytest.approx({number: plain[number] for number, _ in found}, abs=0.01)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert [score for _, score in found] == pytest.approx(list(plain.values())[:20], abs=0.01)


def test_a_term_that_nearly_all_have_adds_to_what_is_found_and_brings_in_its_strongest() -> None:
    count = 4_000
    everywhere = array("I", range(count)), array("f", [1.0 + (number % 50) / 100 for number in range(count)])
    rare = array("I", [7, 1_234, 3_999]), array("f", [2.0, 2.0, 2.0])
    found = Postings({"x": everywhere, "y": rare}).best({"x": 1.0, "y": 1.0}, 10)
    expected = {number: 2.0 + everywhere[1][number] for number in rare[0]}
    assert dict(found[:3]) == pytest.approx(expected, abs=0.01)
    assert [score for _, score in found[3:]] == pytest.approx([1.49] * 7, abs=0.01)


def test_of_terms_that_very_many_have_those_count_that_have_them_together() -> None:
    rng = random.Random(5)
    size = 8 * postings.LONG
    together = set(rng.sample(range(size), 40))
    lists = {"alone": {5: 1.0}}
    for term in ("city", "matter"):
        others = {n for n in range(size) if rng.random() < 0.3}
        lists[term] = dict.fromkeys(others | together, 1.0)
    both = lists["city"].keys() & lists["matter"].keys()
    found = made(lists).best({"city": 2.0, "matter": 1.0, "alone": 0.1}, 20)
    assert len(found) == 20
    assert all(number in both for number, _ in found)


def test_few_that_have_another_common_term_too_are_not_lost_among_many() -> None:
    size = 8 * postings.LONG
    lists = {
        "city": dict.fromkeys(range(0, size, 2), 1.0),
        "matter": dict.fromkeys([*range(1, size, 2), 4, 44, 444], 1.0),
    }
    assert [n for n, _ in made(lists).best({"city": 1.0, "matter": 1.0}, 10)][:3] == [4, 44, 444]


def test_what_is_far_behind_the_best_can_be_left_out() -> None:
    found = made({"a": {0: 1.0, 1: 0.5, 2: 0.1}, "b": {3: 1.0}}).best({"a": 1.0, "b": 0.05}, 10, share=0.4)
    assert [number for number, _ in found] == [0, 1]
