"""Settings: what is read, what is refused, and that a secret stays one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Secret, Settings, SettingsError, environment, read

TOKEN = "123456:AbC-dEf_ghIJkl"


def settings(folder: Path, **variables: str) -> Settings:
    return read({"KNOWLEDGE_DIR": str(folder), **variables})


def test_nothing_is_required(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    monkeypatch.chdir(tmp_path)
    assert read({}) == Settings(
        token=None,
        api_url=None,
        knowledge=Path("knowledge"),
        log_level="INFO",
        database_url=Secret("sqlite:///.data/simpul.db"),
        admins=(),
        admin_chat=None,
        watch=False,
        webhook_url=None,
        webhook_secret=None,
        port=8080,
        metrics_port=None,
    )


def test_the_folder_beside_the_package_is_found_from_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert (read({}).knowledge / "sources.yaml").is_file()


def test_everything_can_be_set(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        TELEGRAM_BOT_TOKEN=f" {TOKEN}\n",
        TELEGRAM_API_URL="http://127.0.0.1:9005/",
        LOG_LEVEL="debug",
        DATABASE_URL="postgres://simpul:word@db/simpul",
        ADMIN_IDS="12, 7 12",
        ADMIN_CHAT="-1001",
        WATCH_KNOWLEDGE="yes",
        WEBHOOK_URL="https://bot.example.org/",
        WEBHOOK_SECRET="a" * 16,
        PORT="80",
        METRICS_PORT="9100",
    )
    assert found == Settings(
        token=Secret(TOKEN),
        api_url="http://127.0.0.1:9005",
        knowledge=tmp_path,
        log_level="DEBUG",
        database_url=Secret("postgres://simpul:word@db/simpul"),
        admins=(12, 7),
        admin_chat=-1001,
        watch=True,
        webhook_url="https://bot.example.org",
        webhook_secret=Secret("a" * 16),
        port=80,
        metrics_port=9100,
    )
    assert "word" not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "AbC-dEf_ghIJkl"),
        ("TELEGRAM_BOT_TOKEN", f"bot{TOKEN}"),
        ("TELEGRAM_BOT_TOKEN", f"{TOKEN}/getMe"),
        ("TELEGRAM_API_URL", "127.0.0.1:9005"),
        ("TELEGRAM_API_URL", "ftp://127.0.0.1"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:99999"),
        ("TELEGRAM_API_URL", "http://[::1"),
        ("TELEGRAM_API_URL", "http://x?y=z"),
        ("LOG_LEVEL", "LOUD"),
        ("DATABASE_URL", "mysql://root@db/simpul"),
        ("DATABASE_URL", "sqlite://"),
        ("ADMIN_IDS", "12, budi"),
        ("ADMIN_IDS", "-12"),
        ("ADMIN_CHAT", "@bureau"),
        ("WATCH_KNOWLEDGE", "often"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_SECRET", "short"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("METRICS_PORT", "http"),
        ("KNOWLEDGE_DIR", "/there/is/no/such/folder"),
    ],
)
def test_a_malformed_setting_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, **{name: value})
    message = str(caught.value)
    assert name in message
    assert "\n" not in message
    if name == "TELEGRAM_BOT_TOKEN":
        assert "AbC" not in message


def test_on_telegram_the_folder_may_be_gone(tmp_path: Path) -> None:
    found = settings(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, KNOWLEDGE_DIR="/there/is/no/such/folder")
    assert found.knowledge == Path("/there/is/no/such/folder")


def test_all_malformed_settings_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"TELEGRAM_API_URL.*LOG_LEVEL"):
        settings(tmp_path, TELEGRAM_API_URL="x", LOG_LEVEL="x")


def test_a_secret_shows_itself_only_when_asked(tmp_path: Path) -> None:
    found = settings(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN)
    assert found.token
    assert found.token.reveal() == TOKEN
    for shown in (repr(found), str(found), f"{found.token}", repr([found.token]), f"{found.token!s:>50}".strip()):
        assert "AbC" not in shown
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('# a comment\nLOG_LEVEL="ERROR"\nexport KNOWLEDGE_DIR=x\nEMPTY=\n', "utf-8")
    found = environment({"LOG_LEVEL": "DEBUG", "KNOWLEDGE_DIR": " "}, tmp_path)
    # An empty variable, as containers like to pass it, is no word against the file.
    assert found == {"LOG_LEVEL": "DEBUG", "KNOWLEDGE_DIR": "x"}


def test_a_file_from_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfLOG_LEVEL=ERROR\r\n")
    assert environment({}, tmp_path) == {"LOG_LEVEL": "ERROR"}


def test_without_a_file_there_is_only_the_environment(tmp_path: Path) -> None:
    assert environment({"A": "b"}, tmp_path) == {"A": "b"}


@pytest.mark.parametrize("text", ["LOG_LEVEL=INFO\nTELEGRAM_BOT_TOKEN\n", "LOG_LEVEL=INFO\n'TELEGRAM 123:abc\n"])
def test_a_malformed_line_is_told_with_its_number(tmp_path: Path, text: str) -> None:
    (tmp_path / ".env").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"^\.env:2: ") as caught:
        environment({}, tmp_path)
    assert "123" not in str(caught.value)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        environment({}, tmp_path)
