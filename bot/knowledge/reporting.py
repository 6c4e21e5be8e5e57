"""Problems as lines for whoever reads them: a person, a program, or GitHub, which shows each beside its line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.knowledge.problems import Problem
from bot.phrases.table import phrase

FORMATS = ("text", "json", "github")


def report(problems: Iterable[Problem], summary: str, form: str, folder: Path, language: str = "en") -> Iterator[str]:
    """Yield the lines of a report; `folder` is what the problems' files lie in, as GitHub names it."""
    problems = list(problems)
    if form == "json":
        counts = {kind: sum(problem.severity == kind for problem in problems) for kind in ("error", "warning")}
        members = {"errors": counts["error"], "warnings": counts["warning"], "summary": summary}
        found = [_object(problem, language) for problem in problems]
        yield json.dumps({**members, "problems": found}, ensure_ascii=False)
        return
    for problem in problems:
        yield _command(problem, folder, language) if form == "github" else problem.said(language)
    if problems:
        yield _counted(problems, language)
    if summary:
        yield summary


def _counted(problems: list[Problem], language: str) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    return phrase(
        language,
        "check.total",
        errors=phrase(language, "check.total.error" if errors == 1 else "check.total.errors", count=errors),
        warnings=phrase(language, "check.total.warning" if warnings == 1 else "check.total.warnings", count=warnings),
    )


def _object(problem: Problem, language: str) -> dict[str, str | int]:
    """Return a problem for a program, which goes by the rule and shows the message."""
    return {
        "file": problem.file,
        "line": problem.line,
        "id": problem.id,
        "rule": problem.complaint.rule,
        "message": problem.complaint.said(language),
        "severity": problem.severity,
    }


def _command(problem: Problem, folder: Path, language: str) -> str:
    """Return a workflow command of GitHub Actions; a line break or comma must not end or split it."""
    file = _property((folder / problem.file).as_posix())
    message = _data(f"{problem.id}: {problem.complaint.said(language)}")
    return f"::{problem.severity} file={file},line={problem.line},title={_property(problem.id)}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
