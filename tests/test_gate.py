"""The question gate: the set that is published passes, and a figure that is not reached is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answering.engine import Engine
from tests import gate
from tests.gate import GATES, QUESTIONS, Figures, Result
from tests.grading import TELLING, Verdict, cases


@pytest.fixture(scope="module")
def asked() -> Engine:
    """One engine for the module: building it is what takes time."""
    return gate.engine()


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch, asked: Engine) -> None:
    """Let the command use that engine."""
    monkeypatch.setattr(gate, "engine", lambda: asked)


def result(verdict: Verdict) -> Result:
    case = {"id": "x1", "kind": "fact", "turns": ["Kapan?"], "articles": ["000"]}
    return Result(case, {"status": "answer", "text": "Besok."}, verdict)


@pytest.mark.parametrize("name", ["dev.jsonl"])
def test_the_figures_are_reached(name: str, asked: Engine) -> None:
    found = gate.results(cases(QUESTIONS / name), asked)
    assert gate.shortfalls(found, GATES[name]) == [], gate.table(found) + "\n" + gate.listed(found, 20)


def test_shares_and_shortfalls() -> None:
    found = [result("right")] * 7 + [result("wrong")] * 2 + [result("missed")]
    assert [gate.share(found, verdict) for verdict in ("right", "wrong", "missed")] == [70, 20, 10]
    assert gate.shortfalls(found, Figures(70, 20)) == []
    assert gate.shortfalls(found, Figures(70.1, 19.9)) == [
        "right 70.0 % is less than 70.1 %",
        "wrong 20.0 % is more than 19.9 %",
    ]
    assert gate.table(found).splitlines()[-1].split() == ["all", "10", "70.0%", "20.0%", "10.0%"]
    assert gate.listed(found, 2).count("x1") == 2


def test_the_guarded_sets_are_whole() -> None:
    names = "dev", "own", "third", "unseen", "fourth", "fifth", "sixth", "near"
    assert set(GATES) == {f"{name}.jsonl" for name in names}
    sets = {name: cases(QUESTIONS / name) for name in GATES}
    assert [len(one) for one in sets.values()] == [169, 200, 240, 200, 1080, 3374, 900, 220]
    for one in sets.values():
        assert len({case["id"] for case in one}) == len(one)
        assert all(case["turns"] and case["must"] for case in one if case["kind"] in TELLING)


def write(file: Path, kind: str) -> None:
    """A greeting is answered as chitchat; as a fact it is missed."""
    file.write_text(json.dumps({"id": "a", "kind": kind, "turns": ["halo"], "articles": []}) + "\n", "utf-8")


def test_a_set_without_figures_is_only_graded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "dev.jsonl", "fact")
    assert gate.main([str(tmp_path / "dev.jsonl"), "--show", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "dev.jsonl"
    assert lines[3].split() == ["all", "1", "0.0%", "0.0%", "100.0%"]
    assert lines[4] == "missed a [fact] halo"


def test_a_set_that_falls_short_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "QUESTIONS", tmp_path)
    monkeypatch.setattr(gate, "GATES", {"a.jsonl": Figures(100, 0), "b.jsonl": Figures(100, 0)})
    write(tmp_path / "a.jsonl", "fact")
    write(tmp_path / "b.jsonl", "chitchat")
    assert gate.main([]) == 1
    assert "a.jsonl: right 0.0 % is less than 100 %" in capsys.readouterr().out
    write(tmp_path / "a.jsonl", "chitchat")
    assert gate.main([]) == 0
