"""What links into the bot's own chat carry."""

from __future__ import annotations

import re

import pytest

from bot.rendering.links import linked_question, question_link


@pytest.mark.parametrize("question", ["siapa presiden uzbekistan?", "kapan ya… é 😀", "a", "x" * 46])
def test_a_question_comes_back_from_its_link(question: str) -> None:
    carried = question_link(f" {question} ")
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", carried)
    assert linked_question(carried) == question


def test_a_long_question_is_left_for_the_person_to_write() -> None:
    carried = question_link("x" * 47)
    assert carried == "q_"
    assert linked_question(carried) == ""


@pytest.mark.parametrize("carried", ["q_!", "q_A", "q_/w", "q_é"])
def test_a_broken_link_asks_nothing(carried: str) -> None:
    assert linked_question(carried) == ""


@pytest.mark.parametrize("carried", ["", "palu-balikpapan", "q", "Q_YQ"])
def test_other_links_carry_no_question(carried: str) -> None:
    assert linked_question(carried) is None
