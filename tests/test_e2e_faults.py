"""Telegram in trouble: every fault at once, each with somebody of its own, and one process that outlives them all."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from bot.receiving import polling
from tests import impatient
from tests.botapi import content, visits
from tests.botapi.broken import LOST, MALFORMED, RESET, Broken, page, silent, slow
from tests.botapi.content import Json
from tests.botapi.server import BotApiServer
from tests.conftest import ROOT
from tests.process import SECONDS_TO_START, Bot, running, started
from tests.troubled import ANSWER, QUESTION, asks, events, messages, person, records, states, until

SEND, EDIT = "sendMessage", "editMessageText"
UNREACHABLE = ["handler failed NetworkError", "update NetworkError"]
TIMED_OUT = ["handler failed TimedOut", "update TimedOut"]
ANSWERED = ["update"]
SETTLED = 1.5
"""Seconds in which a message too many would come."""


@dataclass(frozen=True)
class Fault:
    """What is done to the bot when it answers somebody, and what comes of it."""

    set: Callable[[BotApiServer, int], None]
    messages: int = 1
    """How many the person gets; one too many where Telegram had taken the first and did not say so."""
    said: list[str] = field(default_factory=lambda: [*UNREACHABLE, *ANSWERED])
    """What the log says of the update."""
    state: str = "done"


def refusal(code: int, why: str, times: int = 1, **parameters: int) -> Callable[[BotApiServer, int], None]:
    return lambda server, chat: server.fault(SEND, code, why, parameters, times, chat=chat)


def breaking(how: Broken, times: int = 1) -> Callable[[BotApiServer, int], None]:
    return lambda server, chat: server.broken(SEND, how, times, chat=chat)


FAULTS = {
    "nothing": Fault(lambda server, chat: None, said=ANSWERED),
    "429": Fault(refusal(429, "Too Many Requests: retry after 1", 2, retry_after=1), said=ANSWERED),
    # Longer than anybody waits in a chat: it is tried again later, and nobody else is held up.
    "429 for an hour": Fault(
        refusal(429, "Too Many Requests: retry after 3600", retry_after=3600),
        messages=0,
        said=["handler failed RetryAfter", "update RetryAfter"],
        state="open",
    ),
    "500": Fault(refusal(500, "Internal Server Error")),
    "500 twice": Fault(refusal(500, "Internal Server Error", 2), said=[*UNREACHABLE, *UNREACHABLE, *ANSWERED]),
    "502 as a page": Fault(breaking(page(502))),
    "504 as a page": Fault(breaking(page(504))),
    "silence, not done": Fault(breaking(silent(6, done=False)), said=[*TIMED_OUT, *ANSWERED]),
    "silence, done": Fault(breaking(silent(6, done=True)), messages=2, said=[*TIMED_OUT, *ANSWERED]),
    "slow body": Fault(breaking(slow(0.5)), messages=2, said=[*TIMED_OUT, *ANSWERED]),
    "reset, not done": Fault(breaking(LOST)),
    "reset in mid-reply": Fault(breaking(RESET), messages=2),
    "malformed JSON": Fault(breaking(MALFORMED), messages=2),
    "403": Fault(
        refusal(403, "Forbidden: bot was blocked by the user"),
        messages=0,
        said=["not delivered Forbidden", "update"],
    ),
    "400 chat not found": Fault(
        refusal(400, "Bad Request: chat not found"), messages=0, said=["not delivered BadRequest", "update"]
    ),
    "400 once": Fault(
        refusal(400, "Bad Request: something odd"),
        said=["handler failed BadRequest", "update BadRequest", *ANSWERED],
    ),
    # At the third time the person is told that it failed, and the update is set aside.
    "400 always": Fault(
        refusal(400, "Bad Request: something odd", 3),
        said=[*["handler failed BadRequest", "update BadRequest"] * 3, "update set aside BadRequest"],
        state="failed",
    ),
}


@dataclass
class Evening:
    """What became of it."""

    numbers: dict[str, int]
    got: Counter[int]
    last: dict[int, str]
    said: list[Json]
    states: dict[int, str]
    traceback: bool


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    folder = tmp_path_factory.mktemp("evening")
    with BotApiServer() as server, running(server, folder, "DEBUG") as bot:
        server.wait_until_polling(SECONDS_TO_START)
        for chat, fault in enumerate(FAULTS.values(), 100):
            fault.set(server, chat)
        numbers = {name: asks(server, chat) for chat, name in enumerate(FAULTS, 100)}
        wanted = Counter({chat: fault.messages for chat, fault in enumerate(FAULTS.values(), 100)})
        until(lambda: messages(server) >= wanted)
        time.sleep(SETTLED)
        assert bot.stop() == 0
        assert server.problems() == []
        last = {call.params["chat_id"]: call.params["text"] for call in server.calls if call.method == SEND}
        found = records(bot)
        yield Evening(numbers, messages(server), last, found, states(folder / "simpul.db"), "Traceback" in bot.said())


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_while_answering(evening: Evening, name: str) -> None:
    fault, chat, update = FAULTS[name], 100 + list(FAULTS).index(name), evening.numbers[name]
    assert evening.got[chat] == fault.messages
    said = events(evening.said, update)
    # What is still tried at the end has been tried more than once.
    assert (said[: len(fault.said)] if fault.state == "open" else said) == fault.said
    assert evening.states[update] == fault.state
    if fault.messages:
        assert (ANSWER in evening.last[chat]) == (fault.state == "done")


def test_none_of_it_is_a_traceback(evening: Evening) -> None:
    assert not evening.traceback
    assert "paused by Telegram" in {one["event"] for one in evening.said}


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One process for all that follows."""
    with BotApiServer() as server, running(server, tmp_path_factory.mktemp("afternoon"), "DEBUG") as bot:
        server.wait_until_polling(SECONDS_TO_START)
        yield bot
        assert bot.stop() == 0
        assert server.problems() == []
        assert "Traceback" not in bot.said()
        assert records(bot)


