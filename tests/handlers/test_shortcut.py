"""The short way of a question: what goes it, and that it leads where the long one leads."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.answering.engine import Engine
from bot.handlers.buckets import PERSON
from bot.handlers.shortcut import shortcut
from tests.botapi import content
from tests.botapi.content import Json
from tests.handlers.people import BOT, GROUP, PALU, UNKNOWN
from tests.handlers.stage import ADMIN, Stage, buttons, play


def update(text: str = PALU, number: int = 1, **members: Any) -> Json:
    user = content.user(5)
    message = {"message_id": number, "date": 1, "from": user, "chat": content.private(user), "text": text}
    return {"update_id": number, "message": {**message, **members}}


def test_it_leads_where_the_long_one_leads(engine: Engine) -> None:
    told = []
    for short in (True, False):
        stage = Stage(engine)

        async def story(stage: Stage, short: bool = short) -> None:
            for number, text in enumerate((PALU, "Siapa saja yang ikut?", UNKNOWN, "halo", "/start", "?!", " ")):
                raw = update(text, number + 1)
                going = shortcut(stage.services, stage.bot)(raw) if short else None
                assert (going is not None) is short
                await (going or stage.application.process_update(Update.de_json(raw, stage.bot)))

        play(stage, story)
        told.append([(call.params["text"], buttons(call)) for call in stage.request.sent("sendMessage")])
    assert told[0] == told[1]
    assert len(told[0]) == 7


def test_no_handler_before_that_of_questions_wants_what_goes_it(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for text in (PALU, "/start", "/draf", "x" * 3000):
            raw = update(text)
            going = shortcut(stage.services, stage.bot)(raw)
            assert going is not None
            going.close()
            came = Update.de_json(raw, stage.bot)
            groups = stage.application.handlers
            first = next(one for one in groups[0] if one.check_update(came) not in (None, False))
            assert first.callback.__module__ == "bot.handlers.questions"
            # What stands before all of them counts requests, which the short way does too.
            assert [one.callback.__module__ for one in groups[-1]] == ["bot.handlers.limits"]
            assert sorted(groups) == [-1, 0]

    play(stage, story)


@pytest.mark.parametrize(
    "members",
    [
        {"entities": [{"type": "bot_command", "offset": 0, "length": 3}]},
        {"reply_to_message": update()["message"]},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 1}},
        {"via_bot": BOT},
        {"from": BOT},
        {"from": content.user(ADMIN)},
        {"chat": GROUP},
        {"edit_date": 2},
        {"text": ""},
    ],
)
def test_what_is_more_than_words_of_a_person_goes_the_long_way(stage: Stage, members: Json) -> None:
    assert shortcut(stage.services, stage.bot)(update(**members)) is None


@pytest.mark.parametrize("kind", ["edited_message", "my_chat_member", "callback_query"])
def test_other_updates_go_the_long_way(stage: Stage, kind: str) -> None:
    way = shortcut(stage.services, stage.bot)
    assert way({"update_id": 1, kind: update()["message"]}) is None
    assert way({**update(), kind: update()["message"]}) is None
    assert way({"update_id": 1}) is None


def test_who_asks_too_much_is_told_so(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        said = [await stage.say(PALU, user=content.user(5)) for _ in range(PERSON.burst + 2)]
        assert [len(calls) for calls in said] == [1] * (PERSON.burst + 1) + [0]
        assert "reply_markup" not in said[-2][0].params
        assert stage.services.buckets.take(6)

    play(stage, story)
