"""Reading the three files that tell real words, their dictionary forms and real places.

Nothing is read on import; each file is read once, on first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Place:
    """A row of places.tsv. All texts are ASCII: they are there to be compared, not to be shown."""

    code: str
    """Kemendagri code ("64", "64.71", "65.01.05"), ISO 3166 code ("JP"), "GN" + GeoNames id, or "X-" + a name."""
    kind: str
    """provinsi, kabupaten, kota, tempat (below a kabupaten), kawasan (island, region), negara or kota_dunia."""
    name: str
    """Without "Kota" or "Kabupaten"."""
    parent: str
    """Code of the place it lies in; empty for countries and for what lies in several of them."""
    aliases: tuple[str, ...]
    """Other names in Indonesian and English, abbreviations included; never the name itself."""
    common: bool
    """The name is also an ordinary word ("Palu", "Batu"): alone, in lower case, it is no sign of the place."""
    common_aliases: frozenset[str]
    """Those of the aliases that are also ordinary words ("AS", "Solo")."""


@cache
def lexicon() -> Mapping[str, tuple[float, float]]:
    """Frequent words of Indonesian and English → Zipf frequency in Indonesian, in English; 0.0: not frequent there."""
    words: dict[str, tuple[float, float]] = {}
    pairs: dict[str, tuple[float, float]] = {}  # so few of them that the words can share them
    for row in _rows("lexicon.tsv"):
        word, _, pair = row.partition("\t")
        frequencies = pairs.get(pair)
        if frequencies is None:
            indonesian, english = pair.split("\t")
            frequencies = pairs[pair] = (float(indonesian), float(english))
        words[word] = frequencies
    return MappingProxyType(words)


@cache
def lemmas() -> Mapping[str, str]:
    """Inflected words of Indonesian and English → their dictionary form; words that are their own are not in it."""
    found: dict[str, str] = {}
    for row in _rows("lemmas.tsv"):
        lemma, *words = row.split()
        found.update(dict.fromkeys(words, lemma))
    return MappingProxyType(found)


@cache
def places() -> tuple[Place, ...]:
    """Every place, in the order of the file (by code)."""
    return tuple(_place(row.rstrip("\n")) for row in _rows("places.tsv"))


def _rows(name: str) -> Iterator[str]:
    with files("bot.resources").joinpath(name).open(encoding="ascii") as lines:
        next(lines)
        yield from lines


def _place(row: str) -> Place:
    code, kind, name, parent, aliases, common, common_aliases = row.split("\t")
    return Place(code, kind, name, parent, _split(aliases), common == "1", frozenset(_split(common_aliases)))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