POLLED: dict[str, tuple[Callable[[BotApiServer], None], str]] = {
    "429": (lambda server: server.fault("getUpdates", 429, "Too Many Requests", {"retry_after": 1}), "429"),
    "500": (lambda server: server.fault("getUpdates", 500, "Internal Server Error"), "500"),
    "502 as a page": (lambda server: server.broken("getUpdates", page(502)), "502, no JSON"),
    "409": (lambda server: server.fault("getUpdates", 409, "Conflict: terminated by other getUpdates"), "409"),
    "reset in mid-reply": (lambda server: server.broken("getUpdates", RESET), "NetworkError"),
    "malformed JSON": (lambda server: server.broken("getUpdates", MALFORMED), "200, no JSON"),
    "no updates": (lambda server: server.broken("getUpdates", Broken(body=b'{"ok":true,"result":{}}')), "200"),
    "no answer": (lambda server: server.broken("getUpdates", Broken(body=b"null")), "NetworkError"),
}


@pytest.mark.parametrize("name", POLLED)
def test_a_fault_while_asking_for_updates(afternoon: Bot, name: str) -> None:
    server, chat = afternoon.server, 200 + list(POLLED).index(name)
    fault, told = POLLED[name]
    before = len(records(afternoon))
    fault(server)
    # The poll that is open brings the first; the next one is the one that fails, whose updates come again.
    asks(server, chat)
    asks(server, chat)
    until(lambda: messages(server)[chat] == 2)
    asks(server, chat)
    until(lambda: messages(server)[chat] == 3)
    (failed,) = [one for one in records(afternoon)[before:] if one["event"] == "polling failed"]
    assert failed["error"].startswith(told)
    assert failed["level"] == "WARNING"


