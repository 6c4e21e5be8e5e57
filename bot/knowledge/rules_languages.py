"""Rules about the two languages: both texts say the same, each in its own language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from bot.knowledge.lines import Path
from bot.knowledge.loaded import Loaded, Row
from bot.knowledge.model import Bilingual, Person
from bot.knowledge.problems import Complaint, Problem, complaint, shown
from bot.knowledge.records import texts
from bot.phrases.dates import MONTHS
from bot.text.folding import fold

_SCALES = {
    "id": {"ribu": 3, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12},
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
}
_WORDS = {
    "id": ("tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
    "en": ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
}
"""Number words from three on: one and two have too many other meanings, such as "a" and "both"."""
_SIXTH = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_NUMBER = {
    language: re.compile(rf"\d+(?:[.,]\d+)*(?:[\s-]+({'|'.join(scales)}))?", re.IGNORECASE)
    for language, scales in _SCALES.items()
}
_THOUSANDS = {"id": re.compile(r"\.(?=\d{3}(?!\d))"), "en": re.compile(r",(?=\d{3}(?!\d))")}
_MONTH = {
    # A month only beside a number or after "in": "may" and "march" are words as well.
    "id": re.compile(rf"\b({'|'.join(MONTHS['id'])})\b(?=\s+\d)|(?<=\d )({'|'.join(MONTHS['id'])})\b", re.IGNORECASE),
    "en": re.compile(rf"\b({'|'.join(MONTHS['en'])})\b(?=\s+\d)|(?<=\d )({'|'.join(MONTHS['en'])})\b", re.IGNORECASE),
}
_SIGNS = {
    "id": ("yang", "dan", "di", "dengan", "untuk", "pada", "adalah", "dari", "ke", "oleh", "dalam", "itu", "akan"),
    "en": ("the", "of", "and", "in", "to", "is", "was", "a", "an", "for", "on", "with", "by", "from", "at", "will"),
}
"""Words that show which language a text is in."""
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")


def numbers_agree(loaded: Loaded) -> Iterator[Problem]:
    """The figures, amounts and months of a text are those of the other language; a number may be a word there."""
    for row, path, text in _texts(loaded):
        figures = {language: figures_of(text[language], language) for language in ("id", "en")}
        words = {language: words_of(text[language], language) for language in ("id", "en")}
        missing = [
            (language, sorted(figures[language] - figures[other] - words[other]))
            for language, other in (("id", "en"), ("en", "id"))
        ]
        if any(numbers for _, numbers in missing):
            yield loaded.problem(row, (*path, "en"), complaint("numbers_differ", only=_only(missing)))
            continue
        missing = [
            (language, sorted(words[language] - words[other] - figures[other]))
            for language, other in (("id", "en"), ("en", "id"))
        ]
        if any(numbers for _, numbers in missing):
            said = complaint("number_words_differ", only=_only(missing))
            yield loaded.problem(row, (*path, "en"), said, "warning")


def names_agree(loaded: Loaded) -> Iterator[Problem]:
    """Who and what is named in one language is named in the other: people, organisations, cities and provinces."""
    known = _Names(loaded)
    for row, path, text in _texts(loaded):
        named = {language: known.named(text[language]) for language in ("id", "en")}
        missing = [
            (language, sorted(one for one in named[language] - named[other] if not known.within(one, text[other])))
            for language, other in (("id", "en"), ("en", "id"))
        ]
        if any(names for _, names in missing):
            said = complaint("names_differ", only=_only(missing))
            yield loaded.problem(row, (*path, "en"), said, "warning")


def each_language_is_itself(loaded: Loaded) -> Iterator[Problem]:
    """The English text is English and the Indonesian one Indonesian: no text was left untranslated or swapped."""
    for row, path, text in _texts(loaded):
        if len(text.id) > 40 and fold(text.id) == fold(text.en):
            yield loaded.problem(row, (*path, "en"), complaint("not_translated"))
            continue
        for language, other in (("id", "en"), ("en", "id")):
            words = Counter(fold(text[language]).split())
            own, foreign = (sum(words[word] for word in _SIGNS[one]) for one in (language, other))
            if foreign > own + 1:
                said = complaint("not_indonesian") if language == "id" else complaint("not_english")
                yield loaded.problem(row, (*path, language), said)


def figures_of(text: str, language: str) -> set[str]:
    """Return the numbers written in digits, with "million" and the like multiplied out, and the months of dates."""
    found = set()
    for match in _NUMBER[language].finditer(text):
        digits = re.match(r"[\d.,]+", match[0])
        assert digits is not None
        plain = _THOUSANDS[language].sub("", digits[0].rstrip(".,")).replace(",", ".")
        if plain.count(".") > 1:
            found.add(plain)  # a version or a date such as 30.5.2025
            continue
        value = Decimal(plain) * 10 ** _SCALES[language].get((match[1] or "").lower(), 0)
        found.add(f"{value.normalize():f}")
    for match in _MONTH[language].finditer(text):
        name = (match[1] or match[2]).lower()
        found.add(MONTHS["en"][MONTHS[language].index(name)].capitalize())
    return found


def words_of(text: str, language: str) -> set[str]:
    """Return the numbers from three to eleven that are written as words."""
    words = fold(text).split()
    table = {word: number for number, word in enumerate(_WORDS[language], 3)}
    table |= {f"ke{word}": number for word, number in table.items()} if language == "id" else _SIXTH
    return {str(table[word]) for word in words if word in table}


def _only(missing: Iterable[tuple[str, list[str]]]) -> tuple[Complaint, ...]:
    return tuple(
        complaint("part.only", code=language, values=", ".join(map(shown, found[:5])))
        for language, found in missing
        if found
    )


def _texts(loaded: Loaded) -> Iterator[tuple[Row[Any], Path, Bilingual]]:
    for row in loaded.cooperations:
        for path, text in texts(row.record):
            yield row, path, text


class _Names:
    """Finds known names in a text, the longest first: "East Kalimantan" is not Kalimantan."""

    def __init__(self, loaded: Loaded) -> None:
        self._owner: dict[tuple[str, ...], str] = {}
        self._words: dict[str, list[frozenset[str]]] = {}
        self._longest: dict[str, int] = {}
        """First word of a name -> words of the longest name that begins with it."""
        rows: list[Row[Any]] = [*loaded.people, *loaded.organisations, *loaded.regions]
        for row in rows:
            record = row.record
            own = (record.name,) if isinstance(record, Person) else (record.name.id, record.name.en)
            for name in (*own, *record.aliases):
                words = _words(name)
                if words:
                    self._owner.setdefault(words, record.id)
                    self._words.setdefault(record.id, []).append(frozenset(words))
                    self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))
        # A country or an area goes by many words that are no names: "national", "both countries", "RI".
        self._silent = {row.record.id for row in loaded.regions if row.record.kind.value in ("negara", "kawasan")}

    def within(self, id_: str, text: str) -> bool:
        """Whether the words of a name stand apart in a text: "East and North Kalimantan" names both provinces."""
        words = set(_words(text))
        return any(words.issuperset(name) for name in self._words[id_])

    def named(self, text: str) -> set[str]:
        """Return the ids of those that a text names."""
        words = _words(text)
        found, at = set(), 0
        while at < len(words):
            step = 1
            for length in range(self._longest.get(words[at], 0), 0, -1):
                owner = self._owner.get(words[at : at + length])
                if owner is not None:
                    found.add(owner)
                    step = length
                    break
            at += step
        return found - self._silent


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(_POSSESSIVE.sub("", text)).split())
