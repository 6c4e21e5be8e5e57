"""A Bot API server on loopback, in a thread of its own.

    with BotApiServer() as server:
        ...  # a bot with base_url(server.base_url), base_file_url(server.base_file_url) and token(server.token)
        server.message("/start")
        reply, = server.wait_for("sendMessage", chat_id=1)
        server.press(reply.result, "More")

The update queue - long polling, acknowledgement, 409, webhooks - and the reading of requests are lo-bot-api-emulator's.
Not modelled: rate limits (set a `fault`; what breaks on its way is `broken`), privacy mode, the pauses between
Telegram's attempts at a webhook.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
import threading
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator  # type: ignore[import-untyped]
from lo_bot_api_emulator import updates as emulated

from tests.botapi import broken, spec, visits
from tests.botapi.backend import Backend, Call, Reply, granted, refused
from tests.botapi.content import TOKEN, Json
from tests.botapi.world import Files, Upload, World

ONLY_IF_ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Updates that a bot gets only when it names them in `allowed_updates`."""

_QUEUE = frozenset({"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"})
_MOST_BYTES = 64 * 1024 * 1024


class BotApiServer(Backend):
    """Telegram, as far as a bot can tell."""

    def __init__(self, *, token: str = TOKEN, port: int = 0, world: World | None = None) -> None:
        super().__init__(world)
        self.token = token
        self.url = ""
        self._port = port
        self.polls = 0
        """How often the bot has asked for updates."""
        self._ready: concurrent.futures.Future[str] = concurrent.futures.Future()
        self._thread = threading.Thread(target=self._run, name="bot-api-server", daemon=True)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._reader = LoBotApiEmulator()
        # The package lets three kinds of updates in; Telegram sends many more.
        emulated.KINDS.update(spec.load().update_kinds)
        emulated.ALLOWED_UPDATE_TYPES.update(spec.load().update_kinds)
        self._queues = emulated.UpdateQueues(record=lambda _: None, max_updates=100_000, insecure_webhooks=True)
        self._deliver_now = self._queues.deliver
        self._queues.deliver = self._deliver_later

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls by this name."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """Where files are downloaded from."""
        return f"{self.url}/file/bot"

    # Starting and stopping

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; returns when the port is open."""
        self._thread.start()
        self.url = self._ready.result(timeout=10)

    def stop(self) -> None:
        """Close the port and end the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(timeout=10)
        if self._thread.is_alive():
            raise RuntimeError("the Bot API server does not stop")

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            if self._ready.done():
                raise
            self._ready.set_exception(error)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=_MOST_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/files/{file_id:.*}", self._download)
        # A client that hangs up must end its long poll at once, or its next one would meet a 409.
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", self._port, reuse_address=True).start()
            self._ready.set_result("http://{}:{}".format(*runner.addresses[0]))
            await self._stop.wait()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await runner.cleanup()

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # What the bot does

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _response(refused(401, "Unauthorized"))
        try:
            params, files = await self._read(request)
        except ApiRefusal as refusal:
            return _response(refused(refusal.status, refusal.description))
        except ValueError:
            return _response(refused(400, "Bad Request: malformed request"))
        work = self._respond(request, method, params, files)
        # What has reached Telegram is done, even if the client does not wait for the answer.
        reply = await (work if method.lower() == "getupdates" else asyncio.shield(self._spawn(work)))
        if reply.broken is None:
            return _response(reply)
        return await broken.send(request, reply.broken, json.dumps(reply.body).encode())

    async def _read(self, request: web.Request) -> tuple[Json, Files]:
        params, uploads = await self._reader.read_request(request) if request.can_read_body else ({}, {})
        files = {name: Upload(part["filename"], part["data"]) for name, part in uploads.items()}
        return {**request.query, **params}, files

    async def _respond(self, request: web.Request, method: str, params: Json, files: Files) -> Reply:
        name, values, problems = self.judge(method, params, files)
        breakage = self.breakage(name, values)
        await asyncio.sleep(self.seconds(name) + (breakage.wait if breakage else 0))
        reply = self.objection(name, values, problems)
        if reply is None and breakage and not breakage.done:
            reply = refused(500, "the test server does nothing")
        if reply is None and name in _QUEUE:
            reply = await self._ask_queue(request, name, values)
        elif reply is None:
            reply = self.answer(name, values, files)
        # An empty poll every few seconds is no news.
        if name != "getUpdates" or reply.status != 200:
            self.record(Call(name, values, files, reply.status, reply.body, tuple(problems)))
        return replace(reply, broken=breakage)

    async def _ask_queue(self, request: web.Request, method: str, params: Json) -> Reply:
        def gone() -> bool:
            return request.transport is None or request.transport.is_closing()

        try:
            if method == "getUpdates":
                with self._changed:
                    self.polls += 1
                    self._changed.notify_all()
                return granted(await self._queues.poll(self.token, params, disconnected=gone))
            if method == "getWebhookInfo":
                return granted(self._queues.info(self.token))
            url = params["url"] if method == "setWebhook" else ""
            return granted(await self._queues.set_webhook(self.token, {**params, "url": url}))
        except emulated.UpdateError as error:
            return refused(error.status, str(error) if error.status == 409 else f"Bad Request: {error}")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        with self._changed:
            upload = self.world.files.get(request.match_info["file_id"])
        if upload is None or request.match_info["token"] != self.token:
            return _response(refused(404, "Not Found"))
        return web.Response(body=upload.data)

    # What people do

    def push(self, update: Mapping[str, Any]) -> int | None:
        """Send an update to the bot and return its id, or `None` if the bot has not asked for its kind."""
        with self._changed:
            self.world.arrive(update)
        waiting = asyncio.run_coroutine_threadsafe(self._enqueue(dict(update)), self._loop)
        return waiting.result(timeout=10)

    async def _enqueue(self, update: Json) -> int | None:
        kinds = set(update) - {"update_id"}
        allowed = set(self._queues.info(self.token)["allowed_updates"])
        if not kinds & (allowed or spec.load().update_kinds - ONLY_IF_ASKED_FOR):
            return None
        return int(await self._queues.enqueue(self.token, update))

    async def _deliver_later(self, token: str) -> int:
        """Feed a webhook in the background: the package would hold up who pushes until the bot has answered."""
        if not any(task.get_name() == "webhook" and not task.done() for task in self._tasks):
            self._spawn(self._feed_webhook(token)).set_name("webhook")
        return 0

    async def _feed_webhook(self, token: str) -> None:
        while (info := self._queues.info(token))["url"] and info["pending_update_count"]:
            if not await self._deliver_now(token):
                await asyncio.sleep(0.1)

    def message(self, text: str = "", **how: Any) -> Json:
        """Someone writes; see `visits.wrote` for whom, where and what."""
        return self._push_one(visits.wrote, text, **how)

    def press(self, message: Mapping[str, Any] | Call, button: int | str, *, user: Json | None = None) -> Json:
        """Someone presses a button of a message that the bot has sent, by its text or its number."""
        sent = message.result if isinstance(message, Call) else message
        return self._push_one(visits.pressed, sent, button, user=user)

    def click(self, message: Mapping[str, Any] | Call, data: str, *, user: Json | None = None) -> Json:
        """Someone presses a button that the message no longer has."""
        sent = message.result if isinstance(message, Call) else message
        return self._push_one(visits.clicked, sent, data, user=user)

    def inline(self, query: str, *, user: Json | None = None, offset: str = "") -> Json:
        """Someone types the bot's name and a query in some chat."""
        return self._push_one(visits.asked_inline, query, user=user, offset=offset)

    def _push_one(self, visit: Any, *what: Any, **how: Any) -> Json:
        """Push the update and return what it carries."""
        with self._changed:
            update: Json = visit(self.world, *what, **how)
        self.push(update)
        carried: Json = next(iter(update.values()))
        return carried

    def wait_until_polling(self, timeout: float = 10, *, since: int = 0) -> None:
        """Wait until the bot has asked for updates, so that `allowed_updates` holds; `since` is an earlier `polls`."""
        with self._changed:
            if not self._changed.wait_for(lambda: self.polls > since, timeout):
                raise AssertionError(f"the bot has not polled for {timeout} s")


def _response(reply: Reply) -> web.Response:
    return web.json_response(reply.body, status=reply.status)
