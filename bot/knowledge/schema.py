"""Writes the JSON Schema of every kind of file, from which an editor completes fields and marks mistakes.

Run `python -m bot.knowledge.schema` after a change of the model; a test holds the written copies to it.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.knowledge import model

FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return file name -> schema, one for each table, for the vocabulary and for a cooperation."""
    kinds: dict[str, Any] = {name.removesuffix(".yaml"): list[record] for name, (_, record) in model.TABLES.items()}  # type: ignore[valid-type]
    kinds |= {"vocabulary": model.Vocabulary, "cooperation": model.Cooperation, "questions": list[model.Golden]}
    documents = field_documents()
    return {f"{name}.schema.json": _schema(kind, name, documents) for name, kind in kinds.items()}


def field_documents() -> dict[str, dict[str, str]]:
    """Return record -> field -> the string under the field in model.py."""
    documents: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(model)).body:
        if isinstance(node, ast.ClassDef):
            fields = documents.setdefault(node.name, {})
            for before, after in zip(node.body, node.body[1:], strict=False):
                text = _text(after)
                if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and text is not None:
                    fields[before.target.id] = inspect.cleandoc(text)
    return documents


def _text(node: ast.stmt) -> str | None:
    value = node.value if isinstance(node, ast.Expr) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _schema(kind: Any, name: str, documents: dict[str, dict[str, str]]) -> dict[str, Any]:
    schema = TypeAdapter(kind).json_schema()
    for record, definition in [*schema.get("$defs", {}).items(), (schema.get("title", ""), schema)]:
        for field, document in documents.get(record, {}).items():
            definition["properties"][field]["description"] = document
    return {"$schema": DIALECT, "title": name, **{key: value for key, value in schema.items() if key != "title"}}


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as it is written to its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path = FOLDER) -> list[Path]:
    """Write all schemas into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas().items():
        paths.append(folder / name)
        paths[-1].write_text(as_text(schema), encoding="utf-8")
    return paths


if __name__ == "__main__":
    for path in write():
        sys.stdout.write(f"{path}\n")
