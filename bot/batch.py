"""Many conversations from a file: one JSON object a line, answered in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.answering.engine import Engine
from bot.conversation import Conversation
from bot.rendering import json_


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation to hold."""

    id: str | int
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no conversation; `message` tells where it stands and what is wrong with it."""

    message: str


def cases(file: Path) -> Iterator[Case | BadLine]:
    """Yield what every line of a file holds; blank lines are skipped, OSError is the caller's."""
    with file.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            if raw.strip():
                try:
                    yield _case(raw.decode("utf-8-sig"))
                except ValueError as error:
                    yield BadLine(f"{file}:{number}: {_reason(error)}")


def answered(case: Case, engine: Engine) -> str:
    """Return the JSON line for the last turn of a conversation."""
    conversation = Conversation(engine)
    for turn in case.turns[:-1]:
        conversation.ask(turn)
    last = case.turns[-1]
    return json_.line(json_.turn(case.id, last, conversation.ask(last)[1], engine.knowledge))


def _case(line: str) -> Case:
    try:
        value = json.loads(line)
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError('is not an object such as {"id": "1", "turns": ["..."]}')
    id_, turns = value.get("id"), value.get("turns")
    if isinstance(id_, bool) or not isinstance(id_, str | int):
        raise ValueError('"id" must be a text or a whole number')
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise ValueError('"turns" must be a list of at least one text')
    return Case(id_, tuple(turns))


def _reason(error: ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "is not UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"is not JSON: {error.msg} at column {error.colno}"
    return str(error)
