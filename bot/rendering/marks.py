"""Sources as short numbers behind what they say, "[1]", with the list of them below, where the links are.

The numbers are no links: a page would have more than the hundred that Telegram shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from bot.rendering import html


class Marks:
    """Numbers the sources of one text in the order in which they are first needed."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        """Start with none."""
        self._knowledge, self._language = knowledge, language
        self._numbers: dict[str, int] = {}

    def of(self, sources: Iterable[str]) -> str:
        """Return the marks of some sources: " [1][2]"."""
        numbers = sorted({self._number(source) for source in sources})
        return " " + "".join([f"[{number}]" for number in numbers]) if numbers else ""

    def listed(self, sources: Iterable[str]) -> list[str]:
        """Return a line for each of some sources, by number."""
        numbered = sorted((self._number(source), source) for source in set(sources))
        return [
            f"[{number}] {html.source_line(self._knowledge.sources[source], self._language)}"
            for number, source in numbered
        ]

    def closed(self, lines: Sequence[str], sources: Iterable[str]) -> str:
        """Return a text with its sources below, as many as a message takes with their addresses."""
        listed = self.listed(sources)
        if not listed:
            return "\n".join(lines)
        kept = [*lines, "", f"<b>{html.escaped(phrase(self._language, 'sources.label'))}</b>"]
        room = html.LIMIT - sum(html.length(text) + 1 for text in kept)
        for at, text in enumerate(listed, 1):
            more = html.escaped(phrase(self._language, "ui.more", count=len(listed) - at + 1))
            spare = html.length(more) + 1 if at < len(listed) else 0
            room -= html.length(text) + 1
            if room < spare:
                kept.append(more)
                break
            kept.append(text)
        return "\n".join(kept)

    def _number(self, source: str) -> int:
        return self._numbers.setdefault(source, len(self._numbers) + 1)
