"""What the curators' page says is true of the model."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

import pytest
import yaml

from bot.knowledge import kinds, model
from bot.knowledge.complaints import type_at
from bot.knowledge.files import GOLDEN, VOCABULARY
from bot.knowledge.problems import Problem, complaint
from bot.knowledge.rules_texts import MAX_EVIDENCE_WORDS
from tests.knowledge.sample import COOP, KNOWLEDGE

README = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
RECORDS: dict[str, type[model.Record]] = {
    name: value
    for name, value in vars(model).items()
    if isinstance(value, type) and issubclass(value, model.Record) and name not in ("Record", "Knowledge")
}


def _table(record: str) -> dict[str, tuple[bool, str]]:
    """Return field -> (whether it must be given, what the page says of it)."""
    section = re.search(rf"^### {record}\n(.*?)(?=^### |\Z)", README, re.MULTILINE | re.DOTALL)
    assert section, f"README.md has no section {record}"
    rows = re.findall(r"^\| `(\w+)` \| (yes)? ?\| (.*) \|$", section[1], re.MULTILINE)
    return {field: (bool(must), text) for field, must, text in rows}


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_every_field_of_every_record(record: str) -> None:
    fields = {name: field.is_required() for name, field in RECORDS[record].model_fields.items()}
    assert {name: must for name, (must, _) in _table(record).items()} == fields
    assert list(_table(record)) == list(fields), "the order is that of the model"


def test_no_section_is_left_over() -> None:
    assert sorted(re.findall(r"^### (\w+)$", README, re.MULTILINE)) == sorted(RECORDS)


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_closed_lists_are_complete(record: str) -> None:
    for field, (_, text) in _table(record).items():
        kind: Any = type_at(RECORDS[record], (field,))
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            assert re.findall(r"`(\w+)`", text) == [member.value for member in kind]
    if record == "Vocabulary":
        words = re.findall(r"`(\w+)`", _table(record)["question_words"][1])
        assert words == [member.value for member in kinds.QuestionKind]


def test_every_file_is_named() -> None:
    for name in (*model.TABLES, VOCABULARY, GOLDEN, "cooperations/*.yaml", "schema/"):
        assert f"| `{name}` |" in README


def test_the_example_is_good() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    fact = model.Fact.model_validate(yaml.load(example, Loader=yaml.CSafeLoader)["facts"][0])
    assert fact.id == "tanggal-kunjungan"


def test_numbers_and_forms_are_right() -> None:
    assert MAX_EVIDENCE_WORDS == 8
    assert "at most eight words each" in README
    assert ": warning: " in str(Problem(COOP, 1, "x", complaint("to_do"), "warning"))
    assert "simpul check --articles" in README
