"""Marked-up text as Telegram reads it."""

from __future__ import annotations

import pytest

from tests.botapi import entities


def test_html_becomes_text_and_entities() -> None:
    text, found = entities.parse('😀 <b>bold</b> &amp; <a href="https://example.org/x">link</a>', "HTML")
    assert text == "😀 bold & link"
    assert found == [
        {"type": "bold", "offset": 3, "length": 4},
        {"type": "text_link", "offset": 10, "length": 4, "url": "https://example.org/x"},
    ]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<pre><code class="language-python">x</code></pre>', "pre"),
        ('<a href="tg://user?id=5">x</a>', "text_mention"),
    ],
)
def test_names_are_those_of_the_bot_api(html: str, kind: str) -> None:
    assert [entity["type"] for entity in entities.parse(html, "html")[1]] == [kind]


def test_bad_markup_is_refused_in_telegrams_words() -> None:
    with pytest.raises(entities.MarkupError, match=r"^can't parse entities: "):
        entities.parse("<b>x", "HTML")


def test_telegram_finds_commands_mentions_and_addresses() -> None:
    kinds = [
        entity["type"] for entity in entities.found_in("/start@test_bot @alice_b #tag https://example.org a@b.org")
    ]
    assert kinds == ["bot_command", "mention", "hashtag", "url", "email"]


def test_white_space_around_a_text_goes_and_entities_move() -> None:
    text, found = entities.formatted("\n <b> a</b> /help ", "HTML")
    assert text == "a /help"
    assert found == [
        {"type": "bold", "offset": 0, "length": 1},
        {"type": "bot_command", "offset": 2, "length": 5},
    ]
