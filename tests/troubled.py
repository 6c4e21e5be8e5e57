"""What tests of faults share: people who ask, what the bot wrote down, and what became of each update."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.botapi import content, visits
from tests.botapi.content import Json
from tests.botapi.server import BotApiServer
from tests.process import Bot

QUESTION = "Kapan Palu berkunjung ke Balikpapan?"
ANSWER = "Jumat, 30 Mei 2025"
FIRST_NAME = "Wulandari"
"""Whoever asks is called so; it must stand in no record."""


def person(number: int) -> Json:
    return content.user(number, FIRST_NAME, username=f"{FIRST_NAME.lower()}{number}")


def asks(server: BotApiServer, number: int, question: str = QUESTION, **how: Any) -> int:
    """Let somebody ask, and return the update's number."""
    update = server.push(visits.wrote(server.world, question, user=person(number), **how))
    assert update is not None
    return update


def messages(server: BotApiServer) -> Counter[int]:
    """How many messages each chat has got."""
    done = [call for call in server.calls if call.method == "sendMessage" and call.status == 200]
    return Counter(call.params["chat_id"] for call in done)


def until(met: Callable[[], object], seconds: float = 30) -> float:
    """Wait until something is so, and return the seconds that it took."""
    began = time.monotonic()
    while not met():
        assert time.monotonic() - began < seconds, "it does not happen"
        time.sleep(0.02)
    return time.monotonic() - began


def records(bot: Bot) -> list[Json]:
    """All lines of the log; fails where one is none, or holds the token, a person's name or words."""
    said = bot.said()
    for secret in (bot.server.token, bot.server.token.partition(":")[2], FIRST_NAME, FIRST_NAME.lower(), "berkunjung"):
        assert secret not in said
    return [json.loads(line) for line in said.splitlines()]


def events(found: list[Json], update: int) -> list[str]:
    """What the log says of an update, in order: event, and the error's kind where there is one."""
    return [" ".join(filter(None, (one["event"], one.get("error")))) for one in found if one.get("update") == update]


def states(file: Path) -> dict[int, str]:
    """What the inbox of a bot that has ended says of each update."""
    with sqlite3.connect(file) as database:
        found = dict(database.execute("SELECT update_id, state FROM inbox").fetchall())
    database.close()
    return found
