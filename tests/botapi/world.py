"""What the pretended Telegram remembers: chats, members, messages, files, open queries and the bot's own profile."""

from __future__ import annotations

import copy
import itertools
import json
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.botapi.content import BOT, Json, member, private, user

FIRST_SUPERGROUP = -1_000_000_000_000
"""Supergroups and channels lie below and count their messages on their own; all other chats share one count."""

_LEFT = ("left", "kicked")


class RefusalError(Exception):
    """Telegram's "no" to a request."""

    def __init__(self, description: str, error_code: int = 400, parameters: Mapping[str, Any] | None = None) -> None:
        super().__init__(description)
        self.description = description
        self.error_code = error_code
        self.parameters = parameters


@dataclass(frozen=True)
class Upload:
    """A file as it came with a request."""

    name: str
    data: bytes


Files = Mapping[str, Upload]


class World:
    """Everything behind the Bot API; a lenient one makes up a chat, a message or a file that it has never heard of."""

    def __init__(self, *, lenient: bool = False) -> None:
        self.lenient = lenient
        self.me: Json = dict(BOT)
        self.chats: dict[int, Json] = {}
        self.members: dict[int, dict[int, Json]] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.reactions: dict[tuple[int, int], list[Json]] = {}
        self.files: dict[str, Upload] = {}
        self.queries: dict[str, bool] = {}
        """Callback and inline queries by id; true once they have been answered."""
        self.commands: dict[tuple[str, str], list[Json]] = {}
        """Commands by scope ("default", "chat:1", "chat_member:1:2") and language."""
        self.profile: dict[tuple[str, str], str] = {}
        """Name, description and short description by language."""
        self._last: Counter[int] = Counter()
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """A number that nothing else has: for queries, files and updates."""
        return next(self._numbers)

    def next_message_id(self, chat_id: int) -> int:
        """The id of the next message in a chat."""
        count = _count(chat_id)
        self._last[count] += 1
        return self._last[count]

    def add_chat(self, chat: Json, *members: Json) -> None:
        """Let a chat exist, with members as `content.member` makes them."""
        self.chats[chat["id"]] = chat
        self.members.setdefault(chat["id"], {}).update({one["user"]["id"]: one for one in members})

    def add_file(self, data: bytes, name: str = "file", file_id: str | None = None) -> str:
        """Keep a file and return its id."""
        file_id = file_id or f"file-{self.number()}"
        self.files[file_id] = Upload(name, data)
        return file_id

    def chat(self, chat_id: int | str) -> Json:
        """The chat that a request names, if the bot may write there."""
        found = self._chat(chat_id)
        mine = self.members.get(found["id"], {}).get(self.me["id"])
        if mine and mine["status"] in _LEFT:
            verb = "was kicked from" if mine["status"] == "kicked" else "is not a member of"
            kind = "group" if found["type"] == "group" else found["type"]
            raise RefusalError(f"Forbidden: bot {verb} the {kind} chat", 403)
        return found

    def _chat(self, chat_id: int | str) -> Json:
        for chat in self.chats.values():
            if chat_id == chat["id"] or (isinstance(chat_id, str) and chat_id == f"@{chat.get('username')}"):
                return chat
        if self.lenient and isinstance(chat_id, int):
            made_up = private(user(chat_id)) if chat_id > 0 else {"id": chat_id, "type": "supergroup", "title": "Group"}
            self.add_chat(made_up)
            return made_up
        raise RefusalError("Bad Request: chat not found")

    def message(self, chat_id: int | str, message_id: int, purpose: str) -> Json:
        """The message that a request names; `purpose` goes into the refusal."""
        chat = self.chat(chat_id)
        found = self.messages.get((chat["id"], message_id))
        if found is None and self.lenient:
            found = {"message_id": message_id, "from": self.me, "chat": chat, "date": int(time.time()), "text": "?"}
        if found is None:
            raise RefusalError(f"Bad Request: message to {purpose} not found")
        return copy.deepcopy(found)

    def keep(self, message: Json) -> Json:
        """Store a message, new or changed."""
        key = (message["chat"]["id"], message["message_id"])
        self._last[_count(key[0])] = max(self._last[_count(key[0])], message["message_id"])
        self.messages[key] = copy.deepcopy(message)
        return message

    def member(self, chat_id: int, user_id: int) -> Json:
        """A person's place in a chat; whoever is unknown has left."""
        found = self.members.get(chat_id, {}).get(user_id)
        return found or member(user(user_id, "Someone"), "left")

    def close_query(self, query_id: str) -> None:
        """Let a query be answered, once."""
        if self.queries.get(query_id, not self.lenient):
            raise RefusalError("Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.queries[query_id] = True

    def arrive(self, update: Mapping[str, Any]) -> None:
        """Learn what an update tells."""
        for kind in ("callback_query", "inline_query"):
            if kind in update:
                self.queries.setdefault(update[kind]["id"], False)
        changed = update.get("my_chat_member") or update.get("chat_member")
        if changed:
            self.add_chat(changed["chat"], changed["new_chat_member"])
        for told in update.values():
            # A message lies in its update, or one step deeper in a callback query.
            for message in (told, told.get("message")) if isinstance(told, Mapping) else ():
                if isinstance(message, Mapping) and "message_id" in message and "chat" in message:
                    self._learn(dict(message))

    def _learn(self, message: Json) -> None:
        chat = message["chat"]
        self.chats.setdefault(chat["id"], chat)
        key = (chat["id"], message["message_id"])
        # What the bot itself has sent is known better here than in the update that quotes it.
        if message.get("date") and ("edit_date" in message or key not in self.messages):
            self.keep(message)


def _count(chat_id: int) -> int:
    return chat_id if chat_id < FIRST_SUPERGROUP else 0


def scope_label(scope: Mapping[str, Any] | None) -> str:
    """A short name for a scope of commands."""
    if scope is None:
        return "default"
    rest = [str(scope[key]) for key in ("chat_id", "user_id") if key in scope]
    return ":".join([scope["type"], *rest])


def plain(value: Any) -> Any:
    """A deep copy that holds only what JSON can carry."""
    return json.loads(json.dumps(value))
