"""A request class for python-telegram-bot that never leaves the process.

It goes under a real `telegram.ext.Application`, so that the library's own code runs and only the wire is pretended:

    request = OfflineRequest()
    application = builder(request).build()
    async with application:
        await application.process_update(message(application.bot, "/start"))
    assert request.sent("sendMessage")[0].params["text"] == "Hello"
    request.check()
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest, RequestData

from tests.botapi import content, visits
from tests.botapi.backend import Backend, Call
from tests.botapi.content import TOKEN, Json
from tests.botapi.world import Upload, World


class OfflineRequest(BaseRequest):
    """Judges every request and answers it as Telegram might; `backend` sets faults and remembers the calls."""

    def __init__(self, world: World | None = None) -> None:
        # Handlers are tried with updates out of thin air, so unknown chats and messages are taken on trust.
        self.backend = Backend(world or World(lenient=True))

    @property
    def world(self) -> World:
        """What has been sent and set so far."""
        return self.backend.world

    @property
    def calls(self) -> list[Call]:
        """Everything that the bot has asked for."""
        return self.backend.calls

    def sent(self, *methods: str) -> list[Call]:
        """The calls of some methods, in order."""
        return [call for call in self.calls if call.method in methods]

    def check(self) -> None:
        """Fail if any request broke the Bot API: the library turns the refusal into an error that a bot may swallow."""
        problems = self.backend.problems()
        if problems:
            raise AssertionError("\n".join(problems))

    @property
    def read_timeout(self) -> float:
        """Nothing here takes time."""
        return 1

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Answer in place of Telegram."""
        last = urlsplit(url).path.rpartition("/")[2]
        if method == "GET":
            found = self.world.files.get(last)
            return (200, found.data) if found else (404, b'{"ok":false,"error_code":404,"description":"Not Found"}')
        # The library would send these strings; so what is judged is what Telegram would get.
        params = request_data.json_parameters if request_data else {}
        parts: Mapping[str, Any] = request_data.multipart_data if request_data else {}
        reply = self.backend.handle(last, params, {name: _upload(part) for name, part in parts.items()})
        return reply.status, json.dumps(reply.body).encode()


def _upload(part: Any) -> Upload:
    name, data = part[0], part[1]
    return Upload(str(name), data if isinstance(data, bytes) else bytes(data.read()))


def builder(request: OfflineRequest | None = None) -> Any:
    """An application builder over an offline request, with no updater: a test hands in its updates itself."""
    offline = request or OfflineRequest()
    return ApplicationBuilder().token(TOKEN).request(offline).get_updates_request(offline).updater(None)


def _update(bot: Bot, visit: Any, *what: Any, **how: Any) -> Update:
    world = cast(OfflineRequest, bot.request).world
    raw: Json = visit(world, *what, **how)
    world.arrive(raw)
    return Update.de_json({"update_id": world.number(), **raw}, bot)


def message(bot: Bot, text: str = "", **how: Any) -> Update:
    """Someone writes; see `visits.wrote` for whom, where and what."""
    return _update(bot, visits.wrote, text, **how)


def edited(bot: Bot, original: Update, text: str, **how: Any) -> Update:
    """Someone changes what they wrote."""
    before = original.to_dict()
    return message(bot, text, edited=before.get("message") or before["edited_message"], **how)


def photo(bot: Bot, *, caption: str = "", **how: Any) -> Update:
    """Someone sends a photo."""
    return message(bot, **content.photo(caption=caption), **how)


def sticker(bot: Bot, **how: Any) -> Update:
    """Someone sends a sticker."""
    return message(bot, **content.sticker(), **how)


def voice(bot: Bot, **how: Any) -> Update:
    """Someone sends a voice message."""
    return message(bot, **content.voice(), **how)


def contact(bot: Bot, **how: Any) -> Update:
    """Someone shares a contact."""
    return message(bot, **content.contact(), **how)


def press(bot: Bot, sent: Call | Json, button: int | str, *, user: Json | None = None) -> Update:
    """Someone presses a button of a message that the bot has sent, by its text or its number."""
    return _update(bot, visits.pressed, sent.result if isinstance(sent, Call) else sent, button, user=user)


def click(bot: Bot, sent: Call | Json, data: str, *, user: Json | None = None) -> Update:
    """Someone presses a button that the message no longer has."""
    return _update(bot, visits.clicked, sent.result if isinstance(sent, Call) else sent, data, user=user)


def inline(bot: Bot, query: str, *, user: Json | None = None, offset: str = "") -> Update:
    """Someone types the bot's name and a query in some chat."""
    return _update(bot, visits.asked_inline, query, user=user, offset=offset)


def placed(bot: Bot, chat: Json, before: str, after: str, *, by: Json | None = None, **rights: Any) -> Update:
    """The bot's own place in a chat changes, such as from "left" to "member"."""
    me = cast(OfflineRequest, bot.request).world.me
    return _update(bot, _membership, chat, content.member(me, before), content.member(me, after, **rights), by=by)


def _membership(_: World, chat: Json, before: Json, after: Json, *, by: Json | None = None) -> Json:
    return visits.membership(chat, before, after, by=by)
