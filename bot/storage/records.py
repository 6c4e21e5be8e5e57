"""What is stored, as values; times are aware and in UTC, a person is a hash (`Storage.person`)."""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_RANDOM_BITS = 14
_BEGINNING = 1_704_067_200_000  # 2024 in milliseconds; 41 bits of them last until 2093


_COUNT_BITS = 8
_count = itertools.count()


def new_id() -> int:
    """Return an id for a question before it is stored: its milliseconds, a count, then random bits; 63 bits in all.

    The count tells those of one process apart, of which many may come in a millisecond; chance those of several.
    """
    milliseconds = time.time_ns() // 1_000_000 - _BEGINNING
    count = next(_count) % (1 << _COUNT_BITS)
    return (milliseconds << _COUNT_BITS | count) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How a chat wants its answers."""

    chat: int
    language: str | None = None
    """`id`, `en`, or None: that of each question."""
    form: str = "auto"
    """`auto`, `short` or `full`."""
    replies: bool = True
    """Whether a reply to one of the bot's messages counts as a question."""
    topics: tuple[int, ...] = ()
    """The forum topics in which the bot speaks; empty means all."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what became of it."""

    id: int
    asked: datetime
    text: str
    language: str
    status: str
    """`answer`, `clarify`, `unknown` or `smalltalk`."""
    entry: str | None
    facts: tuple[str, ...]
    confidence: float
    where: str
    """`private`, `group`, `inline` or `button`."""
    milliseconds: float
    version: int
    """Number of the version of the knowledge that answered."""
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """What a person thinks of an answer."""

    question: int
    person: str
    value: int
    """+1 or -1."""
    reason: str | None
    """`wrong`, `incomplete`, `old` or `other_question`."""
    comment: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """A question without an answer that someone asked to be told about."""

    id: int
    text: str
    language: str
    chat: int
    user: int
    filed: datetime
    state: str
    """`open`, `answered`, `done` or `ignored`."""
    entry: str | None


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a user wants to hear of."""

    user: int
    kind: str
    """`region`, `sector` or `all`."""
    ref: str
    language: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the knowledge that has been in use."""

    number: int
    hash: str
    commit: str | None
    at: datetime
    by: str
    """`start`, `watch`, `signal` or the id of a user."""
    counts: Mapping[str, int]
    note: str
    overlay: tuple[str, ...] = ()
    """Names of the files that lay over the folder; of one that is not among the version's files it took the place."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change of the knowledge that waits for a curator's yes."""

    id: int
    at: datetime
    by: str
    base: int
    """Number of the version that was in use when the change was shown."""
    hash: str
    """Of all files as they would be."""
    note: str
    files: Mapping[str, bytes | None]
    """What is to lie over the folder; empty where the folder itself has changed."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a curator did."""

    at: datetime
    by: int
    action: str
    detail: str


@dataclass(frozen=True, slots=True)
class Received:
    """An update of Telegram in the inbox."""

    update: int
    chat: int
    body: bytes
    """The raw JSON; empty once it is done with."""
    received: datetime
    state: str = "open"
    """`open`, `taken`, `done`, `late` or `failed`."""
    attempts: int = 0
    error: str | None = None
    parsed: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)
    """What the JSON holds, as long as it has not gone through the inbox."""
