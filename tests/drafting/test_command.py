"""`simpul draft`: the draft on standard output or in a new file, notes on standard error, refusals with exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from tests.drafting import curator

ARTICLE = curator.HERE / "example" / "article.txt"


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(curator.ROOT)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    for name in ("TELEGRAM_BOT_TOKEN", "KNOWLEDGE_DIR", "TELEGRAM_API_URL", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)


def test_the_draft_goes_out_and_the_notes_aside(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(ARTICLE), "--publisher", "Kabar Uji", "--published", "2025-06-18"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("# yaml-language-server: ")
    assert "\nid: bontang-berau\n" in out
    assert "#   publisher: Kabar Uji\n" in out
    assert "#   published: 2025-06-18\n" in out
    assert "#   article: article.txt\n" in out
    assert "Note: The category is a guess from the parties: KSDD. Check it.\n" in err


def test_a_file_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["draft", str(ARTICLE), "--output", str(tmp_path)]
    assert main(command) == 0
    file = tmp_path / "bontang-berau.yaml"
    assert capsys.readouterr().out == f"{file}\n"
    file.write_text("somebody's work", encoding="utf-8")
    assert main(command) == 2
    assert file.read_text(encoding="utf-8") == "somebody's work"
    assert "File exists" in capsys.readouterr().err


def test_into_a_folder_with_its_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["draft", str(ARTICLE), "--into", str(tmp_path / "new")]
    assert main(command) == 0
    out, err = capsys.readouterr()
    tables = ("sources", "people", "regions")
    names = ["cooperations/bontang-berau.yaml", *(f"{table}.yaml" for table in tables)]
    assert out.splitlines() == [str(tmp_path / "new" / name) for name in names]
    assert "Note: New in people.yaml: lastri-contoh, syahrir-misal.\n" in err
    assert main(command) == 2
    assert f"{names[0]}: File exists" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfeW\x00a\x00", "not UTF-8"),
        (b"", "is empty"),
        (b"The mayor of the city and the governor of the province met in the hall for a talk. " * 3, "Indonesian"),
        (b"yang dan di " * 20_000, "200 kB"),
        (b"<html><body><p>yang dan di dengan untuk</p></body></html>", "HTML"),
    ],
)
def test_refused(content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    assert main(["draft", str(file)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(tmp_path / "none.txt")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_day_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["draft", str(ARTICLE), "--published", "yesterday"])
    assert caught.value.code == 2
    assert "2025-05-30" in capsys.readouterr().err
