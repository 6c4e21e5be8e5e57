"""What people do in Telegram, as the updates that a bot gets from it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from tests.botapi import content
from tests.botapi.content import Json
from tests.botapi.world import World


def wrote(
    world: World,
    text: str = "",
    *,
    user: Json | None = None,
    chat: Json | None = None,
    reply_to: Mapping[str, Any] | None = None,
    edited: Mapping[str, Any] | None = None,
    thread: int | None = None,
    **body: Any,
) -> Json:
    """A message, or with `edited` a message changed; `body` is what `content.photo()` and its like make."""
    if edited is not None:
        user, chat = user or edited["from"], chat or edited["chat"]
    user = user or content.user()
    chat = chat or content.private(user)
    message: Json = {
        "message_id": edited["message_id"] if edited else world.next_message_id(chat["id"]),
        "from": user,
        "chat": chat,
        "date": edited["date"] if edited else int(time.time()),
        **(content.text(text) if text else {}),
        **body,
    }
    if edited is not None:
        message["edit_date"] = int(time.time())
    if thread is not None:
        message["message_thread_id"] = thread
        message["is_topic_message"] = True
    if reply_to is not None:
        message["reply_to_message"] = {key: value for key, value in reply_to.items() if key != "reply_to_message"}
    return {"edited_message" if edited is not None else "message": message}


def pressed(world: World, message: Mapping[str, Any], button: int | str, *, user: Json | None = None) -> Json:
    """A press on a button of a sent message: by its text, or by its number counted through all rows."""
    current = world.messages.get((message["chat"]["id"], message["message_id"]), message)
    rows = current.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [one for row in rows for one in row]
    chosen = [one for number, one in enumerate(buttons) if button in (number, one["text"])]
    if not chosen or "callback_data" not in chosen[0]:
        raise ValueError(f"no button {button!r} that can be pressed among {buttons}")
    return clicked(world, current, chosen[0]["callback_data"], user=user)


def clicked(world: World, message: Mapping[str, Any], data: str, *, user: Json | None = None) -> Json:
    """A callback query with any data, such as that of a button which the bot no longer makes."""
    if user is None and message["chat"]["type"] == "private":
        user = content.user(message["chat"]["id"], message["chat"].get("first_name", "Ann"))
    # A message without a date is one that the bot can no longer see.
    told = {"date": 0, **message}
    query = {"id": f"callback-{world.number()}", "from": user or content.user(), "message": told}
    return {"callback_query": {**query, "chat_instance": str(message["chat"]["id"]), "data": data}}


def asked_inline(world: World, query: str, *, user: Json | None = None, offset: str = "") -> Json:
    """An inline query."""
    person = user or content.user()
    return {"inline_query": {"id": f"inline-{world.number()}", "from": person, "query": query, "offset": offset}}


def membership(chat: Json, before: Json, after: Json, *, by: Json | None = None) -> Json:
    """A change of the bot's own place in a chat, each as `content.member` makes it."""
    change = {"chat": chat, "from": by or content.user(), "date": int(time.time())}
    return {"my_chat_member": {**change, "old_chat_member": before, "new_chat_member": after}}


def reacted(message: Mapping[str, Any], emoji: str, *, user: Json | None = None) -> Json:
    """A reaction to a message."""
    told = {"chat": message["chat"], "message_id": message["message_id"], "date": int(time.time())}
    new = [{"type": "emoji", "emoji": emoji}]
    return {"message_reaction": {**told, "user": user or content.user(), "old_reaction": [], "new_reaction": new}}
