"""A cooperation taken out of the files, with what only points at it."""

from __future__ import annotations

import pytest

from bot.knowledge.files import GOLDEN, Files, merged
from bot.knowledge.loading import read_files
from bot.knowledge.rules import check
from bot.knowledge.withdrawal import without_cooperation
from bot.knowledge.writing import raw
from tests.knowledge.sample import COOP, FILES, KNOWLEDGE
from tests.knowledge.test_files import REAL

SMALL = {name: content.encode() for name, content in FILES.items()}
PAREPARE = "cooperations/palu-parepare.yaml"
HOLD_OFFICES = {"parepare-balikpapan", "balikpapan-kazakhstan"}
"""Cooperations in whose discrepancies an office is disputed."""


def test_only_what_points_at_it_changes() -> None:
    overlay = without_cooperation(SMALL, "palu-parepare")
    assert set(overlay) == {PAREPARE, COOP}
    assert overlay[PAREPARE] is None
    before, after = raw(COOP, SMALL[COOP]), raw(COOP, overlay[COOP] or b"")
    assert after == before.model_copy(update={"related": ()})


def test_golden_questions_go_with_what_they_expect() -> None:
    files = {**SMALL, GOLDEN: SMALL[GOLDEN] + b"- {question: Di mana?, expects: palu-balikpapan}\n"}
    overlay = without_cooperation(files, "palu-balikpapan")
    assert [one.question for one in raw(GOLDEN, overlay[GOLDEN] or b"")] == ["Berapa nilainya?"]
    alone = {**SMALL, GOLDEN: b"- {question: Di mana?, expects: palu-balikpapan}\n"}
    assert without_cooperation(alone, "palu-balikpapan")[GOLDEN] is None


def test_there_must_be_one() -> None:
    for id_ in ("", "palu", "../regions", "palu-balikpapan.yaml"):
        with pytest.raises(KeyError):
            without_cooperation(SMALL, id_)


@pytest.mark.parametrize("id_", sorted(path.stem for path in (KNOWLEDGE / "cooperations").iterdir()))
def test_the_rest_of_the_real_knowledge_stands(id_: str) -> None:
    files: Files = dict(REAL)
    loaded, problems = read_files(merged(files, without_cooperation(files, id_)))
    rules = {one.complaint.rule for one in [*problems, *check(loaded)] if one.severity == "error"}
    assert rules == ({"no_discrepancy"} if id_ in HOLD_OFFICES else set())
