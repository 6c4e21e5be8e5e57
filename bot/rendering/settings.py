"""The settings of a chat as a message with buttons.

- `p:l:<id|en|->` sets the language, `-` that of each question
- `p:f:<short|full>` sets the form of the answers
- `p:r:<1|0>` says whether a reply to the bot is a question
- `p:t:0` lets the bot speak in all topics; `p:t:<n>` and `p:t:-<n>` add and remove a topic
"""

from __future__ import annotations

from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.cards import Button, Card, Rows

LANGUAGES = ("-", "id", "en")
FORMS = ("short", "full")


def card(
    language: str,
    *,
    chosen: str | None,
    form: str,
    group: bool = False,
    replies: bool = True,
    topics: tuple[int, ...] = (),
    topic: int = 0,
) -> Card:
    """Return the settings as they are; `topic` is the one that the message stands in, 0 outside forums."""
    current = form if form in FORMS else ("short" if group else "full")
    rows: Rows = (
        tuple(_choice(language, f"set.language.{code}", f"p:l:{code}", (chosen or "-") == code) for code in LANGUAGES),
        tuple(_choice(language, f"set.form.{one}", f"p:f:{one}", current == one) for one in FORMS),
    )
    if group:
        rows += (
            (
                _choice(language, "set.replies.1", "p:r:1", replies),
                _choice(language, "set.replies.0", "p:r:0", not replies),
            ),
        )
    if topic:
        here = topic in topics
        rows += (
            (
                _choice(language, "set.topics.all", "p:t:0", not topics),
                _choice(language, "set.topics.here", f"p:t:{-topic if here else topic}", here),
            ),
        )
    lines = [html.escaped(phrase(language, "set.group" if group else "set.private"))]
    if topics:
        lines.append(html.escaped(phrase(language, "set.topics.some", count=len(topics))))
    return Card("\n".join(lines), rows)


def _choice(language: str, key: str, data: str, chosen: bool) -> Button:
    label = phrase(language, key)
    return Button(phrase(language, "set.chosen", label=label) if chosen else label, data)
