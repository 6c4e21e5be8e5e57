"""The messages of many people, seeded: each holds the conversations of tests/questions in an order of their own."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

from tests.bench.typos import mistyped

FIRST_CHAT = 1000
SLIPS = 0.5
"""The share of messages with a slip of the finger."""


class Traffic:
    """Makes updates one after the other; chat follows chat, so that nobody writes again before everybody has."""

    def __init__(self, conversations: Sequence[Sequence[str]], chats: int, *, seed: int = 7) -> None:
        self._conversations = conversations
        self._people = [self._turns(random.Random(f"{seed} {chat}")) for chat in range(chats)]
        self.made = 0

    def _turns(self, rng: random.Random) -> Iterator[str]:
        while True:
            for turn in rng.choice(self._conversations):
                yield mistyped(turn, rng, slips=1) if rng.random() < SLIPS else turn

    def next(self) -> tuple[int, bytes]:
        """Return the chat and the update, as Telegram writes it."""
        at = self.made % len(self._people)
        self.made += 1
        chat, text = FIRST_CHAT + at, next(self._people[at])
        person: dict[str, Any] = {"id": chat, "is_bot": False, "first_name": "A", "language_code": "id"}
        message: dict[str, Any] = {
            "message_id": self.made,
            "date": int(time.time()),
            "from": person,
            "chat": {"id": chat, "type": "private", "first_name": "A"},
            "text": text,
        }
        if text.startswith("/"):
            command = text.split(maxsplit=1)[0]
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        return chat, json.dumps({"update_id": self.made, "message": message}).encode()
