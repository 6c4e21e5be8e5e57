"""`simpul check --format` and `simpul export`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import __main__
from bot.knowledge.files import read
from bot.knowledge.loading import load
from tests.knowledge.sample import COOP, KNOWLEDGE, Sample, write


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sample:
    made = write(tmp_path / "knowledge")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", "knowledge")
    return made


def test_warnings_alone_are_no_failure(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    sample.edit(COOP, "Palu hopes to open a market", "Palu hopes to open four markets")
    assert __main__.main(["check"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith(f"{COOP}:")
    assert ": warning: " in out[0]
    assert out[-2].startswith("0 errors, ")
    assert out[-1].startswith("2 cooperations")


def test_in_indonesian_on_request(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["check", "--language", "id"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("2 kerja sama, ")
    sample.edit(COOP, "category: KSDD", "category: KSD")
    line = sample.line(COOP, "category: KSD")
    assert __main__.main(["check", "--language", "id"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith(f"{COOP}:{line}: palu-balikpapan: `category` berisi `KSD`, yang tidak ada dalam daftarnya")
    assert out[-1] == "1 kesalahan, 0 peringatan"


def test_errors_are_told_where_github_looks(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    sample.edit(COOP, "Palu hopes to open a market", "Palu hopes to open 12 markets")
    line = sample.line(COOP, "12 markets")
    assert __main__.main(["check", "--format", "github"]) == 1
    out = capsys.readouterr().out
    assert f"::error file=knowledge/{COOP},line={line},title=palu-balikpapan/pasar::" in out


def test_programs_get_json(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    sample.edit(COOP, "category: KSDD", "category: KSD")
    assert __main__.main(["check", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["errors"], found["problems"][0]["file"]) == (1, COOP)


def test_an_export_loads_as_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(KNOWLEDGE))
    out = tmp_path / "out"
    assert __main__.main(["export", str(out)]) == 0
    assert load(out) == load(KNOWLEDGE)
    assert read(out).files == read(KNOWLEDGE).files


def test_an_export_overwrites_nothing(sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["export", "knowledge"]) == 2
    assert capsys.readouterr().err == "simpul: knowledge is not empty\n"
    (sample.folder / "people.yml").write_text("x")
    assert __main__.main(["export", str(tmp_path / "out")]) == 1
    assert "people.yml:1: people: is no file of the knowledge" in capsys.readouterr().err
