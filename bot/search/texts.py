"""The texts of a document as strings of characters, one for every term and every word."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple, cast

from bot.search.analysis import Analyser
from bot.text.tokens import END, tokens_of_all

BETWEEN = "\0"
"""The character that stands between the texts of a document, as `END` does between their tokens."""
REMEMBERED = 50_000
"""Neighbouring words of which is kept what they begin: in a large knowledge most come again and again."""


class Text(NamedTuple):
    """Texts with every term and word as one character: to find one, or a pair, is to find a piece of a string."""

    terms: str
    """Without fillers."""
    words: str
    length: int
    """In terms, with fillers."""


class Characters(dict[str, str]):
    """Gives each new name the next character; past a million the last one, so that those names are found together."""

    def __init__(self) -> None:
        """Begin with what stands between texts."""
        super().__init__({END: BETWEEN})

    def __missing__(self, name: str) -> str:
        character = self[name] = chr(min(len(self), sys.maxunicode))
        return character


class _Part(NamedTuple):
    """What the words at some place of a text come to."""

    characters: str
    words: int
    more: int
    """How many terms more than words they are."""


class _Alone(dict[str, str | None]):
    """Gives a word the character of its key, none for a filler; None where several keys or more words may count."""

    def __init__(self, characters: Characters, analyser: Analyser, fillers: frozenset[str]) -> None:
        self._characters, self._analyser, self._fillers = characters, analyser, fillers

    def __missing__(self, word: str) -> str | None:
        found = None
        keys = self._analyser.alone(word)
        if len(keys) == 1 and not self._analyser.begins(word):
            found = "" if word in self._fillers else self._characters[keys[0]]
        self[word] = found
        return found


class _Together(dict[tuple[str, str], _Part | None]):
    """Gives two neighbouring words what the first, or both, come to; None where what follows them may count."""

    def __init__(self, characters: Characters, analyser: Analyser, fillers: frozenset[str]) -> None:
        self._characters, self._analyser, self._fillers = characters, analyser, fillers

    def __missing__(self, words: tuple[str, str]) -> _Part | None:
        found, longer = self._analyser.of_two(*words)
        part = None if longer else self.part(words[0], found)
        if len(self) < REMEMBERED:
            self[words] = part
        return part

    def part(self, word: str, found: tuple[int, tuple[str, ...]] | None) -> _Part:
        """Return what a word comes to, or the phrase that it begins, given by its length and keys."""
        size, keys = found or (1, self._analyser.alone(word))
        content = keys if size > 1 or word not in self._fillers else ()
        return _Part("".join(map(self._characters.__getitem__, content)), size, len(keys) - size)


class Reduction:
    """Reduces texts of records to characters, remembering what words come to while a load is indexed."""

    def __init__(self, characters: Characters, analyser: Analyser, fillers: frozenset[str]) -> None:
        """Take the characters, which new terms and words are added to."""
        self._characters, self._analyser = characters, analyser
        self._alone = _Alone(characters, analyser, fillers)
        self._together = _Together(characters, analyser, fillers)

    def text(self, texts: Sequence[str]) -> Text:
        """Return the texts in one."""
        words = self._analyser.written_out(tokens_of_all(texts))
        # One character a word at most; where a phrase begins, its keys take the place of all its words.
        content = list(map(self._alone.__getitem__, words))
        length = len(words) - len(texts) + 1
        following = [*words[1:], ""]
        together = self._together
        end = 0
        for at in [at for at, character in enumerate(content) if character is None]:
            if at >= end:
                part = together[words[at], following[at]] or together.part(words[at], self._analyser.longest(words, at))
                content[at], size, more = part
                end = at + size
                length += more
                if size > 1:
                    content[at + 1 : end] = [""] * (size - 1)
        return Text("".join(cast(list[str], content)), "".join(map(self._characters.__getitem__, words)), length)
