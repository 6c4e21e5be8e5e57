"""Every rule over the knowledge, and over the articles where they are at hand; `bot.curating` asks it besides."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge import rules
from bot.knowledge.articles import check_articles
from bot.knowledge.loaded import Loaded
from bot.knowledge.loading import read_folder
from bot.knowledge.problems import Problem
from bot.knowledge.rules_texts import asked


def run(folder: Path, articles: Path | None = None) -> tuple[list[Problem], str]:
    """Return all problems in the order of files and lines, and a line that counts what was checked.

    The line is empty where there is an error; warnings alone leave it.
    """
    loaded, problems = examine(folder, articles)
    if loaded is None or any(problem.severity == "error" for problem in problems):
        return problems, ""
    return problems, counted(loaded, articles is not None)


def examine(folder: Path, articles: Path | None = None) -> tuple[Loaded | None, list[Problem]]:
    """Return what was loaded, None where there is no folder, and all problems in the order of files and lines."""
    if not folder.is_dir():
        return None, [Problem(folder.name, 1, folder.name, f"there is no folder {folder}")]
    loaded, problems = read_folder(folder)
    problems += rules.check(loaded)
    if articles is not None:
        if articles.is_dir():
            problems += check_articles(loaded, articles)
        else:
            problems.append(Problem(articles.name, 1, articles.name, f"there is no folder {articles}"))
    if not any(problem.severity == "error" for problem in problems):
        # What is broken reads wrongly as well; the editor comes when the record is whole.
        problems += rules.edit(loaded)
    return loaded, sorted(problems)


def counted(loaded: Loaded, with_articles: bool) -> str:
    """Return the line that counts what was checked."""
    cooperations = [row.record for row in loaded.cooperations]
    counts = {
        "cooperations": len(cooperations),
        "facts": sum(len(one.facts) for one in cooperations),
        "discrepancies": sum(len(one.discrepancies) for one in cooperations),
        "gaps": sum(len(one.gaps) for one in cooperations),
        "sources": len(loaded.sources),
        "people": len(loaded.people),
        "regions": len(loaded.regions),
        "ways to ask": sum(len(list(questions)) for one in cooperations for _, questions in asked(one)),
    }
    if loaded.golden:
        counts["golden questions"] = len(loaded.golden)
    if with_articles:
        counts["articles compared"] = sum(row.record.article is not None for row in loaded.sources)
    return ", ".join(f"{count} {what}" for what, count in counts.items()) + f"; version {loaded.version}"
