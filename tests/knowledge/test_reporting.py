"""Problems as lines: for people, for programs, and for GitHub."""

from __future__ import annotations

import json
from pathlib import Path

from bot.knowledge.problems import Problem, complaint
from bot.knowledge.reporting import report

BAD = Problem("cooperations/a.yaml", 7, "a/b", complaint("file_unreadable", error="50%, x,\ny"))
MINOR = Problem("people.yaml", 2, "c", complaint("to_do"), "warning")
ODD = "is still `TODO`: write the text, or remove what is not known"
FOLDER = Path("knowledge")


def test_text() -> None:
    assert list(report([BAD, MINOR], "", "text", FOLDER)) == [
        "cooperations/a.yaml:7: a/b: cannot be read: 50%, x,\ny",
        f"people.yaml:2: c: warning: {ODD}",
        "1 error, 1 warning",
    ]
    assert list(report([], "all good", "text", FOLDER)) == ["all good"]


def test_github_commands_cannot_be_split() -> None:
    assert list(report([BAD, MINOR], "counts", "github", FOLDER)) == [
        "::error file=knowledge/cooperations/a.yaml,line=7,title=a/b::a/b: cannot be read: 50%25, x,%0Ay",
        f"::warning file=knowledge/people.yaml,line=2,title=c::c: {ODD}",
        "1 error, 1 warning",
        "counts",
    ]
    odd = Problem("a,b:c.yaml", 1, "x:y", complaint("file_empty"))
    assert next(report([odd], "", "github", Path())).startswith("::error file=a%2Cb%3Ac.yaml,line=1,title=x%3Ay::")


def test_json() -> None:
    (line,) = report([BAD, MINOR], "", "json", FOLDER)
    found = json.loads(line)
    assert (found["errors"], found["warnings"], found["summary"]) == (1, 1, "")
    assert found["problems"][1] == {
        "file": "people.yaml",
        "line": 2,
        "id": "c",
        "rule": "to_do",
        "message": ODD,
        "severity": "warning",
    }


def test_both_languages() -> None:
    assert list(report([BAD, MINOR], "", "text", FOLDER, "id")) == [
        "cooperations/a.yaml:7: a/b: tidak bisa dibaca: 50%, x,\ny",
        "people.yaml:2: c: peringatan: masih `TODO`: tulis teksnya, atau hapus yang tidak diketahui",
        "1 kesalahan, 1 peringatan",
    ]
    found = json.loads(next(report([MINOR], "", "json", FOLDER, "id")))["problems"][0]
    assert (found["rule"], found["severity"]) == ("to_do", "warning")
    assert found["message"].startswith("masih `TODO`")
    assert "::a/b: tidak bisa dibaca" in next(report([BAD], "", "github", FOLDER, "id"))
