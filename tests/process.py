"""The bot as a process of its own, beside a Telegram that the test plays."""

from __future__ import annotations

import inspect
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import MappingProxyType

from bot import config
from tests.botapi.backend import Call
from tests.botapi.content import Json
from tests.botapi.server import BotApiServer
from tests.conftest import ROOT

SECONDS_TO_START = 60


def setting_names() -> set[str]:
    """All variables that the bot reads, as its settings are documented."""
    return set(re.findall(r"^    \"\"\"`([A-Z_]+)`", inspect.getsource(config.Settings), re.MULTILINE))


class Bot:
    """A running process and the Telegram that it talks to."""

    def __init__(self, server: BotApiServer, process: subprocess.Popen[bytes], output: Path) -> None:
        self.server, self.process, self._output = server, process, output

    def said(self) -> str:
        """All that the process has written."""
        return self._output.read_text("utf-8")

    def reply(self, text: str = "", **how: object) -> tuple[Json, Call]:
        """Write to the bot and wait for its reply; return both."""
        since = len(self.server.calls)
        message = self.server.message(text, **how)
        return message, self.server.wait_for("sendMessage", since=since)[0]

    def stop(self) -> int:
        """Ask the process to end and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


def running(server: BotApiServer, folder: Path, level: str = "DEBUG", **more: str) -> AbstractContextManager[Bot]:
    """Run the bot with settings."""
    return started(server, folder, level, more)


@contextmanager
def started(
    server: BotApiServer,
    folder: Path,
    level: str = "DEBUG",
    more: Mapping[str, str] = MappingProxyType({}),
    *,
    program: Sequence[str] = ("-m", "bot"),
    output: Path | None = None,
) -> Iterator[Bot]:
    """Run the bot; `program` is for one in odd circumstances, `output` for a log that is no file in the folder."""
    environ = {key: value for key, value in os.environ.items() if key not in setting_names()}
    environ |= {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url, "LOG_LEVEL": level}
    # Not the file in which a bot that runs here may keep its state.
    environ |= {"DATABASE_URL": f"sqlite:///{folder / 'simpul.db'}", **more}
    output = output or folder / "output"
    with output.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, *program], cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream
        )
        try:
            yield Bot(server, process, output)
        finally:
            process.kill()
            process.wait(timeout=10)


def text(call: Call) -> str:
    """What a person reads of a sent message."""
    return str(call.result["text"])
