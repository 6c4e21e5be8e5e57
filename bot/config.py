"""Settings from the environment and from a `.env` file; a secret is masked wherever it is shown.

SettingsError
    raised by `environment` and `read` with everything that is wrong, in one line and without any value of a secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

DATABASE = "sqlite:///.data/simpul.db"
PORT = 8080

_SWITCH = {"0": False, "1": True, "no": False, "yes": True, "false": False, "true": True}
_USER = re.compile(r"[0-9]{1,16}")
_CHAT = re.compile(r"-?[0-9]{1,16}")
_DATABASE_URL = re.compile(r"sqlite:///[^?#\s]+|postgres(ql)?://\S+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{8,100}")
_BESIDE_THE_PACKAGE = Path(__file__).resolve().parent.parent / "knowledge"


class SettingsError(Exception):
    """The bot cannot run with these settings; the message is one line for whoever set them."""


class Secret:
    """A value that shows itself only when asked by name."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; each field is a variable of the environment."""

    token: Secret | None
    """`TELEGRAM_BOT_TOKEN`: from @BotFather; without it the conversation is held in the terminal."""
    api_url: str | None
    """`TELEGRAM_API_URL`: address of a Bot API server of one's own, such as `http://127.0.0.1:9005`."""
    knowledge: Path
    """`KNOWLEDGE_DIR`: folder of the YAML files; by default `knowledge` here or beside the package."""
    log_level: str
    """`LOG_LEVEL`: DEBUG, INFO, WARNING or ERROR; by default INFO."""
    database_url: Secret
    """`DATABASE_URL`: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`; by default a file in `.data`."""
    admins: tuple[int, ...]
    """`ADMIN_IDS`: numeric user ids of the curators, with commas between them; by default nobody."""
    admin_chat: int | None
    """`ADMIN_CHAT`: id of the chat that is told of errors and of questions without an answer; by default the first
    of the curators."""
    watch: bool
    """`WATCH_KNOWLEDGE`: 1 reloads by itself when a file of the knowledge changes; by default 0."""
    webhook_url: str | None
    """`WEBHOOK_URL`: public address that Telegram posts updates to; without it the bot asks for them (polling)."""
    webhook_secret: Secret | None
    """`WEBHOOK_SECRET`: what Telegram proves itself with; by default made from the token."""
    port: int
    """`PORT`: where the webhook listens; by default 8080."""
    metrics_port: int | None
    """`METRICS_PORT`: where figures and health are served on 127.0.0.1 only; by default nowhere."""


def environment(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the variables of `.env` in the folder and of the environment, which wins; empty ones count for nothing."""
    return {**_dotenv(folder / ".env"), **{name: value for name, value in environ.items() if value.strip()}}


def read(environ: Mapping[str, str]) -> Settings:
    """Return the settings; SettingsError names every variable that is malformed."""
    wrong: list[str] = []
    token = environ.get("TELEGRAM_BOT_TOKEN", "").strip()
    if token and not _TOKEN.fullmatch(token):
        wrong.append("TELEGRAM_BOT_TOKEN is not a token as @BotFather gives it (123456789:letters-and-digits)")
    api_url = environ.get("TELEGRAM_API_URL", "").strip().rstrip("/")
    if api_url and not _is_server(api_url):
        wrong.append("TELEGRAM_API_URL is not an address such as http://127.0.0.1:9005")
    knowledge = _folder(environ.get("KNOWLEDGE_DIR", "").strip())
    # On Telegram what was in use last can stand in for a folder that has gone.
    if not knowledge.is_dir() and not token:
        wrong.append(f"KNOWLEDGE_DIR: there is no folder {str(knowledge)!r}")
    level = environ.get("LOG_LEVEL", "").strip().upper() or "INFO"
    if level not in LEVELS:
        wrong.append(f"LOG_LEVEL is none of {', '.join(LEVELS)}")
    database_url = environ.get("DATABASE_URL", "").strip() or DATABASE
    if not _DATABASE_URL.fullmatch(database_url):
        wrong.append("DATABASE_URL is neither sqlite:///FILE nor postgresql://USER:PASSWORD@HOST/NAME")
    admins, not_ids = _ids(environ.get("ADMIN_IDS", ""))
    if not_ids:
        wrong.append("ADMIN_IDS are not numbers with commas between them")
    admin_chat = environ.get("ADMIN_CHAT", "").strip()
    if admin_chat and not _CHAT.fullmatch(admin_chat):
        wrong.append("ADMIN_CHAT is not the number of a chat")
    watch = environ.get("WATCH_KNOWLEDGE", "").strip().lower() or "0"
    if watch not in _SWITCH:
        wrong.append("WATCH_KNOWLEDGE is neither 1 nor 0")
    webhook_url = environ.get("WEBHOOK_URL", "").strip().rstrip("/")
    if webhook_url and not _is_server(webhook_url):
        wrong.append("WEBHOOK_URL is not an address such as https://bot.example.org")
    webhook_secret = environ.get("WEBHOOK_SECRET", "").strip()
    if webhook_secret and not _WEBHOOK_SECRET.fullmatch(webhook_secret):
        wrong.append("WEBHOOK_SECRET may hold letters, digits, _ and - only, 16 to 256 of them")
    ports = {name: _port(environ.get(name, "").strip()) for name in ("PORT", "METRICS_PORT")}
    wrong += [f"{name} is not a port (1 to 65535)" for name, port in ports.items() if port == 0]
    if wrong:
        raise SettingsError("; ".join(wrong))
    return Settings(
        token=Secret(token) if token else None,
        api_url=api_url or None,
        knowledge=knowledge,
        log_level=level,
        database_url=Secret(database_url),
        admins=admins,
        admin_chat=int(admin_chat) if admin_chat else None,
        watch=_SWITCH[watch],
        webhook_url=webhook_url or None,
        webhook_secret=Secret(webhook_secret) if webhook_secret else None,
        port=ports["PORT"] or PORT,
        metrics_port=ports["METRICS_PORT"],
    )


def _ids(listed: str) -> tuple[tuple[int, ...], bool]:
    """Return the numbers of a list, and whether anything else stands in it."""
    parts = [part for part in re.split(r"[\s,;]+", listed) if part]
    good = [part for part in parts if _USER.fullmatch(part)]
    return tuple(dict.fromkeys(map(int, good))), len(good) < len(parts)


def _port(text: str) -> int | None:
    """Return a port, None where there is no text, 0 where it is no port."""
    if not text:
        return None
    port = int(text) if re.fullmatch(r"[0-9]{1,5}", text) else 0
    return port if port <= 65535 else 0


def _folder(named: str) -> Path:
    if named:
        return Path(named)
    here = Path("knowledge")
    return here if here.is_dir() or not _BESIDE_THE_PACKAGE.is_dir() else _BESIDE_THE_PACKAGE


def _is_server(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username or re.search(r"\s", address))
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port_fits and plain


def _dotenv(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    # The parser rather than dotenv_values, which passes over a malformed line with no more than a log record.
    from dotenv.parser import parse_stream

    try:
        with file.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env cannot be read: {type(error).__name__}") from None
    values: dict[str, str] = {}
    for binding in bindings:
        if binding.error or (binding.key is not None and binding.value is None):
            raise SettingsError(f".env:{binding.original.line}: not a line of the form NAME=value")
        if binding.key is not None and binding.value is not None and binding.value.strip():
            values[binding.key] = binding.value
    return values
