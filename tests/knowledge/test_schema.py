"""The committed schemas are those of the model, and every file points to its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.knowledge import model
from bot.knowledge.schema import FOLDER, as_text, field_documents, schemas, write
from tests.knowledge.sample import KNOWLEDGE


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_committed_copy_is_that_of_the_model(name: str) -> None:
    committed = (FOLDER / name).read_text(encoding="utf-8")
    assert committed == as_text(schemas()[name]), "run: python -m bot.knowledge.schema"


def test_there_is_no_other_schema() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(schemas())


@pytest.mark.parametrize("path", sorted(KNOWLEDGE.glob("*.yaml")), ids=lambda path: path.name)
def test_tables_point_to_their_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=schema/{path.stem}.schema.json"
    assert (FOLDER / f"{path.stem}.schema.json").is_file()


@pytest.mark.parametrize("path", sorted(KNOWLEDGE.glob("cooperations/*.yaml")), ids=lambda path: path.name)
def test_cooperations_point_to_their_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schema/cooperation.schema.json"


def test_an_editor_is_told_what_it_needs() -> None:
    schema = schemas()["cooperation.schema.json"]
    assert schema["additionalProperties"] is False
    assert "facts" in schema["required"]
    assert schema["properties"]["summary"]["description"].startswith("Three or four sentences")
    assert schema["$defs"]["Fact"]["properties"]["planned"]["description"].startswith("True where")
    assert "KSDD" in schema["$defs"]["Category"]["enum"]
    assert schemas()["sources.schema.json"]["type"] == "array"


def test_every_string_under_a_field_is_found() -> None:
    documents = field_documents()
    assert documents["Citation"]["evidence"].startswith("Names, numbers or dates")
    for record, fields in documents.items():
        assert set(fields) <= set(getattr(model, record).model_fields)


def test_written_as_text(tmp_path: Path) -> None:
    paths = write(tmp_path / "schema")
    assert sorted(path.name for path in paths) == sorted(schemas())
    assert all(json.loads(path.read_text())["$schema"] for path in paths)
