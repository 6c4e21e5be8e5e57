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
    if not knowledge.is_dir():
        wrong.append(f"KNOWLEDGE_DIR: there is no folder {str(knowledge)!r}")
    level = environ.get("LOG_LEVEL", "").strip().upper() or "INFO"
    if level not in LEVELS:
        wrong.append(f"LOG_LEVEL is none of {', '.join(LEVELS)}")
    if wrong:
        raise SettingsError("; ".join(wrong))
    return Settings(Secret(token) if token else None, api_url or None, knowledge, level)


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
