"""A short round of what tests/bench/fuzz.py does for long."""

from __future__ import annotations

import json

from bot.answering.engine import Engine
from tests.bench import fuzz
from tests.bench.hostile import Hostile
from tests.knowledge.sample import FILES


def test_hostile_updates(engine: Engine) -> None:
    found = fuzz.updates(engine, 256, seed=3)
    assert found.crashes == []
    assert found.hangs == 0
    # It came far enough to say something, and not everything was nonsense.
    assert found.requests > 10
    assert found.endings["spec: done"] > 40
    assert sum(found.endings.values()) == 256


def test_mutated_files() -> None:
    found = fuzz.files({name: content.encode() for name, content in FILES.items()}, 60, seed=3)
    assert found.crashes == []
    assert found.hangs == 0
    assert found.endings["loaded"] > 0 < found.endings["refused"]


def test_the_same_seed_makes_the_same_updates() -> None:
    def made(seed: int) -> list[object]:
        hostile = Hostile(seed)
        updates = [json.loads(hostile.spec()) for _ in range(20)]
        # The time is that of the moment.
        return [sorted(update) for update in updates]

    assert made(1) == made(1) != made(2)
