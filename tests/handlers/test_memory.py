"""What is remembered: for a while, and not too much of it."""

from __future__ import annotations

from bot.answering.dialogue import Dialogue
from bot.handlers.memory import Fading, Memory, Person, Turn
from tests.handlers.stage import Clock

ANN = Person(1, 1)


def test_what_is_not_set_again_is_forgotten() -> None:
    clock = Clock()
    kept: Fading[str, int] = Fading(10, 5, clock)
    kept.set("a", 1)
    clock.now = 6
    kept.set("b", 2)
    clock.now = 10
    assert (kept.get("a"), kept.get("b")) == (1, 2)
    clock.now = 11
    assert (kept.get("a"), kept.get("b"), len(kept)) == (None, 2, 1)


def test_the_oldest_goes_where_there_is_too_much() -> None:
    kept: Fading[int, int] = Fading(10, 3, Clock())
    for number in (0, 1, 2, 0, 3):
        kept.set(number, number)
    assert [number for number in range(4) if kept.get(number) is not None] == [0, 2, 3]


def test_each_person_in_each_chat_has_a_conversation() -> None:
    memory = Memory()
    memory.keep(ANN, Dialogue(language="en"))
    assert memory.dialogue(ANN).language == "en"
    assert memory.dialogue(Person(1, 2)) == memory.dialogue(Person(2, 1)) == Dialogue()


def test_the_last_turn_is_known() -> None:
    memory = Memory()
    first = Turn(5, Dialogue(), memory.keep(ANN, Dialogue()))
    memory.keep_turn(1, 4, first)
    assert memory.turn(1, 4) == first
    assert memory.is_last(ANN, first)
    memory.keep(ANN, Dialogue())
    assert not memory.is_last(ANN, first)
    assert not Memory().is_last(ANN, first)


def test_an_album_is_new_once() -> None:
    memory = Memory()
    assert [memory.is_new(1, "a"), memory.is_new(1, "a"), memory.is_new(2, "a")] == [True, False, True]
