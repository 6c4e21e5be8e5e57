"""Rules of the Bot API that stand in prose only, one function for each object or method that they are about.

A rule gets the object, or a method's parameters, as Python values that already have the right types, and yields what
is wrong with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.botapi import spec

Rule = Callable[[Mapping[str, Any]], Iterator[str]]

NOT_ACTIONS = frozenset({"text", "icon_custom_emoji_id", "style"})
BUTTONS_IN_A_ROW = 8
BUTTONS = 100
INLINE_RESULTS = 50


def _button(button: Mapping[str, Any]) -> Iterator[str]:
    actions = sorted(set(button) - NOT_ACTIONS)
    if len(actions) != 1:
        yield f"button {button['text']!r} needs exactly one action, has {actions}"
    if not button["text"].strip():
        yield "a button has no text"
    if "url" in button and not _is_address(button["url"]):
        yield f"button {button['text']!r} has a wrong address {button['url']!r}"


def _is_address(url: str) -> bool:
    """Whether Telegram would open an address; it takes a bare domain too."""
    if re.search(r"\s", url):
        return False
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in {"http", "https"}:
        return parts.scheme in {"tg", "ton", "tonsite"}
    return parts.hostname is not None and "." in parts.hostname


def _keyboard(markup: Mapping[str, Any]) -> Iterator[str]:
    rows = [len(row) for row in markup["inline_keyboard"]]
    if any(count > BUTTONS_IN_A_ROW for count in rows):
        yield f"{max(rows)} buttons in a row, at most {BUTTONS_IN_A_ROW}"
    if sum(rows) > BUTTONS:
        yield f"{sum(rows)} buttons, at most {BUTTONS}"


def _command(command: Mapping[str, Any]) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9_]+", command["command"]):
        yield f"command {command['command']!r}: only a-z, 0-9 and _"


def _inline_answer(parameters: Mapping[str, Any]) -> Iterator[str]:
    names = [result.get("id") for result in parameters["results"]]
    if len(names) > INLINE_RESULTS:
        yield f"{len(names)} results, at most {INLINE_RESULTS}"
    if len(names) != len(set(names)):
        yield "two results have the same id"


def _language(parameters: Mapping[str, Any]) -> Iterator[str]:
    if not re.fullmatch(r"([a-z]{2})?", parameters.get("language_code", "")):
        yield f"language_code {parameters['language_code']!r}: two small letters or nothing"


def _commands(parameters: Mapping[str, Any]) -> Iterator[str]:
    yield from _language(parameters)
    names = [command["command"] for command in parameters["commands"]]
    if len(names) != len(set(names)):
        yield "a command stands twice"


def _updates(parameters: Mapping[str, Any]) -> Iterator[str]:
    unknown = set(parameters.get("allowed_updates", ())) - spec.load().update_kinds
    if unknown:
        yield f"allowed_updates: there is no {', '.join(sorted(unknown))}"


def _webhook(parameters: Mapping[str, Any]) -> Iterator[str]:
    yield from _updates(parameters)
    if not re.fullmatch(r"[A-Za-z0-9_-]*", parameters.get("secret_token", "")):
        yield "secret_token: only A-Z, a-z, 0-9, _ and -"


def _edited(parameters: Mapping[str, Any]) -> Iterator[str]:
    here = "chat_id" in parameters and "message_id" in parameters
    if here == ("inline_message_id" in parameters):
        yield "either chat_id and message_id or inline_message_id"


def _reaction(parameters: Mapping[str, Any]) -> Iterator[str]:
    if len(parameters.get("reaction", ())) > 1:
        yield "a bot sets one reaction at most"


RULES: Mapping[str, Rule] = {
    "BotCommand": _command,
    "InlineKeyboardButton": _button,
    "InlineKeyboardMarkup": _keyboard,
    "answerInlineQuery": _inline_answer,
    "deleteMyCommands": _language,
    "editMessageCaption": _edited,
    "editMessageMedia": _edited,
    "editMessageReplyMarkup": _edited,
    "editMessageText": _edited,
    "getMyCommands": _language,
    "getUpdates": _updates,
    "setMessageReaction": _reaction,
    "setMyCommands": _commands,
    "setMyDescription": _language,
    "setMyName": _language,
    "setMyShortDescription": _language,
    "setWebhook": _webhook,
}
