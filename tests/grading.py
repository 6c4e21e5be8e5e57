"""Judging an answer to a question of tests/questions: right, wrong or missed.

A case is one JSON object a line: `turns` (one conversation, its last turn is judged), `kind`, `must` (groups of
alternatives, one of each group has to stand in the answer), `must_not`, and `articles` (numbers of founding articles,
one of which has to be cited). An answer has `status`, `text` and `sources`, as `simpul ask --json` writes them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from tests.conftest import ROOT

Verdict = Literal["right", "wrong", "missed"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "missed")

TELLING = frozenset({"compare", "conflict", "fact", "followup", "list", "relation", "summary", "why"})
"""Kinds of question that the records answer."""

NOT_COVERED = frozenset({"offtopic", "unanswerable"})
"""Kinds of question that only a refusal is right for."""

BESIDE_THE_POINT = frozenset({"chitchat", "injection"})
"""Kinds of message that must never get an answer as if they were a question."""

SHORT = 5
"""Up to this many characters an alternative has to begin a word, so that "95" is not found in "1995"."""


def cases(file: Path) -> list[dict[str, Any]]:
    """Return the cases of a file in their order."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def grade(case: Mapping[str, Any], answer: Mapping[str, Any]) -> Verdict:
    """Return the verdict: `wrong` claims something and is not right, `missed` does not tell what there is to tell."""
    kind, status, text = case["kind"], answer.get("status"), answer.get("text", "")
    complete = all(holds(text, group) for group in case.get("must", ()))
    banned = holds(text, (phrase for phrase in case.get("must_not", ()) if phrase.strip()))
    if kind in TELLING:
        if status != "answer":
            return "missed"
        return "right" if complete and not banned and _cites(answer, case["articles"]) else "wrong"
    if kind == "ambiguous":
        if complete and status in ("answer", "clarify"):
            return "right"
        return "wrong" if status == "answer" else "missed"
    if kind in NOT_COVERED:
        if banned or status == "answer":
            return "wrong"
        return "right" if status in ("unknown", "smalltalk") else "missed"
    if kind in BESIDE_THE_POINT:
        return "right" if not banned and status in ("smalltalk", "unknown", "clarify") else "wrong"
    raise ValueError(f"{case.get('id')}: there is no kind {kind!r}")


def holds(text: str, alternatives: Iterable[str]) -> bool:
    """Return whether any of the alternatives stands in the text; case and punctuation do not count."""
    within = folded(text)
    return any(re.search(_pattern(alternative), within) for alternative in alternatives)


def folded(text: str) -> str:
    """Return the words of a text, lower-case, with one space around each."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = re.sub(r"[^\w%]", " ", plain).split()
    return f" {' '.join(words)} "


@cache
def _pattern(alternative: str) -> str:
    words = folded(alternative).strip()
    pattern = re.escape(words)
    # A long alternative may be a stem and stand inside a word. Its spaces count twice: they are escaped.
    if len(pattern) > SHORT and not words[0].isdigit():
        return pattern
    return rf"(?<!\w){pattern}(?!\w)" if words[-1].isdigit() else rf"(?<!\w){pattern}"


def _cites(answer: Mapping[str, Any], articles: Iterable[str]) -> bool:
    wanted = set(articles)
    ids = [source if isinstance(source, str) else source.get("id", "") for source in answer.get("sources", ())]
    return not wanted or bool(wanted & {article_numbers().get(id_, id_) for id_ in ids})


@cache
def article_numbers() -> Mapping[str, str]:
    """Return the number of each founding article by the id of its source."""
    records = yaml.safe_load((ROOT / "knowledge" / "sources.yaml").read_text(encoding="utf-8"))
    return {one["id"]: one["article"][:3] for one in records if "article" in one}
