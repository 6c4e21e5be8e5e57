"""Problems as lines for whoever reads them: a person, a program, or GitHub, which shows each beside its line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from bot.knowledge.problems import Problem

FORMATS = ("text", "json", "github")


def report(problems: Iterable[Problem], summary: str, form: str, folder: Path) -> Iterator[str]:
    """Yield the lines of a report; `folder` is what the problems' files lie in, as GitHub names it."""
    problems = list(problems)
    if form == "json":
        counts = {kind: sum(problem.severity == kind for problem in problems) for kind in ("error", "warning")}
        members = {"errors": counts["error"], "warnings": counts["warning"], "summary": summary}
        yield json.dumps({**members, "problems": [asdict(problem) for problem in problems]}, ensure_ascii=False)
        return
    for problem in problems:
        yield _command(problem, folder) if form == "github" else str(problem)
    if problems:
        yield _counted(problems)
    if summary:
        yield summary


def _counted(problems: list[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    return f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"


def _command(problem: Problem, folder: Path) -> str:
    """Return a workflow command of GitHub Actions; a line break or comma must not end or split it."""
    file = _property((folder / problem.file).as_posix())
    message = _data(f"{problem.id}: {problem.message}")
    return f"::{problem.severity} file={file},line={problem.line},title={_property(problem.id)}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
