"""Who sits in the groups of these tests, and what they do there."""

from __future__ import annotations

from typing import Any

from tests.botapi import content
from tests.botapi.backend import Call
from tests.botapi.content import Json
from tests.handlers.stage import Stage

GROUP = content.group()
BASIC = content.group(-77, basic=True)
FORUM = content.group(-1009876543210, forum=True)
ANN, BUDI, CITRA = (content.user(number, name) for number, name in ((1, "Ann"), (2, "Budi"), (3, "Citra")))
ANONYMOUS = {**content.user(1087968824, "Group", username="GroupAnonymousBot"), "is_bot": True}
BOT = {**content.user(555, "Other", username="other_bot"), "is_bot": True}
CHANNEL: Json = {"id": -1005550005550, "type": "channel", "title": "News"}
CHANNEL_BOT = {**content.user(136817688, "Channel", username="Channel_Bot"), "is_bot": True}
LINKED: Json = {"user": content.user(777000), "sender_chat": CHANNEL, "is_automatic_forward": True}
"""A post of the linked channel, as its group gets it."""

PALU = "Kapan Palu berkunjung ke Balikpapan?"
PAREPARE = "Siapa yang memimpin rombongan Parepare ke Balikpapan?"
UNKNOWN = "siapa presiden uzbekistan?"


async def say(stage: Stage, words: str, chat: Json = GROUP, user: Json = ANN, **how: Any) -> list[Call]:
    """Say something in a group and return what the bot did."""
    return await stage.say(words, chat=chat, user=user, **how)


async def ask(stage: Stage, words: str, chat: Json = GROUP, user: Json = ANN, **how: Any) -> Call:
    """Say something to which there is one reply, which is sent to this chat."""
    (reply,) = await say(stage, words, chat, user, **how)
    assert (reply.method, reply.params["chat_id"]) == ("sendMessage", chat["id"])
    return reply


def replied(call: Call) -> int:
    """The number of the message that a reply stands under."""
    return int(call.params["reply_parameters"]["message_id"])


def rows(call: Call) -> list[list[str]]:
    """The buttons of a sent message, row by row."""
    return [[one["text"] for one in row] for row in call.params.get("reply_markup", {}).get("inline_keyboard", [])]


def data(call: Call, label: str) -> str:
    """What a button carries."""
    keyboard = call.params["reply_markup"]["inline_keyboard"]
    return next(str(one["callback_data"]) for row in keyboard for one in row if one["text"] == label)
