"""Building aside: what comes of it, what it leaves alone, and what is freed of the old one."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref

import pytest

from bot.answering.outcomes import Answer
from bot.curating.build import build
from bot.curating.retiring import Retired, release
from bot.knowledge.files import merged, read
from bot.knowledge.loading import load
from bot.knowledge.parsed import Read
from tests.knowledge.sample import COOP, FILES, KNOWLEDGE

SMALL = {name: text.encode() for name, text in FILES.items()}
REAL = read(KNOWLEDGE).files
QUESTION = "Kapan Pemkot Palu berkunjung ke Balikpapan?"


def test_what_is_built_answers() -> None:
    built = build(REAL)
    assert built.usable
    assert built.engine is not None
    assert built.knowledge == load(KNOWLEDGE)
    assert built.seconds > 0
    outcome = built.engine.answer(QUESTION)
    assert isinstance(outcome, Answer)
    assert outcome.entry == "palu-balikpapan"


def test_errors_forbid_the_use() -> None:
    built = build(merged(SMALL, {"sectors.yaml": b"- id: x\n"}))
    assert not built.usable
    assert built.knowledge is None
    assert [problem.severity for problem in built.problems][:1] == ["error"]
    assert list(built.problems) == sorted(built.problems)


def test_the_editor_is_asked_for() -> None:
    spoilt = merged(SMALL, {COOP: SMALL[COOP].replace(b"Palu hopes to open a", b"Palu hopes to open 12")})
    assert build(spoilt).usable
    built = build(spoilt, editorial=True)
    assert not built.usable
    assert "only en has `12`" in built.problems[0].message


def test_a_second_building_keeps_what_did_not_change() -> None:
    before: Read = {}
    first = build(SMALL, before=before)
    second = build(merged(SMALL, {"cooperations/palu-parepare.yaml": None}), before=before)
    assert first.knowledge is not None
    assert not second.usable, "the other one refers to it"
    third = build(merged(SMALL, {COOP: SMALL[COOP] + b"# a note\n"}), before=before)
    assert third.knowledge is not None
    assert third.knowledge.people["rahmad-masud"] is first.knowledge.people["rahmad-masud"]
    assert third.knowledge.version != first.knowledge.version


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(enabled: bool) -> None:
    was = gc.isenabled()
    try:
        gc.enable() if enabled else gc.disable()
        build(SMALL)
        assert gc.isenabled() is enabled
    finally:
        gc.enable() if was else gc.disable()


def test_the_old_engine_is_freed_once_nobody_uses_it() -> None:
    built = build(REAL)
    engine = built.engine
    assert engine is not None
    engine.answer(QUESTION)
    index, knowledge = weakref.ref(engine.index), built.knowledge
    del built
    retired = Retired(engine)
    assert not retired.free(), "it is still in use"
    assert isinstance(engine.answer(QUESTION), Answer)
    was = gc.isenabled()
    gc.disable()  # nothing but the count of references may free it
    try:
        del engine
        assert index() is not None
        assert retired.free()
        assert index() is None
    finally:
        if was:
            gc.enable()
    assert knowledge is not None
    assert knowledge.cooperations, "the records are not its own"


def test_large_values_are_released_whole() -> None:
    many = list(range(10_001))
    release(many)
    assert many == []
    table = dict.fromkeys(range(10_001))
    release(table)
    assert table == {}
    release("text")


def test_others_get_their_turn_while_something_is_built() -> None:
    """Between two turns of this thread the other computes for some switch intervals, not for the whole building."""
    built: list[bool] = []
    thread = threading.Thread(target=lambda: built.append(build(REAL).usable))
    thread.start()
    clock = time.pthread_getcpuclockid(thread.ident or 0)
    spent, last = [], 0.0
    while thread.is_alive():
        time.sleep(0.0005)
        try:
            now = time.clock_gettime(clock)
        except OSError:
            break  # the thread has just ended
        spent.append(now - last)
        last = now
    thread.join()
    assert built == [True]
    assert sum(spent) > 10 * sys.getswitchinterval()
    # The median and not the longest: a busy machine may keep this thread waiting for a processor.
    assert sorted(spent)[len(spent) // 2] < 5 * sys.getswitchinterval()
