"""What `simpul check` runs: every rule over the knowledge, and over the articles where they are at hand."""

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
    if not folder.is_dir():
        return [Problem(folder.name, 1, folder.name, f"there is no folder {folder}")], ""
    loaded, problems = read_folder(folder)
    problems += rules.check(loaded)
    if articles is not None:
        if articles.is_dir():
            problems += check_articles(loaded, articles)
        else:
            problems.append(Problem(articles.name, 1, articles.name, f"there is no folder {articles}"))
    if any(problem.severity == "error" for problem in problems):
        return sorted(problems), ""
    return sorted(problems), _counts(loaded, articles is not None)


def _counts(loaded: Loaded, with_articles: bool) -> str:
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
    if with_articles:
        counts["articles compared"] = sum(row.record.article is not None for row in loaded.sources)
    return ", ".join(f"{count} {what}" for what, count in counts.items()) + f"; version {loaded.version}"
