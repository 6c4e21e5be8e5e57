"""Judge, answer and record requests: what the server and the offline request class have in common."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.botapi import answers, spec, validation
from tests.botapi.broken import Broken
from tests.botapi.content import Json
from tests.botapi.world import Files, RefusalError, World, plain


@dataclass(frozen=True)
class Call:
    """One request of the bot, with the answer that it got."""

    method: str
    params: Json
    """As Python values: a keyboard is a dictionary, a chat id a number."""
    files: Files
    status: int
    response: Json
    problems: tuple[str, ...] = ()
    at: float = field(default_factory=time.monotonic)

    @property
    def result(self) -> Any:
        """What the bot got; `None` after a refusal."""
        return self.response.get("result")


@dataclass(frozen=True)
class Reply:
    """Status and body of an answer."""

    status: int
    body: Json
    broken: Broken | None = None
    """How it breaks on its way; the offline request class knows no way."""


@dataclass
class _Fault:
    method: str
    what: Reply | Broken
    times: int
    chat: int | None

    def meets(self, method: str, params: Mapping[str, Any]) -> bool:
        return self.method == method and self.times > 0 and self.chat in (None, params.get("chat_id"))


def refused(error_code: int, description: str, parameters: Mapping[str, Any] | None = None) -> Reply:
    """Telegram's "no"."""
    more = {"parameters": dict(parameters)} if parameters else {}
    return Reply(error_code, {"ok": False, "error_code": error_code, "description": description, **more})


def granted(result: Any) -> Reply:
    """Telegram's "yes"; a copy, so that what happens later does not change what was answered."""
    return Reply(200, {"ok": True, "result": plain(result)})


class Backend:
    """Telegram behind the wire; safe to ask from one thread while another one serves."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or World()
        self.calls: list[Call] = []
        self._faults: list[_Fault] = []
        self._delays: dict[str, float] = {}
        self._changed = threading.Condition()

    @property
    def commands(self) -> dict[tuple[str, str], list[Json]]:
        """The bot's commands by scope and language, such as `("default", "id")`."""
        return self.world.commands

    def fault(
        self,
        method: str,
        error_code: int,
        description: str,
        parameters: Mapping[str, Any] | None = None,
        times: int = 1,
        *,
        chat: int | None = None,
    ) -> None:
        """Refuse the next calls of a method, or those that go to one chat."""
        with self._changed:
            self._faults.append(_Fault(method, refused(error_code, description, parameters), times, chat))

    def broken(self, method: str, how: Broken, times: int = 1, *, chat: int | None = None) -> None:
        """Let the next answers to a method break on their way, or those to one chat."""
        with self._changed:
            self._faults.append(_Fault(method, how, times, chat))

    def delay(self, method: str, seconds: float) -> None:
        """Let a method take its time, until told otherwise."""
        with self._changed:
            self._delays[method] = seconds

    def seconds(self, method: str) -> float:
        """How long a method is to take."""
        with self._changed:
            return self._delays.get(method, 0)

    def problems(self) -> list[str]:
        """Every breach of the Bot API so far."""
        with self._changed:
            return [problem for call in self.calls for problem in call.problems]

    def handle(self, method: str, params: Mapping[str, Any], files: Files) -> Reply:
        """Judge, answer and record one request."""
        name, values, problems = self.judge(method, params, files)
        reply = self.objection(name, values, problems) or self.answer(name, values, files)
        self.record(Call(name, values, files, reply.status, reply.body, tuple(problems)))
        return reply

    def judge(self, method: str, params: Mapping[str, Any], files: Iterable[str]) -> tuple[str, Json, list[str]]:
        """The method's proper name, its parameters as Python values, and what is wrong with them."""
        problems = validation.problems(method, params, files)
        known = spec.load().method(method)
        if known is None:
            return method, dict(params), problems
        if known.name not in answers.ANSWERS:
            problems.append(f"{known.name}: the test server does not model this method")
        return known.name, spec.decoded_parameters(known, params), problems

    def breakage(self, method: str, params: Mapping[str, Any]) -> Broken | None:
        """How the answer to a request is to break on its way, where a test has said so."""
        with self._changed:
            for fault in self._faults:
                if isinstance(fault.what, Broken) and fault.meets(method, params):
                    fault.times -= 1
                    return fault.what
        return None

    def objection(self, method: str, params: Mapping[str, Any], problems: list[str]) -> Reply | None:
        """Why a request is refused before it is looked at: a fault that a test has set, or a breach of the rules."""
        with self._changed:
            for fault in self._faults:
                if isinstance(fault.what, Reply) and fault.meets(method, params):
                    fault.times -= 1
                    return fault.what
        if spec.load().method(method) is None:
            return refused(404, "Not Found: method not found")
        return refused(400, "Bad Request: SPEC " + "; ".join(problems)) if problems else None

    def answer(self, method: str, params: Json, files: Files) -> Reply:
        """What Telegram makes of a request that keeps the rules."""
        with self._changed:
            try:
                return granted(answers.answer(self.world, method, params, files))
            except RefusalError as refusal:
                return refused(refusal.error_code, refusal.description, refusal.parameters)

    def record(self, call: Call) -> None:
        """Note a call and wake whoever waits for it."""
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()

    def wait_for(
        self, method: str, /, count: int = 1, timeout: float = 10, *, since: int = 0, **match: Any
    ) -> list[Call]:
        """Wait for calls of a method and return them; `since` is an index into `calls`.

        `match` names parameters and what they must be: a value, or a function of the value. `status` may be named too.
        """

        def found() -> list[Call]:
            return [call for call in self.calls[since:] if call.method == method and _matches(call, match)]

        with self._changed:
            if not self._changed.wait_for(lambda: len(found()) >= count, timeout):
                seen = "\n".join(f"  {c.method} {c.status} {c.params!r:.200}" for c in self.calls[since:])
                raise AssertionError(f"{len(found())} of {count} {method} {match} after {timeout} s; seen:\n{seen}")
            return found()


def _matches(call: Call, match: Mapping[str, Any]) -> bool:
    for name, wanted in match.items():
        value = call.status if name == "status" else call.params.get(name)
        if not (wanted(value) if callable(wanted) else wanted == value):
            return False
    return True
