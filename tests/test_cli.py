"""The command line as its users call it."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bot import __main__, config, terminal
from bot.answering.engine import Engine
from bot.conversation import picked
from tests.conftest import ROOT

KEYS = ["id", "question", "status", "language", "text", "entry", "facts", "sources", "suggestions", "confidence"]
QUESTION = "Kapan Palu berkunjung ke Balikpapan?"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    """The repository as working directory, no settings, and one engine for all calls."""
    monkeypatch.chdir(ROOT)
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "KNOWLEDGE_DIR", "LOG_LEVEL", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(__main__, "_engine", lambda _: engine)


def jsons(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_ask_answers_with_sources_and_related_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["ask", QUESTION]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Jumat, 30 Mei 2025" in lines[0]
    assert any("Fokus Borneo" in line and "https://" in line for line in lines)
    assert "Pertanyaan terkait:" in lines


def test_ask_takes_follow_ups(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["ask", "--json", QUESTION, "1"]) == 0
    first, second = jsons(capsys.readouterr().out)
    assert [list(first), list(second)] == [KEYS, KEYS]
    assert (first["id"], second["id"], second["question"]) == ("1", "2", "1")
    assert first["status"] == second["status"] == "answer"
    assert first["suggestions"]
    assert second["entry"] == "palu-balikpapan"


def test_json_says_what_is_stated_and_by_whom(capsys: pytest.CaptureFixture[str]) -> None:
    __main__.main(["ask", "--json", QUESTION])
    (turn,) = jsons(capsys.readouterr().out)
    assert turn["facts"][0] == "palu-balikpapan/tanggal-kunjungan"
    assert turn["sources"][0] == {
        "id": "fokusborneo-2025-05-30",
        "publisher": "Fokus Borneo",
        "title": "Palu dan Balikpapan Jajaki Kerja Sama Sektor Pariwisata dan Perdagangan",
        "published": "2025-05-30",
        "url": "https://fokusborneo.com/daerah/2025/05/30/"
        "palu-dan-balikpapan-jajaki-kerja-sama-sektor-pariwisata-dan-perdagangan",
    }
    assert 0 <= turn["confidence"] <= 1
    assert "https://" not in turn["text"]


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "x", "--batch", "f"], ["ask", "--json", "--batch", "f"], ["x"]])
def test_wrong_arguments_are_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        __main__.main(arguments)
    assert caught.value.code == 2
    assert "simpul: error:" in capsys.readouterr().err


def test_batch_answers_the_last_turns_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.jsonl"
    lines = [
        {"id": "b", "turns": [QUESTION, "siapa presiden uzbekistan?"], "kind": "ignored"},
        {"id": 7, "turns": [QUESTION]},
        {"id": "c", "turns": ["\ud800"]},
    ]
    file.write_text("\n\n".join(map(json.dumps, lines)), "utf-8")
    assert __main__.main(["ask", "--batch", str(file)]) == 0
    answers = jsons(capsys.readouterr().out)
    assert [one["id"] for one in answers] == ["b", 7, "c"]
    assert [one["status"] for one in answers[:2]] == ["unknown", "answer"]
    assert answers[0]["question"] == "siapa presiden uzbekistan?"


BAD = [
    b"not json",
    b"[]",
    b'{"turns": ["x"]}',
    b'{"id": true, "turns": ["x"]}',
    b'{"id": "1", "turns": []}',
    b'{"id": "1", "turns": ["x", 2]}',
    b'{"id": "1", "turns": "x"}',
    b'{"id": "1", "turns": ["\xff"]}',
    b"[" * 100_000,
]


def test_bad_lines_are_told_and_nothing_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.jsonl"
    good = json.dumps({"id": "good", "turns": [QUESTION]}).encode()
    file.write_bytes(b"\n".join([*BAD, good]))
    assert __main__.main(["ask", "--batch", str(file)]) == 2
    out, err = capsys.readouterr()
    assert [one["id"] for one in jsons(out)] == ["good"]
    told = err.splitlines()
    assert [line.startswith(f"simpul: {file}:{number}: ") for number, line in enumerate(told, 1)] == [True] * len(BAD)


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["ask", "--batch", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err == f"simpul: {tmp_path / 'none'}: No such file or directory\n"


def test_check_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["check"]) == 0
    assert "6 cooperations" in capsys.readouterr().out.splitlines()[-1]


def test_check_tells_every_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path))
    assert __main__.main(["check"]) == 1
    assert len(capsys.readouterr().out.splitlines()) > 5


def test_broken_knowledge_is_told_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path))
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    for arguments in (["ask", "x"], []):
        assert __main__.main(arguments) == 1
        assert len(capsys.readouterr().err.splitlines()) > 5


@pytest.mark.parametrize("arguments", [[], ["ask", "x"], ["check"]])
def test_a_wrong_setting_is_one_line(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    assert __main__.main(arguments) == 2
    assert capsys.readouterr().err == "simpul: LOG_LEVEL is none of DEBUG, INFO, WARNING, ERROR\n"


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_the_conversation_works_through_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    piped(monkeypatch, f"{QUESTION}\n\n  \n2\nWhen did Palu visit Balikpapan?")
    monkeypatch.setenv("LC_ALL", "C")
    assert __main__.main([]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("TELEGRAM_BOT_TOKEN belum diatur")
    assert err.count("\n") == 1
    assert "\x1b" not in out
    assert "Jumat, 30 Mei 2025" in out
    assert "Friday, 30 May 2025" in out
    # The question that "2" picked is repeated.
    offered = next(line for line in out.splitlines() if line.startswith("2. "))
    assert f"\n\n{offered[3:]}\n" in out


def test_the_hint_follows_the_locale() -> None:
    assert terminal.language_of({"LANG": "en_GB.UTF-8"}) == "en"
    assert terminal.language_of({"LANG": "en_GB.UTF-8", "LC_ALL": "id_ID.UTF-8"}) == "id"
    assert terminal.language_of({}) == "id"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_sources_are_coloured_where_the_terminal_can() -> None:
    assert "\x1b[36m" in terminal.painter(Screen(), {})("x")
    assert terminal.painter(Screen(), {"NO_COLOR": "1"})("x") == "x"
    assert terminal.painter(Screen(), {"TERM": "dumb"})("x") == "x"
    assert terminal.painter(io.StringIO(), {})("x") == "x"


def test_a_number_alone_picks() -> None:
    offered = ("a?", "b?")
    assert [picked(typed, offered) for typed in ("1", " 2. ")] == ["a?", "b?"]
    for typed in ("0", "3", "1 2", "²", "001", "x", "-1", "", "9" * 5000):
        assert picked(typed, offered) == typed


def process(*arguments: str, stdin: str | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    names = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "KNOWLEDGE_DIR", "LOG_LEVEL")
    environ = {key: value for key, value in os.environ.items() if key not in names}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT, env={**environ, **variables}, input=stdin,
        capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip


def test_as_a_process_in_a_poor_locale() -> None:
    done = process("ask", QUESTION, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert "“Palu dan Balikpapan Jajaki" in done.stdout


def test_as_a_process_whose_reader_has_gone() -> None:
    done = subprocess.run(  # noqa: S602 - the pipe is what is tried
        f"{sys.executable} -m bot ask x x x | true", shell=True, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""


def test_as_a_person_at_a_terminal() -> None:
    """With a prompt, editing and colours: Ctrl-C drops the line, Ctrl-D leaves."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm", "LC_ALL": "en_GB.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"], cwd=ROOT, env=environ, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    seen = b""

    def until(what: bytes) -> None:
        nonlocal seen
        while what not in seen:
            assert select.select([ours], [], [], 60)[0], seen
            seen += os.read(ours, 4096)
        seen = seen.partition(what)[2]

    try:
        until(b"Ctrl-D leaves")
        until("›".encode())
        os.write(ours, b"nonsense\x03")
        # A typo, taken back with the editing keys.
        os.write(ours, b"When did Palu visit Balikpapan?x\x7f\r")
        until(b"Friday, 30 May 2025")
        until(b"\x1b[36mFokus Borneo")
        until("›".encode())
        os.write(ours, b"\x04")
        # Linux says so with an error when the other end is closed.
        with suppress(OSError):
            while select.select([ours], [], [], 20)[0] and os.read(ours, 4096):
                pass
        assert process.wait(timeout=20) == 0
    finally:
        os.close(ours)
        process.kill()
        process.wait(timeout=20)


def test_a_malformed_token_is_not_shown() -> None:
    done = process(TELEGRAM_BOT_TOKEN="123456:AbC dEf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "TELEGRAM_BOT_TOKEN" in done.stderr
    assert "AbC" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_settings_table_is_complete() -> None:
    """Every field of the settings says which variable it is."""
    source = Path(config.__file__).read_text("utf-8")
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "KNOWLEDGE_DIR", "LOG_LEVEL"):
        assert f"`{name}`: " in source
