"""Buttons that judge and the rows they stand in: what is written is read, and nothing else of a message is lost."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Clarify, Reason, SmallTalk, Talk, Unknown
from bot.rendering import feedback
from bot.rendering.cards import Button, Rows
from bot.rendering.feedback import LARGEST, REASONS, Press
from tests.botapi import entities

N = LARGEST


def test_which_outcomes_are_judged() -> None:
    assert [one.data for row in feedback.rows(N, Answer("id", ())) for one in row] == [f"v:+:{N}", f"v:-:{N}"]
    unknown = Unknown("en", Reason.NO_DETAIL)
    assert feedback.rows(N, unknown) == ((Button("Tell the curators", f"f:{N}"),),)
    assert feedback.rows(N, Clarify("id", ())) == feedback.rows(N, SmallTalk("id", Talk.THANKS)) == ()


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_written_is_read(language: str) -> None:
    made = [one for row in feedback.reasons(N, language) for one in row]
    assert [feedback.read(one.data) for one in made] == [Press(N, -1, reason) for reason in REASONS]
    assert all(len(one.data.encode()) <= 64 for one in made)
    assert feedback.read(f"v:+:{N}") == Press(N, 1)
    assert feedback.read(f"v:-:{N}") == Press(N, -1)
    assert feedback.read_filing(f"f:{N}") == N


@pytest.mark.parametrize("data", [f"v:+:{N + 1}", "v:+:0", "v:+:-1", "v:+: 1", "v:+:1\n", "v:r:wrong", "v:+:١", "f:1"])
def test_nothing_else_is_read(data: str) -> None:
    assert feedback.read(data) is None
    assert feedback.read_filing(data.replace("f:1", "f:0").replace("v:+", "f")) is None


@pytest.mark.parametrize(
    "shown",
    [
        ((Button("Ringkasan", "si:a"),), (Button("👍", "v:+:5"), Button("👎", "v:-:5"))),
        ((Button("Lagi", "g:5"), Button("👍", "v:+:5"), Button("👎", "v:-:5")),),
        ((Button("👍", "v:+:5"), Button("👎", "v:-:5")), (Button("Buka", url="https://example.org"),)),
    ],
)
def test_reasons_come_and_go(shown: Rows) -> None:
    asked = feedback.asking(shown, 5, "id")
    assert len(asked) == len(shown) + 2
    assert feedback.asking(asked, 5, "id") == asked
    assert feedback.without_reasons(asked) == shown
    assert feedback.without_filing((*shown, (Button("x", "f:5"),))) == shown


@pytest.mark.parametrize("group", [True, False])
def test_a_prompt_carries_its_number_as_telegram_reads_it(group: bool) -> None:
    words, marks = entities.formatted(feedback.prompt(N, "id", "test_bot", group=group).html, "HTML")
    assert feedback.prompted(one.get("url", "") for one in marks) == N
    assert words.isprintable() is False  # the link stands on what nobody sees
    assert "balas pesan ini" in words


def test_other_links_carry_none() -> None:
    for link in (
        "https://t.me/test_bot?start=q1",
        "https://example.org/?start=v1",
        f"https://t.me/b?start=v{N + 1}",
        "",
    ):
        assert feedback.prompted([link]) is None
