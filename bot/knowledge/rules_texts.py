"""Rules about evidence and questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.knowledge.lines import Path
from bot.knowledge.loaded import Loaded, Row, problem_at
from bot.knowledge.model import BilingualList, Cooperation
from bot.knowledge.problems import Problem, complaint, shown
from bot.text.folding import fold

MAX_EVIDENCE_WORDS = 8
TODO = "TODO"
"""What a draft writes where a text is still to be written by a person; nothing that holds it can be used."""

_TO_DO = re.compile(rf"\b{TODO}\b")


def nothing_is_left_to_write(loaded: Loaded) -> Iterator[Problem]:
    """No text still holds the mark that a draft leaves for its curator."""
    for file in loaded.files.holding(TODO.encode()):
        for path in _to_do(file.data):
            yield problem_at(file, path, complaint("to_do"))


def _to_do(value: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, str):
        if _TO_DO.search(value):
            yield path
        return
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        yield from _to_do(part, (*path, key))


def evidence_is_short(loaded: Loaded) -> Iterator[Problem]:
    """An evidence phrase has at most eight words, none of them only punctuation."""
    for row, path, citation in loaded.citations:
        for index, phrase in enumerate(citation.evidence):
            words = len(phrase.split())
            if words > MAX_EVIDENCE_WORDS:
                said = complaint("evidence_too_long", evidence=shown(phrase), words=words, most=MAX_EVIDENCE_WORDS)
                yield loaded.problem(row, (*path, "evidence", index), said)
            elif not fold(phrase):
                said = complaint("evidence_without_letters", evidence=shown(phrase))
                yield loaded.problem(row, (*path, "evidence", index), said)


def questions_are_asked_once(loaded: Loaded) -> Iterator[Problem]:
    """No question, compared without case and punctuation, belongs to two records."""
    first: dict[str, tuple[Row[Any], Path]] = {}
    for row in loaded.cooperations:
        for path, questions in asked(row.record):
            for language in ("id", "en"):
                for index, question in enumerate(questions[language]):
                    folded = fold(question)
                    place = (*path, "questions", language, index)
                    if not folded:
                        yield loaded.problem(
                            row, place, complaint("question_without_letters", question=shown(question))
                        )
                        continue
                    owner, owner_path = first.setdefault(folded, (row, path))
                    if owner is not row or owner_path != path:
                        file, line, id_ = loaded.place(owner, owner_path)
                        said = complaint("question_twice", question=shown(question), id=id_, file=file, line=line)
                        yield loaded.problem(row, place, said)


def facts_can_be_asked_in_both_languages(loaded: Loaded) -> Iterator[Problem]:
    """A fact or gap without a question in one language is hard to find in it; that is only a warning."""
    for row in loaded.cooperations:
        for path, questions in asked(row.record):
            for language, rule in (("id", "no_indonesian_question"), ("en", "no_english_question")):
                if not questions[language] and path[0] != "discrepancies":
                    yield loaded.problem(row, (*path, "questions"), complaint(rule), "warning")


def asked(cooperation: Cooperation) -> Iterator[tuple[Path, BilingualList]]:
    """Yield what can be asked for in a cooperation, with its ways to ask."""
    for index, fact in enumerate(cooperation.facts):
        yield ("facts", index), fact.questions
    for index, discrepancy in enumerate(cooperation.discrepancies):
        yield ("discrepancies", index), discrepancy.questions
    for index, gap in enumerate(cooperation.gaps):
        yield ("gaps", index), gap.questions
