"""The server as a bot sees it, request by request."""

from __future__ import annotations

import json
import struct
import threading
import time
from typing import Any

import httpx
import pytest

from tests.botapi import content, visits
from tests.botapi.server import BotApiServer
from tests.botapi.validation import result_problems

ANN = content.private(content.user())
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 320, 200)


def ask(server: BotApiServer, method: str, files: dict[str, bytes] | None = None, **params: Any) -> dict[str, Any]:
    """One request as a form; the answer's form is judged too."""
    form = {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
    parts = {name: (f"{name}.bin", data) for name, data in (files or {}).items()}
    answer = httpx.post(f"{server.base_url}{server.token}/{method}", data=form, files=parts, timeout=20)
    body: dict[str, Any] = answer.json()
    assert body["ok"] == (answer.status_code == 200)
    if body["ok"]:
        assert result_problems(method, body["result"]) == []
    return body


def result(server: BotApiServer, method: str, files: dict[str, bytes] | None = None, **params: Any) -> Any:
    body = ask(server, method, files, **params)
    assert body["ok"], body
    return body["result"]


def refusal(server: BotApiServer, method: str, files: dict[str, bytes] | None = None, **params: Any) -> tuple[int, str]:
    body = ask(server, method, files, **params)
    assert not body["ok"], body
    return body["error_code"], body["description"]


def test_get_me_over_get_and_post(server: BotApiServer) -> None:
    assert httpx.get(f"{server.base_url}{server.token}/getMe").json()["result"]["username"] == "test_bot"
    assert result(server, "getMe")["id"] == 123456
    assert [call.method for call in server.calls] == ["getMe", "getMe"]


def test_a_wrong_token_is_unauthorized(server: BotApiServer) -> None:
    assert httpx.post(f"{server.base_url}9:X/getMe").status_code == 401
    assert server.calls == []


def test_what_breaks_the_spec_is_refused_and_remembered() -> None:
    with BotApiServer() as server:
        server.message("hello")
        status, description = refusal(server, "sendMessage", chat_id=1, text="<b>x", parse_mode="HTML")
        assert (status, description[:25]) == (400, "Bad Request: SPEC sendMes")
        assert refusal(server, "sendMesage", chat_id=1, text="x")[0] == 404
        assert refusal(server, "sendDice", chat_id=1)[1].endswith("the test server does not model this method")
        assert len(server.problems()) == 3
        assert [call.status for call in server.calls] == [400, 404, 400]


def test_a_message_comes_back_as_telegram_gives_it(server: BotApiServer) -> None:
    asked = server.message("hello")
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
    reply = {"message_id": asked["message_id"]}
    sent = result(
        server,
        "sendMessage",
        chat_id=1,
        text="<b>Hi</b> @ann_b ",
        parse_mode="HTML",
        reply_markup=markup,
        reply_parameters=reply,
    )
    assert sent["text"] == "Hi @ann_b"
    assert [entity["type"] for entity in sent["entities"]] == ["bold", "mention"]
    assert (sent["from"]["id"], sent["chat"], sent["reply_markup"]) == (123456, ANN, markup)
    assert sent["message_id"] == asked["message_id"] + 1
    assert sent["reply_to_message"]["text"] == "hello"
    assert abs(sent["date"] - time.time()) < 5
    (call,) = server.wait_for("sendMessage", chat_id=1)
    assert (call.params["reply_markup"], call.result) == (markup, sent)


def test_chats_threads_and_replies_that_do_not_exist(server: BotApiServer) -> None:
    assert refusal(server, "sendMessage", chat_id=7, text="x") == (400, "Bad Request: chat not found")
    server.message("x")
    lost = {"message_id": 99}
    assert "to be replied not found" in refusal(server, "sendMessage", chat_id=1, text="x", reply_parameters=lost)[1]
    result(server, "sendMessage", chat_id=1, text="x", reply_parameters=lost | {"allow_sending_without_reply": True})
    assert "thread not found" in refusal(server, "sendMessage", chat_id=1, text="x", message_thread_id=3)[1]
    server.message("x", chat=content.group(forum=True), thread=3)
    sent = result(server, "sendMessage", chat_id=-1001234567890, text="x", message_thread_id=3)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (3, True)
    assert (
        "thread not found" in refusal(server, "sendMessage", chat_id=-1001234567890, text="x", message_thread_id=1)[1]
    )


def test_supergroups_count_their_messages_on_their_own(server: BotApiServer) -> None:
    assert [server.message("x")["message_id"] for _ in range(3)] == [1, 2, 3]
    assert server.message("x", chat=content.group())["message_id"] == 1
    assert server.message("x", chat=content.group(-5, basic=True))["message_id"] == 4


def test_edits(server: BotApiServer) -> None:
    asked = server.message("hello")
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    sent = result(server, "sendMessage", chat_id=1, text="one", reply_markup=markup)
    here = {"chat_id": 1, "message_id": sent["message_id"]}
    assert "message is not modified" in refusal(server, "editMessageText", text="one", reply_markup=markup, **here)[1]
    assert "reply_markup" not in result(server, "editMessageText", text="one", **here)
    edited = result(server, "editMessageText", text="<i>one</i>", parse_mode="HTML", **here)
    assert edited["edit_date"] >= edited["date"]
    assert "message is not modified" in refusal(server, "editMessageReplyMarkup", **here)[1]
    assert result(server, "editMessageReplyMarkup", reply_markup=markup, **here)["text"] == "one"
    assert "no caption in the message" in refusal(server, "editMessageCaption", caption="x", **here)[1]
    assert "message to edit not found" in refusal(server, "editMessageText", chat_id=1, message_id=99, text="x")[1]
    theirs = asked["message_id"]
    assert "can't be edited" in refusal(server, "editMessageText", chat_id=1, message_id=theirs, text="x")[1]
    assert result(server, "editMessageText", inline_message_id="i", text="x") is True


def test_deleting_copying_pinning_and_reacting(server: BotApiServer) -> None:
    asked = server.message("hello")
    here = {"chat_id": 1, "message_id": asked["message_id"]}
    assert result(server, "setMessageReaction", reaction=[{"type": "emoji", "emoji": "👍"}], **here) is True
    assert server.world.reactions[1, asked["message_id"]] == [{"type": "emoji", "emoji": "👍"}]
    assert result(server, "copyMessage", from_chat_id=1, **here) == {"message_id": asked["message_id"] + 1}
    assert result(server, "pinChatMessage", **here) is True
    assert result(server, "deleteMessage", **here) is True
    assert "message to delete not found" in refusal(server, "deleteMessage", **here)[1]
    theirs = server.message("x", chat=content.group())
    assert (
        "can't be deleted"
        in refusal(server, "deleteMessage", chat_id=-1001234567890, message_id=theirs["message_id"])[1]
    )


def test_files_go_up_and_come_down(server: BotApiServer) -> None:
    server.message("x")
    sent = result(server, "sendDocument", {"document": b"a,b"}, chat_id=1, caption="<b>c</b>", parse_mode="HTML")
    assert (sent["document"]["file_name"], sent["caption"]) == ("document.bin", "c")
    found = result(server, "getFile", file_id=sent["document"]["file_id"])
    assert httpx.get(f"{server.base_file_url}{server.token}/{found['file_path']}").content == b"a,b"
    assert httpx.get(f"{server.base_file_url}{server.token}/files/none").status_code == 404
    again = result(server, "sendDocument", chat_id=1, document=sent["document"]["file_id"])
    assert again["document"]["file_size"] == 3
    photo = result(server, "sendPhoto", {"part": PNG}, chat_id=1, photo="attach://part")["photo"]
    assert (photo[-1]["width"], photo[-1]["height"]) == (320, 200)
    assert "IMAGE_PROCESS_FAILED" in refusal(server, "sendPhoto", {"photo": b"<svg/>"}, chat_id=1)[1]
    assert "wrong file identifier" in refusal(server, "sendPhoto", chat_id=1, photo="none")[1]
    assert "wrong file_id" in refusal(server, "getFile", file_id="none")[1]
    assert result(server, "getFile", file_id=server.world.add_file(b"x"))["file_size"] == 1


def test_a_press_is_answered_once(server: BotApiServer) -> None:
    server.message("x")
    rows = [
        [{"text": "a", "callback_data": "1"}],
        [{"text": "b", "callback_data": "2"}, {"text": "c", "url": "t.me/x"}],
    ]
    sent = result(server, "sendMessage", chat_id=1, text="x", reply_markup={"inline_keyboard": rows})
    query = server.press(sent, "b")
    assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("2", 1, sent["message_id"])
    assert server.press(server.calls[-1], 0)["data"] == "1"
    assert server.click(sent, "old")["data"] == "old"
    with pytest.raises(ValueError, match="no button 'c' that can be pressed"):
        server.press(sent, "c")
    assert result(server, "answerCallbackQuery", callback_query_id=query["id"]) is True
    assert "query is too old" in refusal(server, "answerCallbackQuery", callback_query_id=query["id"])[1]
    inline = server.inline("palu")
    assert result(server, "answerInlineQuery", inline_query_id=inline["id"], results=[]) is True
    assert "query is too old" in refusal(server, "answerInlineQuery", inline_query_id="none", results=[])[1]


def test_commands_and_profile(server: BotApiServer) -> None:
    commands = [{"command": "start", "description": "Mulai"}]
    assert result(server, "setMyCommands", commands=commands) is True
    scope = {"type": "chat", "chat_id": 1}
    assert "chat not found" in refusal(server, "setMyCommands", commands=commands, scope=scope)[1]
    server.message("x", user=content.user(1))
    assert result(server, "setMyCommands", commands=commands, scope=scope, language_code="en") is True
    assert server.commands == {("default", ""): commands, ("chat:1", "en"): commands}
    assert result(server, "getMyCommands", scope=scope, language_code="en") == commands
    assert result(server, "deleteMyCommands") is True
    assert result(server, "getMyCommands") == []
    assert result(server, "setMyDescription", description="Halo") is True
    assert result(server, "setMyShortDescription", short_description="Hi", language_code="en") is True
    assert result(server, "getMyDescription", language_code="en") == {"description": "Halo"}
    assert result(server, "getMyShortDescription") == {"short_description": ""}
    assert result(server, "getMyName") == {"name": "Test bot"}


def test_chats_and_members(server: BotApiServer) -> None:
    group, boss = content.group(), content.user(5, "Boss")
    server.world.add_chat(group, content.member(boss, "creator"), content.member(content.BOT, "administrator"))
    server.message("x")
    here = {"chat_id": group["id"]}
    assert result(server, "getChat", **here)["title"] == "Group"
    assert result(server, "sendChatAction", action="typing", **here) is True
    assert [one["user"]["id"] for one in result(server, "getChatAdministrators", **here)] == [5, 123456]
    assert "no administrators" in refusal(server, "getChatAdministrators", chat_id=1)[1]
    assert result(server, "getChatMember", user_id=5, **here)["status"] == "creator"
    assert result(server, "getChatMember", user_id=6, **here)["status"] == "left"
    assert result(server, "leaveChat", **here) is True
    gone = (403, "Forbidden: bot is not a member of the supergroup chat")
    assert refusal(server, "sendMessage", text="x", **here) == gone
    back = visits.membership(group, content.member(content.BOT, "left"), content.member(content.BOT))
    server.push(back)
    assert result(server, "sendMessage", text="x", **here)["chat"]["id"] == group["id"]


def test_faults_and_delays(server: BotApiServer) -> None:
    server.message("x")
    server.fault("sendMessage", 429, "Too Many Requests: retry after 3", {"retry_after": 3}, times=2)
    for _ in range(2):
        body = ask(server, "sendMessage", chat_id=1, text="x")
        assert (body["error_code"], body["parameters"]) == (429, {"retry_after": 3})
    server.delay("sendMessage", 0.2)
    begun = time.monotonic()
    result(server, "sendMessage", chat_id=1, text="x")
    assert time.monotonic() - begun >= 0.2
    assert [call.status for call in server.wait_for("sendMessage", 3)] == [429, 429, 200]


def test_what_has_arrived_is_done_though_the_client_hangs_up(server: BotApiServer) -> None:
    server.message("x")
    server.delay("sendMessage", 0.3)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{server.base_url}{server.token}/sendMessage", json={"chat_id": 1, "text": "late"}, timeout=0.1)
    assert server.wait_for("sendMessage", text="late")[0].status == 200


def test_waiting_matches_counts_and_tells_what_it_saw(server: BotApiServer) -> None:
    server.message("x")
    threading.Timer(0.1, lambda: result(server, "sendMessage", chat_id=1, text="two")).start()
    result(server, "sendMessage", chat_id=1, text="one")
    assert [call.params["text"] for call in server.wait_for("sendMessage", 2)] == ["one", "two"]
    assert len(server.wait_for("sendMessage", text=lambda text: "w" in text)) == 1
    assert [call.params["text"] for call in server.wait_for("sendMessage", since=1)] == ["two"]
    with pytest.raises(AssertionError, match="0 of 1 sendMessage"):
        server.wait_for("sendMessage", timeout=0.05, text="three")
