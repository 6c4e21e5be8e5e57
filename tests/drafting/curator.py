"""What a curator does with a draft: puts its records where they belong, in a copy of the knowledge."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.drafting.drafting import Draft

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ARTICLES = HERE / "articles"
FOUNDING = ROOT.parent / "shared" / "articles"
"""The texts of the founding articles, where they are at hand; they are no part of the project."""


def gold() -> dict[str, dict[str, Any]]:
    """Return half -> article -> what a reader finds in it."""
    marks: dict[str, dict[str, Any]] = yaml.safe_load((ARTICLES / "gold.yaml").read_text(encoding="utf-8"))
    return marks


def own_articles() -> list[tuple[str, Mapping[str, Any]]]:
    """Return the articles that are part of the project, with their marks."""
    return [pair for half in ("seen", "unseen") for pair in gold()[half].items()]


def copy_of_knowledge(folder: Path) -> Path:
    """Return a copy of the real knowledge that a test may change."""
    return Path(shutil.copytree(ROOT / "knowledge", folder / "knowledge"))


def put_in(draft: Draft, knowledge: Path) -> Path:
    """Put a draft's records where they belong, and return its file."""
    for name, rows in draft.additions.items():
        file = knowledge / name
        file.write_text(with_rows(file.read_text(encoding="utf-8"), rows), encoding="utf-8")
    file = knowledge / "cooperations" / f"{draft.id}.yaml"
    assert not file.exists()
    file.write_text(draft.yaml, encoding="utf-8")
    return file


def with_rows(table: str, rows: str) -> str:
    """Return a table's text with records put in where the order of the ids wants them."""
    head, *records = re.split(r"(?m)^(?=- )", table)
    records += [one for one in re.split(r"(?m)^(?=- )", rows) if one]
    return head + "".join(sorted(records, key=lambda one: yaml.safe_load(one)[0]["id"]))
