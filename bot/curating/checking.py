"""All that `simpul check` runs: the rules, then every question through the engine where the knowledge can be used."""

from __future__ import annotations

from pathlib import Path

from bot.answering.engine import Engine
from bot.curating import golden, selfcheck
from bot.knowledge.check import counted, examine
from bot.knowledge.problems import Problem


def run(folder: Path, articles: Path | None = None, language: str = "en") -> tuple[list[Problem], str]:
    """Return all problems in the order of files and lines, and a line that counts what was checked.

    The line is empty where there is an error; warnings alone leave it. Where a rule is broken nothing is asked.
    """
    loaded, problems = examine(folder, articles)
    if loaded is None or any(problem.severity == "error" for problem in problems):
        return problems, ""
    engine = Engine(loaded.knowledge())
    problems += selfcheck.problems(loaded, selfcheck.run(engine))
    problems += golden.problems(loaded, golden.run(engine))
    failed = any(problem.severity == "error" for problem in problems)
    return sorted(problems), "" if failed else counted(loaded, language, with_articles=articles is not None)