def test_a_poll_that_is_never_answered(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, program = tmp_path_factory.mktemp("silence"), (str(ROOT / "tests" / "impatient.py"),)
    with BotApiServer() as server, started(server, folder, "INFO", program=program) as bot:
        server.wait_until_polling(SECONDS_TO_START)
        server.broken("getUpdates", silent(600, done=False), times=2)
        asks(server, 1)
        until(lambda: messages(server)[1])
        until(lambda: "TimedOut" in bot.said())
        # What is asked while nobody hears it comes with the first poll that is answered.
        asks(server, 1)
        took = until(lambda: messages(server)[1] == 2)
        assert took < 2 * (impatient.LONG_POLL + impatient.PATIENCE + polling.PAUSES[0]) + 3
        assert bot.stop() == 0
        failed = [one["error"] for one in records(bot) if one["event"] == "polling failed"]
    assert failed == ["TimedOut", "TimedOut"]
    assert set(states(folder / "simpul.db").values()) == {"done"}


@pytest.mark.parametrize(
    ("why", "edits", "sends"),
    [
        ("Bad Request: message to edit not found", 1, 1),
        ("Bad Request: message is not modified", 1, 0),
        ("Bad Request: message can't be edited", 1, 1),
    ],
)
def test_an_answer_that_cannot_be_edited(afternoon: Bot, why: str, edits: int, sends: int) -> None:
    server = afternoon.server
    asked, _ = afternoon.reply(QUESTION, user=person(300))
    since = len(server.calls)
    server.fault(EDIT, 400, why, chat=300)
    update = server.push(visits.wrote(server.world, "siapa wali kota Parepare?", edited=asked))
    assert update is not None
    until(lambda: "update" in events(records(afternoon), update))
    methods = Counter(call.method for call in server.calls[since:])
    assert (methods[EDIT], methods[SEND]) == (edits, sends)
    assert events(records(afternoon), update) == ANSWERED


def test_a_press_that_came_too_late_is_done_all_the_same(afternoon: Bot) -> None:
    server = afternoon.server
    _, answer = afternoon.reply(QUESTION, user=person(301))
    since = len(server.calls)
    server.fault("answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired")
    server.press(answer, "Ringkasan")
    server.wait_for(SEND, since=since, chat_id=301)


def test_a_group_that_has_moved_gets_its_answer_there(afternoon: Bot) -> None:
    server, old, new = afternoon.server, content.group(-40, basic=True), content.group(-1001234567890)
    server.push(visits.membership(new, content.member(server.world.me, "left"), content.member(server.world.me)))
    server.message("halo", chat=new, user=person(302))
    server.fault(SEND, 400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": new["id"]}, chat=old["id"])
    server.message(f"/tanya {QUESTION}", chat=old, user=person(302))
    server.wait_for(SEND, chat_id=new["id"], status=200, text=lambda text: ANSWER in text)
    server.wait_for(SEND, chat_id=old["id"], status=400)


def test_a_token_that_is_taken_back_ends_the_process_behind_a_webhook_too(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from tests.test_e2e_receiving import free_port, until_ready, webhook

    folder, port = tmp_path_factory.mktemp("webhook"), free_port()
    with BotApiServer() as server, running(server, folder, "INFO", **webhook(port)) as bot:
        until_ready(bot, port)
        server.fault(SEND, 401, "Unauthorized", times=100)
        update = asks(server, 1)
        assert bot.process.wait(timeout=20) == 2
        last = records(bot)[-1]
    assert (last["level"], last["event"]) == ("CRITICAL", "TELEGRAM_BOT_TOKEN was refused by Telegram")
    # It waits for a token that is taken.
    assert states(folder / "simpul.db")[update] == "open"


def test_a_signal_ends_a_process_that_cannot_begin(tmp_path_factory: pytest.TempPathFactory) -> None:
    with BotApiServer() as server:
        server.fault("deleteWebhook", 500, "Internal Server Error", times=1000)
        with running(server, tmp_path_factory.mktemp("beginning"), "INFO") as bot:
            server.wait_for("deleteWebhook", 2, timeout=SECONDS_TO_START)
            began = time.monotonic()
            assert bot.stop() == 0
            assert time.monotonic() - began < 8
            assert {one["event"] for one in records(bot)} >= {"Telegram out of reach"}
