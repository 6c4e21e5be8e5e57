"""Outcomes as Telegram HTML: everything escaped, never longer than a message may be."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge.model import Source
from bot.phrases.table import phrase
from bot.rendering.citations import citation, date_of
from bot.rendering.parts import Parts

LIMIT = 4096
"""Characters of a message after its markup is read, counted in UTF-16 units: the strictest count there is."""
LONGEST_LINE = 2000
LONGEST_QUESTION = 300
"""Together they leave room for the question, the answer and a source in every message."""

_TAG = re.compile(r"<[^>]*>")


def escaped(text: str) -> str:
    """Return text that Telegram shows as it stands, cut where a single line would fill a message."""
    return html.escape(shortened(sound(text), LONGEST_LINE))


def sound(text: str) -> str:
    """Return a text without lone halves of characters, which come from broken clients and cannot be sent at all."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many UTF-16 units, with "…" where it was cut."""
    if _units(text) <= most:
        return text
    # Half a character at the cut is left out.
    return text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


def visible(marked: str) -> int:
    """Return how long marked-up text is once its markup is read."""
    bare = _TAG.sub("", marked) if "<" in marked else marked
    return _units(html.unescape(bare))


def length(marked: str) -> int:
    """Return how long marked-up text is as it is sent: what results of inline mode are measured by."""
    return _units(marked)


def _units(text: str) -> int:
    # What is written beyond ASCII is mostly “ and –.
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def source_line(source: Source, language: str) -> str:
    """Return a source with its link on the publisher's name; the whole line is plain where there is no address."""
    if source.url is None:
        return escaped(citation(source, language))
    publisher = f'<a href="{html.escape(source.url)}">{escaped(source.publisher)}</a>'
    return phrase(
        language,
        "sources.item",
        publisher=publisher,
        title=escaped(source.title),
        date=escaped(date_of(source, language)),
    )


def messages(lines: Iterable[str], limit: int = LIMIT) -> list[str]:
    """Return lines of HTML joined into as few messages as hold them."""
    result: list[str] = []
    room = 0
    for line in lines:
        size = visible(line) + 1
        if size > room:
            result.append(line)
            room = limit - size + 1
        else:
            result[-1] += "\n" + line
            room -= size
    return result


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stand together; those of a lower rank are kept when there is not room for all."""

    rank: int
    lines: tuple[str, ...]
    title: str = ""


def answer(made: Parts, asked: str = "", limit: int = LIMIT) -> str:
    """Return a reply as one message; `asked` is the question where the chat does not show it."""
    blocks = tuple(block for block in _blocks(made, asked) if block.lines)
    kept = _kept(blocks, limit, made.language)
    texts = []
    for block, lines in zip(blocks, kept, strict=True):
        if lines:
            texts.append("\n".join((block.title, *lines) if block.title else lines))
    return "\n\n".join(texts)


def _blocks(made: Parts, asked: str) -> Iterator[_Block]:
    language = made.language
    yield _Block(0, (f"<b>{escaped(shortened(sound(asked), LONGEST_QUESTION))}</b>",) if asked else ())
    yield _Block(0, (escaped(made.lead),))
    yield _Block(3, tuple(_marked(made.items, made.numbered)))
    yield _Block(1, tuple(escaped(line) for line in made.context))
    yield _Block(1, tuple(f"<i>{escaped(phrase(language, 'ui.note', text=note))}</i>" for note in made.notes))
    sources = tuple(f"• {source_line(source, language)}" for source in made.sources)
    yield _Block(2, sources, f"<b>{escaped(phrase(language, 'sources.label'))}</b>")


def _marked(items: Sequence[str], numbered: bool) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        yield f"{number}. {escaped(item)}" if numbered else f"• {escaped(item)}"


def _kept(blocks: Sequence[_Block], limit: int, language: str) -> list[tuple[str, ...]]:
    """Return the lines of each block that fit, what matters most first."""
    kept: list[tuple[str, ...]] = [()] * len(blocks)
    room = limit
    for at in sorted(range(len(blocks)), key=lambda at: blocks[at].rank):
        block = blocks[at]
        left = room - visible(block.title) - 3
        count = 0
        for number, line in enumerate(block.lines, 1):
            size = visible(line) + 1
            if size + (_more_units(language, len(block.lines) - number) if number < len(block.lines) else 0) > left:
                break
            left -= size
            count = number
        if count == 0:
            continue
        lines = block.lines[:count]
        if count < len(block.lines):
            more = escaped(phrase(language, "ui.more", count=len(block.lines) - count))
            lines += (more,)
            left -= visible(more) + 1
        kept[at] = lines
        room = left
    return kept


@lru_cache(maxsize=256)
def _more_units(language: str, count: int) -> int:
    """Return the room that the line takes which tells how much is left out."""
    return visible(phrase(language, "ui.more", count=count)) + 1
