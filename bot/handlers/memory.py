"""What is remembered of conversations: a while, and of so many people at most."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.answering.dialogue import START, Dialogue

SECONDS = 15 * 60
DAY = 24 * 60 * 60
"""Seconds for which it is known which message was answered by which, longer than anybody's talk is followed."""
MOST = 10_000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Fading(Generic[K, V]):
    """A mapping that forgets what has not been set for a while, and the oldest where there is too much."""

    def __init__(self, seconds: float, most: int, clock: Callable[[], float]) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._oldest = -math.inf
        """Nothing was set before; looked up only where it matters, since that takes the hash of a key."""

    def get(self, key: K) -> V | None:
        """Return what is kept under a key, or None."""
        self._forget()
        found = self._kept.get(key)
        return found[1] if found else None

    def set(self, key: K, value: V) -> None:
        """Keep a value, from now on."""
        before = len(self._kept)
        self._kept[key] = (self._clock(), value)
        if len(self._kept) == before:
            self._kept.move_to_end(key)
        self._forget()

    def drop(self, whose: Callable[[K], bool]) -> None:
        """Forget at once what is kept under some keys."""
        for key in [one for one in self._kept if whose(one)]:
            del self._kept[key]

    def __len__(self) -> int:
        self._forget()
        return len(self._kept)

    def _forget(self) -> None:
        limit = self._clock() - self._seconds
        if self._oldest >= limit and len(self._kept) <= self._most:
            return
        while self._kept and (len(self._kept) > self._most or next(iter(self._kept.values()))[0] < limit):
            self._kept.popitem(last=False)
        self._oldest = next(iter(self._kept.values()))[0] if self._kept else self._clock()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a chat, and in a thread of it: whose conversation it is."""

    chat: int
    user: int
    thread: int = 0
    """What keeps two conversations of one person in a group apart; always 0 in a private chat."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked, for whoever wants to see more of its answer later."""

    question: str
    before: Dialogue
    language: str | None = None
    """What the chat had chosen."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One answered message: the reply to it and what the conversation was before."""

    reply: int
    before: Dialogue
    number: int
    """Counts turns, to tell whether this was the last one."""
    own: bool = False
    """Whether the reply was written for this message, and not for an earlier one that it led to; for groups."""


class Memory:
    """The conversations with everybody; all of it is lost when the process ends, and nothing of it is written down."""

    def __init__(self, seconds: float = SECONDS, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        """Forget after so many seconds and above so many entries."""
        self.clock = clock
        self._dialogues: Fading[Person, tuple[Dialogue, int]] = Fading(seconds, most, clock)
        self._turns: Fading[tuple[int, int], Turn] = Fading(DAY, most, clock)
        self._albums: Fading[tuple[int, str], bool] = Fading(seconds, most, clock)
        self._said: Fading[tuple[int, int], Dialogue] = Fading(DAY, most, clock)
        self._asked: Fading[int, Asked] = Fading(DAY, most, clock)

    def dialogue(self, person: Person) -> Dialogue:
        """Return the state of a person's conversation, empty at its start."""
        kept = self._dialogues.get(person)
        return kept[0] if kept else START

    def keep(self, person: Person, dialogue: Dialogue) -> int:
        """Set the state of a person's conversation and return the number of the turn."""
        kept = self._dialogues.get(person)
        number = kept[1] + 1 if kept else 1
        self._dialogues.set(person, (dialogue, number))
        return number

    def turn(self, chat: int, message: int) -> Turn | None:
        """Return how a message was answered."""
        return self._turns.get((chat, message))

    def keep_turn(self, chat: int, message: int, turn: Turn) -> None:
        """Remember how a message was answered."""
        self._turns.set((chat, message), turn)

    def is_last(self, person: Person, turn: Turn) -> bool:
        """Return whether nothing has been said since a turn."""
        kept = self._dialogues.get(person)
        return kept is not None and kept[1] == turn.number

    def is_new(self, chat: int, album: str) -> bool:
        """Return whether an album is met for the first time; each of its pictures is a message of its own."""
        new = self._albums.get((chat, album)) is None
        self._albums.set((chat, album), True)
        return new

    def said(self, chat: int, message: int) -> Dialogue | None:
        """Return where a conversation stood after a message of the bot: what a reply to it goes on from."""
        return self._said.get((chat, message))

    def keep_said(self, chat: int, message: int, dialogue: Dialogue) -> None:
        """Remember where a conversation stood after a message of the bot."""
        self._said.set((chat, message), dialogue)

    def forget(self, user: int) -> None:
        """Forget the conversations of a person, and all that was said in their private chat."""
        self._dialogues.drop(lambda person: person.user == user)
        for kept in (self._turns, self._said):
            kept.drop(lambda place: place[0] == user)

    def asked(self, number: int) -> Asked | None:
        """Return the question that was answered under a number."""
        return self._asked.get(number)

    def keep_asked(self, number: int, asked: Asked) -> None:
        """Remember the question that was answered under a number."""
        self._asked.set(number, asked)
