"""What is remembered of conversations: a while, and of so many people at most."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.answering.dialogue import Dialogue

SECONDS = 15 * 60
MOST = 10_000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Fading(Generic[K, V]):
    """A mapping that forgets what has not been set for a while, and the oldest where there is too much."""

    def __init__(self, seconds: float, most: int, clock: Callable[[], float]) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Return what is kept under a key, or None."""
        self._forget()
        found = self._kept.get(key)
        return found[1] if found else None

    def set(self, key: K, value: V) -> None:
        """Keep a value, from now on."""
        self._kept[key] = (self._clock(), value)
        self._kept.move_to_end(key)
        self._forget()

    def __len__(self) -> int:
        self._forget()
        return len(self._kept)

    def _forget(self) -> None:
        limit = self._clock() - self._seconds
        while self._kept and (len(self._kept) > self._most or next(iter(self._kept.values()))[0] < limit):
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a chat: whose conversation it is."""

    chat: int
    user: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One answered message: the reply to it and what the conversation was before."""

    reply: int
    before: Dialogue
    number: int
    """Counts turns, to tell whether this was the last one."""


class Memory:
    """The conversations with everybody; all of it is lost when the process ends, and nothing of it is written down."""

    def __init__(self, seconds: float = SECONDS, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        """Forget after so many seconds and above so many entries."""
        self._dialogues: Fading[Person, tuple[Dialogue, int]] = Fading(seconds, most, clock)
        self._turns: Fading[tuple[int, int], Turn] = Fading(seconds, most, clock)
        self._albums: Fading[tuple[int, str], bool] = Fading(seconds, most, clock)

    def dialogue(self, person: Person) -> Dialogue:
        """Return the state of a person's conversation, empty at its start."""
        kept = self._dialogues.get(person)
        return kept[0] if kept else Dialogue()

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
