"""Every rule over the knowledge, and over the articles where they are at hand; `bot.curating` asks it besides."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge import rules
from bot.knowledge.articles import check_articles
from bot.knowledge.counting import counts
from bot.knowledge.loaded import Loaded
from bot.knowledge.loading import read_folder
from bot.knowledge.problems import Problem, complaint
from bot.knowledge.rules_texts import asked
from bot.phrases.table import phrase


def run(folder: Path, articles: Path | None = None, language: str = "en") -> tuple[list[Problem], str]:
    """Return all problems in the order of files and lines, and a line that counts what was checked.

    The line is empty where there is an error; warnings alone leave it.
    """
    loaded, problems = examine(folder, articles)
    if loaded is None or any(problem.severity == "error" for problem in problems):
        return problems, ""
    return problems, counted(loaded, language, with_articles=articles is not None)


def examine(folder: Path, articles: Path | None = None) -> tuple[Loaded | None, list[Problem]]:
    """Return what was loaded, None where there is no folder, and all problems in the order of files and lines."""
    if not folder.is_dir():
        return None, [Problem(folder.name, 1, folder.name, complaint("no_folder", folder=str(folder)))]
    loaded, problems = read_folder(folder)
    problems += rules.check(loaded)
    if articles is not None:
        if articles.is_dir():
            problems += check_articles(loaded, articles)
        else:
            said = complaint("no_folder", folder=str(articles))
            problems.append(Problem(articles.name, 1, articles.name, said))
    if not any(problem.severity == "error" for problem in problems):
        # What is broken reads wrongly as well; the editor comes when the record is whole.
        problems += rules.edit(loaded)
    return loaded, sorted(problems)


def counted(loaded: Loaded, language: str, *, with_articles: bool) -> str:
    """Return the line that counts what was checked."""
    golden = phrase(language, "check.counts.golden", count=len(loaded.golden)) if loaded.golden else ""
    compared = sum(row.record.article is not None for row in loaded.sources)
    return phrase(
        language,
        "check.counts",
        **counts(loaded.knowledge()),
        questions=sum(len(list(questions)) for row in loaded.cooperations for _, questions in asked(row.record)),
        golden=golden,
        articles=phrase(language, "check.counts.articles", count=compared) if with_articles else "",
        version=loaded.version,
    )
