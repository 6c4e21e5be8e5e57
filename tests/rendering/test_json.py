"""One JSON object a turn."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge
from bot.rendering import json_
from tests.rendering.outcomes import ANSWER, CLARIFY, LACKING, NOTHING, THANKS, outcomes


def test_an_answer(knowledge: Knowledge) -> None:
    turn = json_.turn("7", "q?", ANSWER, knowledge)
    assert turn["facts"] == ["palu-balikpapan/x"]
    assert [one["id"] for one in turn["sources"]] == ["fokusborneo-2025-05-30", "info-nasional-2025-08-07"]
    assert turn["sources"][1]["published"] is None
    assert turn["sources"][1]["url"] is None
    assert (turn["status"], turn["entry"], turn["confidence"]) == ("answer", "palu-balikpapan", 0.9)
    assert turn["suggestions"] == list(ANSWER.suggestions)


def test_the_other_kinds(knowledge: Knowledge) -> None:
    turns = [json_.turn(1, "q", one, knowledge) for one in (CLARIFY, LACKING, NOTHING, THANKS)]
    assert [one["status"] for one in turns] == ["clarify", "unknown", "unknown", "smalltalk"]
    # Sources stand only where something is stated.
    assert [len(one["sources"]) for one in turns] == [0, 1, 0, 0]
    assert [one["entry"] for one in turns] == [None, "palu-balikpapan", None, None]
    assert turns[0]["suggestions"] == ["Palu and Balikpapan?", "Kaltim?"]


def test_a_line_is_one_line_that_can_be_written(knowledge: Knowledge) -> None:
    @settings(max_examples=60, deadline=None)
    @given(outcomes(knowledge), st.text(alphabet=st.characters()))
    def holds(outcome: object, question: str) -> None:
        line = json_.line(json_.turn("1", question, outcome, knowledge))  # type: ignore[arg-type]
        assert "\n" not in line
        line.encode("utf-8")
        assert 0 <= json.loads(line)["confidence"] <= 1

    holds()
