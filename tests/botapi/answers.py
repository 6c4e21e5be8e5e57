"""How the pretended Telegram answers each method that it knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.botapi import answers_messages
from tests.botapi.answers_messages import Answer
from tests.botapi.content import Json, member
from tests.botapi.world import Files, RefusalError, World, scope_label

_FULL_INFO: Mapping[str, Any] = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}

_PROFILE = {"MyName": "name", "MyDescription": "description", "MyShortDescription": "short_description"}


def _get_me(world: World, _: Json, __: Files) -> Json:
    return world.me


def _get_chat(world: World, params: Json, _: Files) -> Json:
    return {**_FULL_INFO, **world.chat(params["chat_id"])}


def _get_member(world: World, params: Json, _: Files) -> Json:
    return world.member(world.chat(params["chat_id"])["id"], params["user_id"])


def _get_administrators(world: World, params: Json, _: Files) -> list[Json]:
    chat = world.chat(params["chat_id"])
    if chat["type"] == "private":
        raise RefusalError("Bad Request: there are no administrators in the private chat")
    return [one for one in world.members.get(chat["id"], {}).values() if one["status"] in ("administrator", "creator")]


def _leave_chat(world: World, params: Json, _: Files) -> bool:
    chat = world.chat(params["chat_id"])
    if chat["type"] == "private":
        raise RefusalError("Bad Request: chat member status can't be changed in private chats")
    world.add_chat(chat, member(world.me, "left"))
    return True


def _chat_action(world: World, params: Json, _: Files) -> bool:
    world.chat(params["chat_id"])
    return True


def _callback_answer(world: World, params: Json, _: Files) -> bool:
    world.close_query(params["callback_query_id"])
    return True


def _inline_answer(world: World, params: Json, _: Files) -> bool:
    world.close_query(params["inline_query_id"])
    return True


def _get_file(world: World, params: Json, _: Files) -> Json:
    file_id = params["file_id"]
    if file_id not in world.files:
        raise RefusalError("Bad Request: wrong file_id or the file is temporarily unavailable")
    size = len(world.files[file_id].data)
    return {"file_id": file_id, "file_unique_id": f"{file_id}-u", "file_size": size, "file_path": f"files/{file_id}"}


def _scope(params: Json) -> tuple[str, str]:
    return scope_label(params.get("scope")), params.get("language_code", "")


def _set_commands(world: World, params: Json, _: Files) -> bool:
    scope = params.get("scope") or {}
    if "chat_id" in scope:
        world.chat(scope["chat_id"])
    world.commands[_scope(params)] = params["commands"]
    return True


def _get_commands(world: World, params: Json, _: Files) -> list[Json]:
    return world.commands.get(_scope(params), [])


def _delete_commands(world: World, params: Json, _: Files) -> bool:
    world.commands.pop(_scope(params), None)
    return True


def _setter(key: str) -> Answer:
    def answer(world: World, params: Json, _: Files) -> bool:
        world.profile[key, params.get("language_code", "")] = params.get(key, "")
        return True

    return answer


def _getter(key: str) -> Answer:
    def answer(world: World, params: Json, _: Files) -> Json:
        fallback = world.profile.get((key, ""), world.me["first_name"] if key == "name" else "")
        return {key: world.profile.get((key, params.get("language_code", ""))) or fallback}

    return answer


def _yes(_: World, __: Json, ___: Files) -> bool:
    return True


def _no_updates(_: World, __: Json, ___: Files) -> list[Json]:
    return []


def _no_webhook(_: World, __: Json, ___: Files) -> Json:
    return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


ANSWERS: Mapping[str, Answer] = {
    **answers_messages.ANSWERS,
    **{f"set{method}": _setter(key) for method, key in _PROFILE.items()},
    **{f"get{method}": _getter(key) for method, key in _PROFILE.items()},
    "answerCallbackQuery": _callback_answer,
    "answerInlineQuery": _inline_answer,
    "deleteMyCommands": _delete_commands,
    # A server with a queue answers these four itself.
    "deleteWebhook": _yes,
    "getUpdates": _no_updates,
    "getWebhookInfo": _no_webhook,
    "setWebhook": _yes,
    "getChat": _get_chat,
    "getChatAdministrators": _get_administrators,
    "getChatMember": _get_member,
    "getFile": _get_file,
    "getMe": _get_me,
    "getMyCommands": _get_commands,
    "leaveChat": _leave_chat,
    "sendChatAction": _chat_action,
    "setChatMenuButton": _yes,
    "setMyCommands": _set_commands,
}


def answer(world: World, method: str, params: Json, files: Files) -> Any:
    """The result of a request that keeps the rules; raises `RefusalError` for Telegram's "no"."""
    if method not in ANSWERS:
        raise RefusalError(f"the test server does not model {method}", 501)
    return ANSWERS[method](world, params, files)
