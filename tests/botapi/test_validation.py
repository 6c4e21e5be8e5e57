"""Requests that keep the Bot API, and requests that break it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.botapi.validation import problems, result_problems


def keyboard(*rows: list[dict[str, Any]]) -> str:
    return json.dumps({"inline_keyboard": rows})


def say(text: str = "x", **more: Any) -> dict[str, Any]:
    return {"chat_id": "1", "text": text, **more}


def article(name: str = "1", text: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "article", "id": name, "title": "t", "input_message_content": {"message_text": text, **more}}


EMOJI = {"type": "emoji", "emoji": "👍"}

GOOD: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("getMe", {}, ()),
    ("getme", {}, ()),
    ("sendMessage", say("<b>x</b> &amp; <a href='https://example.org'>y</a>", parse_mode="HTML"), ()),
    ("sendMessage", say("1\\.5 *b*", parse_mode="MarkdownV2"), ()),
    ("sendMessage", {"chat_id": 1, "text": "x", "disable_notification": True, "message_thread_id": 3}, ()),
    ("sendMessage", {"chat_id": "@channel", "text": "x", "disable_notification": "true"}, ()),
    ("sendMessage", say("<b>" + "x" * 4096 + "</b>", parse_mode="HTML"), ()),
    ("sendMessage", say("😀" * 4096), ()),
    ("sendMessage", say(reply_markup=keyboard([{"text": "a", "callback_data": "я" * 32}])), ()),
    ("sendMessage", say(reply_markup=keyboard([{"text": "a", "url": "https://example.org/x"}])), ()),
    ("sendMessage", say(reply_markup=keyboard([{"text": "a", "switch_inline_query": "", "style": "primary"}])), ()),
    ("sendMessage", say(reply_markup='{"keyboard":[[{"text":"a","request_contact":true}]]}'), ()),
    ("sendMessage", say(reply_markup='{"remove_keyboard":true}'), ()),
    ("sendMessage", say(reply_parameters='{"message_id":2,"allow_sending_without_reply":true}'), ()),
    ("sendMessage", say(entities='[{"type":"bold","offset":0,"length":1}]'), ()),
    ("editMessageText", {"inline_message_id": "i", "text": "x"}, ()),
    ("sendPhoto", {"chat_id": "1", "caption": "<i>c</i>", "parse_mode": "HTML"}, ("photo",)),
    ("sendDocument", {"chat_id": "1", "document": "attach://d1"}, ("d1",)),
    (
        "sendMediaGroup",
        {"chat_id": 1, "media": [{"type": "photo", "media": f"attach://{n}"} for n in "ab"]},
        ("a", "b"),
    ),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 200, "show_alert": "true"}, ()),
    ("answerInlineQuery", {"inline_query_id": "1", "results": json.dumps([article(), article("2")])}, ()),
    ("answerInlineQuery", {"inline_query_id": "1", "results": [article(text="<b>x</b>", parse_mode="HTML")]}, ()),
    ("setMessageReaction", {"chat_id": "1", "message_id": "2", "reaction": json.dumps([EMOJI])}, ()),
    ("setMyCommands", {"commands": '[{"command":"start","description":"x"}]', "language_code": "id"}, ()),
    ("setMyCommands", {"commands": [], "scope": '{"type":"chat","chat_id":1}'}, ()),
    ("getUpdates", {"timeout": "10", "allowed_updates": '["message","callback_query"]'}, ()),
    ("setWebhook", {"url": "https://example.org/x", "secret_token": "a_B-1"}, ()),
    ("sendChatAction", {"chat_id": 1, "action": "typing"}, ()),
]

BAD: list[tuple[str, dict[str, Any], tuple[str, ...], str]] = [
    ("sendMesage", {}, (), "there is no such method"),
    ("sendMessage", {"text": "x"}, (), "chat_id: required by sendMessage"),
    ("sendMessage", {"chat_id": None, "text": "x"}, (), "chat_id: required"),
    (
        "sendMessage",
        say(disable_web_page_preview="true"),
        (),
        "disable_web_page_preview: sendMessage has no such field",
    ),
    ("sendMessage", say(message_thread_id="abc"), (), "message_thread_id: expected Integer, got 'abc'"),
    ("sendMessage", say(message_thread_id=True), (), "expected Integer, got True"),
    ("sendMessage", {"chat_id": 1, "text": 5}, (), "text: expected String, got 5"),
    ("sendMessage", say(disable_notification="maybe"), (), "disable_notification: expected Boolean"),
    ("sendMessage", say("x" * 4097), (), "text: 4097 characters, allowed 1-4096"),
    ("sendMessage", say(""), (), "text: 0 characters"),
    ("sendMessage", say("<b> </b>", parse_mode="HTML"), (), "text: 0 characters"),
    ("sendMessage", say("<b>x", parse_mode="HTML"), (), "text: can't parse entities"),
    ("sendMessage", say("1 < 2", parse_mode="HTML"), (), "text: can't parse entities"),
    ("sendMessage", say("<div>x</div>", parse_mode="HTML"), (), 'Unsupported start tag "div"'),
    ("sendMessage", say("1.5", parse_mode="MarkdownV2"), (), "text: can't parse entities"),
    ("sendMessage", say(parse_mode="BBCode"), (), "unsupported parse_mode"),
    (
        "sendMessage",
        say(reply_markup=keyboard([{"text": "a", "callback_data": "я" * 33}])),
        (),
        "66 bytes, allowed 1-64",
    ),
    ("sendMessage", say(reply_markup=keyboard([{"text": "a", "callback_data": ""}])), (), "0 bytes, allowed 1-64"),
    ("sendMessage", say(reply_markup=keyboard([{"text": "a"}])), (), "needs exactly one action"),
    ("sendMessage", say(reply_markup=keyboard([{"text": "a", "callback_data": "b", "url": "t.me"}])), (), "one action"),
    ("sendMessage", say(reply_markup=keyboard([{"text": " ", "callback_data": "b"}])), (), "a button has no text"),
    ("sendMessage", say(reply_markup=keyboard([{"text": "a", "url": "http://localhost/"}])), (), "wrong address"),
    ("sendMessage", say(reply_markup=keyboard([{"text": "a", "url": "ftp://example.org"}])), (), "wrong address"),
    (
        "sendMessage",
        say(reply_markup=keyboard([{"text": "a", "callback_data": "b", "style": "pink"}])),
        (),
        "none of danger",
    ),
    ("sendMessage", say(reply_markup=keyboard([{"text": "a", "callback_data": "b"}] * 9)), (), "9 buttons in a row"),
    ("sendMessage", say(reply_markup=keyboard(*[[{"text": "a", "callback_data": "b"}]] * 101)), (), "101 buttons"),
    ("sendMessage", say(reply_markup="{"), (), "reply_markup: expected"),
    ("sendMessage", say(reply_parameters='{"message":2}'), (), "message: ReplyParameters has no such field"),
    ("sendMessage", say(entities='[{"type":"fat","offset":0,"length":1}]'), (), "'fat' is none of mention"),
    ("editMessageText", {"chat_id": 1, "text": "x"}, (), "either chat_id and message_id or inline_message_id"),
    ("sendPhoto", {"chat_id": "1", "photo": "x", "caption": "x" * 1025}, (), "1025 characters, allowed 0-1024"),
    ("sendPhoto", {"chat_id": "1"}, (), "photo: required"),
    ("sendPhoto", {"chat_id": "1", "photo": "x"}, ("picture",), "nothing uses the file 'picture'"),
    ("sendMessage", say(), ("text",), "nothing uses the file 'text'"),
    ("sendDocument", {"chat_id": "1", "document": "attach://d1"}, (), "attach://d1 has no file"),
    ("sendMediaGroup", {"chat_id": 1, "media": [{"type": "photo", "media": "x"}]}, (), "media: 1 items, allowed 2-10"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, (), "201 characters, allowed 0-200"),
    (
        "answerInlineQuery",
        {"inline_query_id": "1", "results": [article(), article()]},
        (),
        "two results have the same id",
    ),
    ("answerInlineQuery", {"inline_query_id": "1", "results": [article(str(n)) for n in range(51)]}, (), "51 results"),
    ("answerInlineQuery", {"inline_query_id": "1", "results": [article("x" * 65)]}, (), "65 bytes, allowed 1-64"),
    ("answerInlineQuery", {"inline_query_id": "1", "results": [article(text="")]}, (), "message_text: 0 characters"),
    (
        "answerInlineQuery",
        {"inline_query_id": "1", "results": [article(text="<b>", parse_mode="HTML")]},
        (),
        "can't parse",
    ),
    ("setMessageReaction", {"chat_id": 1, "message_id": 2, "reaction": [EMOJI, EMOJI]}, (), "one reaction at most"),
    (
        "setMessageReaction",
        {"chat_id": 1, "message_id": 2, "reaction": [EMOJI | {"emoji": "🚗"}]},
        (),
        "'🚗' is none of",
    ),
    ("setMyCommands", {"commands": '[{"command":"Start","description":"x"}]'}, (), "only a-z, 0-9 and _"),
    ("setMyCommands", {"commands": '[{"command":"start","description":""}]'}, (), "description: 0 characters"),
    ("setMyCommands", {"commands": "[]", "scope": '{"type":"chat"}'}, (), "chat_id: required by BotCommandScopeChat"),
    ("setMyCommands", {"commands": "[]", "language_code": "ind"}, (), "two small letters"),
    ("setMyDescription", {"description": "x" * 513}, (), "513 characters, allowed 0-512"),
    ("getUpdates", {"limit": 101}, (), "limit: 101, allowed 1-100"),
    ("getUpdates", {"allowed_updates": '["messages"]'}, (), "there is no messages"),
    ("setWebhook", {"url": "https://example.org", "secret_token": "ä"}, (), "only A-Z"),
    ("sendChatAction", {"chat_id": 1, "action": "thinking"}, (), "'thinking' is none of typing"),
]


@pytest.mark.parametrize(("method", "params", "files"), GOOD)
def test_good(method: str, params: dict[str, Any], files: tuple[str, ...]) -> None:
    assert problems(method, params, files) == []


@pytest.mark.parametrize(("method", "params", "files", "problem"), BAD)
def test_bad(method: str, params: dict[str, Any], files: tuple[str, ...], problem: str) -> None:
    found = problems(method, params, files)
    assert len(found) == 1
    assert problem in found[0]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert problems("sendMessage", {"text": "<b>", "parse_mode": "HTML", "colour": "red"}) == [
        "sendMessage.colour: sendMessage has no such field",
        "sendMessage.chat_id: required by sendMessage",
        "sendMessage.text: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ]


def test_answers_are_judged_by_their_form() -> None:
    chat = {"id": 1, "type": "private"}
    assert result_problems("sendMessage", {"message_id": 1, "date": 1, "chat": chat}) == []
    assert result_problems("sendMessage", {"message_id": 1, "chat": chat}) == [
        "sendMessage ->.date: required by Message"
    ]
    assert result_problems("deleteMessage", "yes") == ["deleteMessage ->: expected Boolean, got 'yes'"]
