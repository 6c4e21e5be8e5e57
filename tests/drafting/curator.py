"""What a curator does with a draft: puts its records where they belong, in a copy of the knowledge."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.drafting.drafting import Draft
from bot.drafting.merging import put_into

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
    return put_into(draft, knowledge, knowledge)[0]
