"""Every rule has its words in both languages, with the values that the code gives it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date

import pytest

from bot.knowledge.complaints import OWN
from bot.knowledge.problems import Problem, complaint, did_you_mean
from bot.phrases.table import TABLES
from tests.conftest import ROOT
from tests.test_phrases import placeholders

FRAME = ("check.at.", "check.total", "check.counts")
"""What is around the complaints: addresses and sums."""
PLACES = ("bot/knowledge", "bot/curating", "bot/handlers")
TREES = {
    str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8"))
    for place in PLACES
    for file in sorted((ROOT / place).rglob("*.py"))
}
RULES = sorted(
    key.removeprefix("check.") for key in TABLES["en"] if key.startswith("check.") and not key.startswith(FRAME)
)
SAME = {"wrong_shape", "wrong_type"}
"""Rules that say nothing but their values."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every place where the code complains."""
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "complaint":
                yield f"{file}:{node.lineno}", node


def named(node: ast.expr) -> list[str]:
    """The rules that the first argument of a complaint can be; none where it comes from elsewhere."""
    if isinstance(node, ast.IfExp):
        return named(node.body) + named(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_every_complaint_has_its_words_and_values() -> None:
    wrong = []
    for place, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        wrong += [
            (place, rule)
            for rule in named(call.args[0])
            if rule not in RULES or placeholders(TABLES["en"][f"check.{rule}"]) != given
        ]
    assert wrong == []


def test_every_rule_is_used() -> None:
    strings = {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [rule for rule in RULES if rule not in strings] == []
    assert set(RULES) >= OWN


@pytest.mark.parametrize("rule", RULES)
def test_both_languages_have_words_of_their_own(rule: str) -> None:
    indonesian, english = (TABLES[language][f"check.{rule}"] for language in ("id", "en"))
    assert placeholders(indonesian) == placeholders(english)
    assert (indonesian != english) == (rule not in SAME)


def test_parts_are_said_in_the_language_of_the_whole() -> None:
    said = complaint("unknown_field", field="`naem`", guess=did_you_mean("naem", ["name"]))
    assert said.said("en") == "unknown field `naem`; did you mean `name`?"
    assert said.said("id") == "isian `naem` tidak dikenal; maksudnya `name`?"
    day = complaint("weekday_wrong", written="`Kamis, 30 Mei 2025`", day=date(2025, 5, 30))
    assert "Friday, 30 May 2025" in day.said("en")
    assert "Jumat, 30 Mei 2025" in day.said("id")
    only = tuple(complaint("part.only", code=code, values=f"`{code}`") for code in ("id", "en"))
    assert (
        complaint("names_differ", only=only).said("id").endswith("hanya id yang memuat `id`; hanya en yang memuat `en`")
    )


def test_problems_sort_by_their_place_whatever_they_are_about() -> None:
    later, first = (
        Problem("a.yaml", line, "x", complaint("weekday_wrong", written="x", day=date(2025, 5, 30))) for line in (9, 2)
    )
    same = Problem("a.yaml", 2, "x", complaint("yaml_depth", most=20))
    assert sorted([later, same, first]) == [same, first, later]
