"""Cutting a text into comparable tokens: words, numbers and dates in one spelling for both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, groupby, pairwise

from bot.text.folding import fold

REMEMBERED = 50_000
"""Pieces of text whose tokens are kept: the words of a large knowledge, and a bound for all that may be asked."""

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agt agu aug ags",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""Names and abbreviations of months in both languages -> 1..12."""

NUMBERS: dict[str, str] = {
    word: str(number)
    for number, words in {
        2: "dua two",
        3: "tiga three",
        4: "empat four",
        5: "lima five",
        6: "enam six",
        7: "tujuh seven",
        8: "delapan eight",
        9: "sembilan nine",
        10: "sepuluh ten",
        11: "sebelas eleven",
        12: "twelve",
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        20: "twenty",
        30: "thirty",
        50: "fifty",
        100: "seratus hundred",
    }.items()
    for word in words.split()
}
"""Spelt-out numbers of both languages -> digits."""

_COUNTING = NUMBERS.keys() | {"belas", "puluh"}
_MONTH_STARTS = tuple({name[:3]: None for name in MONTHS})
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_NUMERIC = re.compile(r"\b(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b\.?,?\s*(\d{{4}})?", re.I)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b,?\s*(\d{{4}})?(?!\d)", re.I)
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}\b)")
_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_REDUPLICATED = re.compile(r"\b(?!oleh\b)([^\W\d_]{3,})[-\s]\1(an|nya|kan)?\b", re.I)
_SQUARED = re.compile(r"\b([^\W\d_]{3,})2(an|nya)?\b", re.I)
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}", re.I)
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])['’`´]s\b", re.I)
_DIGIT = re.compile(r"\d")
_BELONGING = re.compile(rf"\d|^%|\b(?:{_MONTH})\b", re.I)
_REACH = 2
"""How many pieces away from a digit the rest of its date or number may stand: "5 of May"."""
END = "\0"
"""Stands between the tokens of one text and those of the next; no token is like it."""
_MARK = "\1"
"""Stands for a piece with a digit, which may only be understood together with its neighbours; no token is like it."""
_PLAIN = bytes(
    ord(_MARK) if chr(at) in "0123456789-'`" else ord(chr(at).lower()) if chr(at).isalpha() else ord(" ")
    for at in range(128)
).ljust(256)
"""What becomes of each byte of an ASCII text; a mark where a word may not be what it seems: "kota-kota", "Palu's"."""
_SEVERAL = END.encode() + _PLAIN[1:]
"""The same for several texts, with what stands between them."""
_PERCENT = re.compile(r"(?<=\d)\s?%")


def _dated(day: str, month: int, year: str | None, original: str) -> str:
    """Return a date as one token `xdYYYYMMDD` (year 0000 if none is given); the original if there is no such day."""
    try:
        date(int(year or 2000), month, int(day))
    except ValueError:
        return original
    return f" xd{int(year or 0):04d}{month:02d}{int(day):02d} "


class _Forms(dict[str, str]):
    """Gives a plain word its form, in which no letter is drawn out; remembers as many as are remembered of pieces."""

    def __missing__(self, word: str) -> str:
        form = _DRAWN_OUT.sub(r"\1", word)
        if len(self) < REMEMBERED:
            self[word] = form
        return form


_FORMS = _Forms()


def tokens(text: str) -> list[str]:
    """Return the folded tokens of a text; reduplication is undone, dates are `xdYYYYMMDD`, decimals `12p5`."""
    # The fast road first: most texts of records are plain, and records are many.
    words = _plain(text, _PLAIN) if text.isascii() else None
    return _counted(_any(text) if words is None else words)


def tokens_of_all(texts: Sequence[str]) -> list[str]:
    """Return the tokens of several texts, with `END` between those of one and of the next."""
    # At once where all are plain: a record has many texts with few words each.
    together = f" {END} ".join(texts)
    if together.isascii() and together.count(END) == len(texts) - 1:
        words = _plain(together, _SEVERAL)
        if words is not None:
            return _counted(words)
    found: list[str] = []
    for text in texts:
        found += tokens(text)
        found.append(END)
    return found[:-1]


def _plain(text: str, table: bytes) -> list[str] | None:
    """Return the words of an ASCII text cut by a table; None where it takes more than cutting to tell them."""
    cut = text.encode().translate(table).decode()
    if _MARK in cut:
        return None
    written = cut.split()
    words = list(map(_FORMS.__getitem__, written))
    if not _doubled(words):
        return words
    if words != written:  # of "hmmm hmmm" the form is too short to be reduplicated
        return None
    # A region's name may be the same in both languages: each cooperation has such a text.
    return _REDUPLICATED.sub(r"\1\2", " ".join(text.split())).encode().translate(table).decode().split()


def _doubled(words: Sequence[str]) -> bool:
    """Whether any word begins with the one before it, as in "kota kota"."""
    return any(map(str.startswith, words[1:], words))


def _any(text: str) -> list[str]:
    """Return the words of a text in which anything may stand."""
    pieces = text.split()
    # Piece by piece, remembering each: only few belong together.
    found = list(map(_of_piece, pieces))
    together = _dated_or_counted(pieces, found)
    words = list(chain.from_iterable(found))
    if _doubled(words):
        together |= _repeated(found)
    if not together:
        return words
    words = []
    for joined, group in groupby(range(len(pieces)), together.__contains__):
        if joined:
            words += _of_stretch(" ".join([pieces[at] for at in group]))
        else:
            words += chain.from_iterable([found[at] for at in group])
    return words


def _dated_or_counted(pieces: Sequence[str], found: list[tuple[str, ...]]) -> set[int]:
    """Return which pieces may make up a date or a number together; put what a digit alone says in its mark's place."""
    together: set[int] = set()
    for at in [at for at, words in enumerate(found) if words == (_MARK,)]:
        around = range(max(0, at - _REACH), min(len(pieces), at + _REACH + 1))
        if any(_may_belong(pieces[other]) for other in around if other != at):
            together.update(around)
        else:
            found[at] = _of_stretch(pieces[at])
    return together


def _repeated(found: Sequence[tuple[str, ...]]) -> set[int]:
    """Return which pieces, given by their tokens, may be one word reduplicated, as in "kota kota"."""
    repeated: set[int] = set()
    for (before, last), (after, first) in pairwise((at, words) for at, words in enumerate(found) if words):
        if len(last[-1]) > 2 and first[0].startswith(last[-1]):
            repeated |= {before, after}
    return repeated


@lru_cache(maxsize=REMEMBERED)
def _may_belong(piece: str) -> bool:
    """Whether a piece may be one date or number with a digit near it."""
    return _BELONGING.search(piece) is not None


@lru_cache(maxsize=REMEMBERED)
def _of_stretch(text: str) -> tuple[str, ...]:
    """Return the tokens of a text in which anything may stand."""
    text = _numbered(_POSSESSIVE.sub("", text))
    text = _SQUARED.sub(r"\1\2", _REDUPLICATED.sub(r"\1\2", text))
    return tuple(_DRAWN_OUT.sub(r"\1", fold(text)).split())


@lru_cache(maxsize=REMEMBERED)
def _of_piece(piece: str) -> tuple[str, ...]:
    """Return the tokens of what stands between two spaces; nothing but a mark where it has a digit."""
    if _DIGIT.search(piece):
        return (_MARK,)
    piece = _REDUPLICATED.sub(r"\1\2", _POSSESSIVE.sub("", piece))
    return tuple(_DRAWN_OUT.sub(r"\1", fold(piece)).split())


def _numbered(text: str) -> str:
    """Return the text with dates and numbers in one spelling."""
    text = _PERCENT.sub(" persen", text)
    text = _ISO.sub(lambda m: _dated(m[3], int(m[2]), m[1], m[0]) if 0 < int(m[2]) < 13 else m[0], text)
    text = _NUMERIC.sub(lambda m: _dated(m[1], int(m[2]), m[3], m[0]) if 0 < int(m[2]) < 13 else m[0], text)
    lowered = text.lower()
    if any(start in lowered for start in _MONTH_STARTS):  # looking for them costs more than all else
        text = _DAY_MONTH.sub(lambda m: _dated(m[1], MONTHS[m[2].lower()], m[3], m[0]), text)
        text = _MONTH_DAY.sub(lambda m: _dated(m[2], MONTHS[m[1].lower()], m[3], m[0]), text)
    return _DECIMAL.sub("p", _THOUSANDS.sub("", text))


def _counted(words: list[str]) -> list[str]:
    """Return the words with spelt-out numbers as digits; "one" is left, being an article more often than a number."""
    if _COUNTING.isdisjoint(words):
        return words
    result: list[str] = []
    for word in words:
        number = NUMBERS.get(word)
        if word in ("belas", "puluh") and result and result[-1].isdigit() and len(result[-1]) == 1:
            result[-1] = "1" + result[-1] if word == "belas" else result[-1] + "0"
        else:
            result.append(number or word)
    return result


def date_of(token: str) -> tuple[int, int, int] | None:
    """Return (year or 0, month, day) of a date token, else None."""
    if len(token) == 10 and token.startswith("xd") and token[2:].isdigit():
        return int(token[2:6]), int(token[6:8]), int(token[8:])
    return None
