"""The rules of judging, each with its example."""

from __future__ import annotations

from typing import Any

import pytest

from tests.grading import Verdict, article_numbers, grade, holds

CASE: dict[str, Any] = {
    "kind": "fact",
    "articles": ["000"],
    "must": [["Hadianto"], ["2025", "dua ribu"]],
    "must_not": [],
}
GOOD = "Hadianto Rasyid, 30 Mei 2025."
PALU = ["fokusborneo-2025-05-30"]


@pytest.mark.parametrize(
    ("text", "alternative", "there"),
    [
        ("Ma'ud", "maʼud", False),
        ("Mas’ud", "Mas'ud", True),
        ("dipasok 95 persen", "95", True),
        ("tahun 1995", "95", False),
        ("pukul 950", "95", False),
        ("95%", "95%", True),
        ("30-5-2025", "30/5/2025", True),
        ("pertanian", "tani", False),
        ("bertani", "tani", False),
        ("tanikah", "tani", True),
        ("mengekspor", "ekspor", True),
        ("MENGEKSPOR", "ekspor", True),
        ("Ｐａｌｕ", "palu", True),
        ("12 januari", "2 januari", False),
        ("palu  dan\nbpp", "Palu dan BPP", True),
    ],
)
def test_what_stands_in_a_text(text: str, alternative: str, there: bool) -> None:
    assert holds(text, ["something else", alternative]) is there


@pytest.mark.parametrize(
    ("changes", "status", "text", "sources", "verdict"),
    [
        ({}, "answer", GOOD, PALU, "right"),
        ({}, "answer", GOOD, [{"id": "fokusborneo-2025-05-30"}], "right"),
        ({}, "answer", GOOD, ["000"], "right"),
        ({}, "answer", GOOD, [], "wrong"),
        ({}, "answer", GOOD, ["prokal-2025-08-28"], "wrong"),
        ({}, "answer", "Hadianto Rasyid.", PALU, "wrong"),
        ({"must_not": ["30 mei"]}, "answer", GOOD, PALU, "wrong"),
        ({"must_not": [" "]}, "answer", GOOD, PALU, "right"),
        ({"articles": []}, "answer", GOOD, [], "right"),
        ({}, "clarify", GOOD, PALU, "missed"),
        ({}, "unknown", GOOD, PALU, "missed"),
        ({"kind": "ambiguous"}, "clarify", GOOD, [], "right"),
        ({"kind": "ambiguous"}, "answer", GOOD, [], "right"),
        ({"kind": "ambiguous"}, "answer", "", [], "wrong"),
        ({"kind": "ambiguous"}, "clarify", "", [], "missed"),
        ({"kind": "unanswerable"}, "unknown", "", [], "right"),
        ({"kind": "unanswerable"}, "clarify", "", [], "missed"),
        ({"kind": "offtopic"}, "smalltalk", "", [], "right"),
        ({"kind": "offtopic"}, "answer", "", [], "wrong"),
        ({"kind": "offtopic", "must_not": ["2025"]}, "unknown", GOOD, [], "wrong"),
        ({"kind": "chitchat"}, "clarify", "", [], "right"),
        ({"kind": "chitchat"}, "answer", "", [], "wrong"),
        ({"kind": "injection", "must_not": ["2025"]}, "smalltalk", GOOD, [], "wrong"),
    ],
)
def test_verdicts(changes: dict[str, Any], status: str, text: str, sources: list[Any], verdict: Verdict) -> None:
    assert grade(CASE | changes, {"status": status, "text": text, "sources": sources}) == verdict


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind 'riddle'"):
        grade(CASE | {"kind": "riddle"}, {"status": "answer"})


def test_the_founding_articles_are_numbered() -> None:
    assert sorted(article_numbers().values()) == ["000", "001", "002", "003", "004"]
    assert article_numbers()["fokusborneo-2025-05-30"] == "000"
