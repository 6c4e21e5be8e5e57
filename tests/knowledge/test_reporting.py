"""Problems as lines: for people, for programs, and for GitHub."""

from __future__ import annotations

import json
from pathlib import Path

from bot.knowledge.problems import Problem
from bot.knowledge.reporting import report

BAD = Problem("cooperations/a.yaml", 7, "a/b", "50% is wrong: x,\ny")
MINOR = Problem("people.yaml", 2, "c", "odd", "warning")
FOLDER = Path("knowledge")


def test_text() -> None:
    assert list(report([BAD, MINOR], "", "text", FOLDER)) == [
        "cooperations/a.yaml:7: a/b: 50% is wrong: x,\ny",
        "people.yaml:2: c: warning: odd",
        "1 error, 1 warning",
    ]
    assert list(report([], "all good", "text", FOLDER)) == ["all good"]


def test_github_commands_cannot_be_split() -> None:
    assert list(report([BAD, MINOR], "counts", "github", FOLDER)) == [
        "::error file=knowledge/cooperations/a.yaml,line=7,title=a/b::a/b: 50%25 is wrong: x,%0Ay",
        "::warning file=knowledge/people.yaml,line=2,title=c::c: odd",
        "1 error, 1 warning",
        "counts",
    ]
    odd = Problem("a,b:c.yaml", 1, "x:y", "z")
    assert next(report([odd], "", "github", Path())).startswith("::error file=a%2Cb%3Ac.yaml,line=1,title=x%3Ay::")


def test_json() -> None:
    (line,) = report([BAD, MINOR], "", "json", FOLDER)
    found = json.loads(line)
    assert (found["errors"], found["warnings"], found["summary"]) == (1, 1, "")
    assert found["problems"][1] == {
        "file": "people.yaml",
        "line": 2,
        "id": "c",
        "message": "odd",
        "severity": "warning",
    }
