"""Holds the records against the articles' texts: the evidence is there, and no sentence was copied.

The texts are other people's work and are not part of the project, so this runs only where somebody has them at hand.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.knowledge import lines
from bot.knowledge.loaded import Loaded, Row
from bot.knowledge.model import Bilingual, Cooperation, Discrepancy, Fact, Source
from bot.knowledge.problems import Complaint, Problem, complaint, shown
from bot.text.folding import fold

MAX_BYTES = 4 * 1024 * 1024
COPIED_WORDS = 8
"""A run of so many words that stands in an article as well is copied; names, offices and dates make shorter ones."""


def check_articles(loaded: Loaded, folder: Path) -> list[Problem]:
    """Return what is wrong between the records and the texts in a folder; sources without a text are passed over."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for row in loaded.sources:
        if row.record.article is not None:
            text, wrong = _read(folder, row.record)
            if wrong is not None:
                problems.append(loaded.problem(row, ("article",), wrong))
            if text:
                texts[row.record.id] = fold(text)
    problems += _missing_evidence(loaded, texts)
    problems += _copied(loaded, texts)
    return problems


def _read(folder: Path, source: Source) -> tuple[str, Complaint | None]:
    """Return an article's text, and what is wrong with its file; either may be missing."""
    name = source.article or ""
    if os.path.basename(name) != name or name in ("", ".", ".."):
        return "", complaint("article_name", name=shown(name))
    path = folder / name
    if not path.is_file():
        return "", complaint("no_article", name=shown(name), folder=str(folder))
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        return "", complaint("article_unreadable", name=shown(name), error=error.strerror or str(error))
    if len(content) > MAX_BYTES:
        return "", complaint("article_too_large", name=shown(name))
    digest = hashlib.sha256(content).hexdigest()
    wrong = None if digest == source.sha256 else complaint("article_edited", name=shown(name), digest=digest)
    try:
        return content.decode("utf-8"), wrong
    except UnicodeDecodeError:
        return "", complaint("article_encoding", name=shown(name))


def _missing_evidence(loaded: Loaded, texts: dict[str, str]) -> Iterator[Problem]:
    for row, path, citation in loaded.citations:
        text = texts.get(citation.source)
        for index, phrase in enumerate(citation.evidence):
            if text is not None and f" {fold(phrase)} " not in f" {text} ":
                said = complaint("evidence_not_found", evidence=shown(phrase), source=shown(citation.source))
                yield loaded.problem(row, (*path, "evidence", index), said)


def _copied(loaded: Loaded, texts: dict[str, str]) -> Iterator[Problem]:
    runs: dict[tuple[str, ...], str] = {}
    for source, text in texts.items():
        words = text.split()
        for start in range(len(words) - COPIED_WORDS + 1):
            runs.setdefault(tuple(words[start : start + COPIED_WORDS]), source)
    for row, path, value in _own_words(loaded):
        found = _longest_run(fold(value).split(), runs)
        if found:
            words, source = found
            said = complaint("copied", count=len(words), source=shown(source), words=repr(" ".join(words)))
            yield loaded.problem(row, path, said)


def _longest_run(words: list[str], runs: dict[tuple[str, ...], str]) -> tuple[list[str], str] | None:
    best: tuple[list[str], str] | None = None
    start = 0
    while start <= len(words) - COPIED_WORDS:
        source = runs.get(tuple(words[start : start + COPIED_WORDS]))
        end = start + COPIED_WORDS
        if source is not None:
            while end < len(words) and tuple(words[end - COPIED_WORDS + 1 : end + 1]) in runs:
                end += 1
            if best is None or end - start > len(best[0]):
                best = words[start:end], source
        start = end - COPIED_WORDS + 1
    return best


def _own_words(loaded: Loaded) -> Iterator[tuple[Row[Any], lines.Path, str]]:
    """Yield every text that must be the project's own; readings and notes quote, names are what they are."""
    for row, path, part in loaded.parts:
        texts: list[tuple[lines.Path, Bilingual]] = []
        if isinstance(part, Cooperation):
            texts = [(("summary",), part.summary)]
        elif isinstance(part, Fact):
            texts = [(("text",), part.text), *((("items", index), item) for index, item in enumerate(part.items))]
        elif isinstance(part, Discrepancy):
            texts = [(("held",), part.held), (("why",), part.why)]
        for place, text in texts:
            for language in ("id", "en"):
                yield row, (*path, *place, language), text[language]
