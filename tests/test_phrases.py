"""The tables of phrases against each other and against the code."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from types import ModuleType

import pytest

from bot.phrases import english, indonesian
from bot.phrases.table import TABLES, phrase
from tests.conftest import ROOT

FILES = [file for file in sorted((ROOT / "bot").rglob("*.py")) if "phrases" not in file.parts]
KEYS = sorted(TABLES["id"])


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_both_tables_have_the_same_keys() -> None:
    assert set(TABLES["id"]) == set(TABLES["en"])


@pytest.mark.parametrize("language", [indonesian, english])
def test_no_key_stands_in_two_areas(language: ModuleType) -> None:
    assert len(language.PHRASES) == sum(len(area) for area in language.AREAS)


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_say_the_same(key: str) -> None:
    assert placeholders(TABLES["id"][key]) == placeholders(TABLES["en"][key])
    assert all(table[key].strip() for table in TABLES.values())


def test_values_are_filled_in_once() -> None:
    assert phrase("en", "ui.note", text="{x} <b>") == "Note: {x} <b>"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        phrase("id", "no.such.key")


def patterns(node: ast.AST) -> Iterator[str]:
    """The keys that an expression can stand for, as regular expressions: what it leaves open is `.+`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        values = [re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in node.values]
        yield "".join(values)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from (a + b for a in patterns(node.left) for b in patterns(node.right))
    else:
        yield ".+"


def literal_keys() -> Iterator[tuple[str, str]]:
    """Every key that stands as a plain text in a call of `phrase`, with its place."""
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "phrase" and len(node.args) > 1:
                texts = [node.args[1]]
                if isinstance(texts[0], ast.IfExp):
                    texts = [texts[0].body, texts[0].orelse]
                for text in texts:
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield f"{file.relative_to(ROOT)}:{node.lineno}", text.value


def test_every_key_in_the_code_exists() -> None:
    missing = [(place, key) for place, key in literal_keys() if key not in TABLES["id"]]
    assert not missing


def test_every_key_is_used() -> None:
    used: set[str] = set()
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
                # Only what begins like a key: a pattern that is all open would fit anything.
                used |= {p for p in patterns(node) if re.match(r"[a-z]{2,}(\\\.|$)", p)}
    matcher = re.compile("|".join(sorted(used)))
    assert [key for key in KEYS if not matcher.fullmatch(key)] == []
