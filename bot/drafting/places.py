"""Finding regions in an article: those of the knowledge first, then all of the gazetteer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from typing import Final

from bot.drafting.article import Article
from bot.drafting.words import listed
from bot.knowledge.model import Knowledge, Region
from bot.resources.reading import Place, places
from bot.text.folding import fold

WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
LONGEST: Final = 5
_KINDS: Final = {
    "kota": "kota", "pemkot": "kota", "walikota": "kota", "wawali": "kota", "sekkot": "kota", "wali": "kota",
    "kabupaten": "kabupaten", "kab": "kabupaten", "pemkab": "kabupaten", "bupati": "kabupaten", "wabup": "kabupaten",
    "provinsi": "provinsi", "propinsi": "provinsi", "pemprov": "provinsi", "gubernur": "provinsi", "wagub": "provinsi",
    "sekdaprov": "provinsi", "negeri": "kawasan", "negara": "negara", "dubes": "negara",
}  # fmt: skip
_GOVERNMENT: Final = re.compile(
    r"\b(?:pemerintah(?:an)?|pemkot|pemkab|pemprov|pemda|wali\s?kota|walikota|bupati|gubernur|wawali|wabup|wagub|sekda|sekkot"
    r"|sekretaris daerah|dubes|duta besar|konsul(?:at)?|konjen|dprd|gubernur-wakil gubernur)\)?(?:\s*\([^)]{1,20}\))?"
    r"(?:\s+(?:kota|kabupaten|kab\.?|provinsi|negeri|daerah|ri|indonesia|republik|untuk|jenderal|administrasi"
    r"|\((?:pemkot|pemkab|pemprov)\)))*\s*\(?$",
    re.I,
)
_JOINED: Final = re.compile(r"\s?(?:dan|serta|-|–|/|dengan|bersama)\s?(?:Kota |Kabupaten |Provinsi )?")
_RANK: Final = ("kota", "kabupaten", "provinsi", "negara", "kawasan", "tempat", "kota_dunia")


@dataclass(frozen=True)
class Spot:
    """A region as the draft speaks of it: one of the knowledge, or a row of the gazetteer."""

    region: Region | None
    place: Place | None

    @property
    def key(self) -> str:
        """What tells two spots apart."""
        return self.region.id if self.region else self.place.code if self.place else ""

    @property
    def kind(self) -> str:
        """Its level, a city of another country being a kota."""
        if self.region:
            return self.region.kind.value
        kind = self.place.kind if self.place else "kawasan"
        return {"kota_dunia": "kota", "tempat": "kawasan"}.get(kind, kind)

    @property
    def bare(self) -> str:
        """Its name without its level: "Palu"."""
        if self.region:
            return re.sub(r"^(?:Kota|Kabupaten|Provinsi) (?!Kinabalu|Bharu)|\s*\(.*\)$", "", self.region.name.id)
        return self.place.name if self.place else ""

    @property
    def name(self) -> str:
        """Its name in full: "Kota Palu"."""
        if self.region:
            return self.region.name.id
        titled = self.place is not None and self.place.kind in ("kota", "kabupaten", "provinsi")
        return f"{self.kind.capitalize()} {self.bare}" if titled else self.bare

    @cached_property
    def abroad(self) -> bool:
        """Whether it lies outside Indonesia, or is another country."""
        place = self.place
        if place is None and self.region is not None:
            place = _by_code().get(self.region.code or "") or next(
                (one for one in _named().get(fold(self.bare), ()) if one.kind in ("kota_dunia", "negara")), None
            )
        while place is not None and place.parent:
            place = _by_code()[place.parent]
        return place is not None and place.kind == "negara" and place.code != "ID"


@dataclass(frozen=True, slots=True)
class Mention:
    """A region by name, at a place of the text."""

    start: int
    end: int
    spot: Spot
    governs: bool
    """Whether its government is meant: "Pemkot Palu", "Wali Kota Palu"."""


@dataclass(frozen=True)
class Finds:
    """All mentions in the order of the text, and names that could be a kota or a kabupaten."""

    mentions: tuple[Mention, ...]
    unsure: tuple[tuple[str, str], ...]
    """Name as written, and the reading that was taken."""
    unknown: tuple[str, ...] = ()
    """Names that call themselves a kota, kabupaten or provinsi and are in no table."""


@cache
def _named() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in places():
        for name in (place.name, *place.aliases):
            # Two letters are an abbreviation of anything.
            if len(name) > 2:
                found.setdefault(fold(name.replace("-", " ")), []).append(place)
    return {name: tuple(dict.fromkeys(known)) for name, known in found.items()}


@cache
def _by_code() -> Mapping[str, Place]:
    return {place.code: place for place in places()}


def place_of(code: str) -> Place | None:
    """Return the place with the code."""
    return _by_code().get(code)


def find(article: Article, knowledge: Knowledge) -> Finds:
    """Return the regions that the article names."""
    own: dict[str, list[Region]] = {}
    for region in knowledge.regions.values():
        for name in (region.name.id, *region.aliases):
            own.setdefault(fold(name), []).append(region)
    by_code = {region.code: region for region in knowledge.regions.values() if region.code}
    words = [word for match in WORD.finditer(article.text) for word in _split(match, own)]
    raw: list[tuple[int, int, list[Spot], str | None, bool]] = []
    at = 0
    while at < len(words):
        size, spots = _longest(article, words, at, own, by_code)
        if size:
            start, end = words[at][0], words[at + size - 1][1]
            raw.append((start, end, spots, _level(words, at, size), _governs(article, start, raw)))
            at += size
        else:
            at += 1
    return replace(_settled(article, raw), unknown=tuple(_unknown(article, raw)))


_CALLED: Final = re.compile(
    r"\b(?:Kota|Kabupaten|Provinsi|Pemkot|Pemkab|Pemprov) (?P<name>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,}){0,2})"
)
_NO_NAMES: Final = listed(
    """
    dan yang untuk pemerintah kota kabupaten provinsi mitra asean indonesia baru lama
    """
)


def _unknown(article: Article, raw: list[tuple[int, int, list[Spot], str | None, bool]]) -> dict[str, None]:
    found: dict[str, None] = {}
    busy = bytearray(len(article.text) + 1)
    for start, end, *_ in raw:
        busy[start:end] = b"\1" * (end - start)
    for match in _CALLED.finditer(article.unquoted):
        known = any(busy[match.start() : match.end()])
        headline = _opens(article, match.start()) and article.said_at(match.start()).istitle()
        if not known and not headline and fold(match["name"].split()[0]) not in _NO_NAMES:
            found.setdefault(match[0])
    return found


def _split(match: re.Match[str], own: Mapping[str, list[Region]]) -> list[tuple[int, int, str]]:
    """Return a word with its place; "Balikpapan-Parepare", which is no place, is two words."""
    name = fold(match[0])
    if "-" not in match[0] or name in own or name in _named():
        return [(match.start(), match.end(), match[0])]
    at = match.start()
    return [(at + part.start(), at + part.end(), part[0]) for part in re.finditer("[^-]+", match[0])]


def _longest(
    article: Article,
    words: list[tuple[int, int, str]],
    at: int,
    own: Mapping[str, list[Region]],
    by_code: Mapping[str, Region],
) -> tuple[int, list[Spot]]:
    """Return how many words from here on name a region, and which regions those could be."""
    if not words[at][2][0].isupper():
        return 0, []
    if words[at][2] in ("Kota", "KOTA") and at and words[at - 1][2].lower() in ("wali", "ibu"):
        return 0, []  # "Wali Kota Palu": the kota is part of the office
    for size in range(min(LONGEST, len(words) - at), 0, -1):
        group = words[at : at + size]
        gaps = [article.text[before[1] : after[0]] for before, after in pairwise(group)]
        if any(gap != " " for gap in gaps) or not all(word[0].isupper() or word == "dan" for _, _, word in group):
            continue
        name = fold(article.text[group[0][0] : group[-1][1]])
        if name in _KINDS:  # there is a city called Kota
            continue
        spots = [Spot(region, None) for region in own.get(name, ())]
        for place in _named().get(name, ()):
            known = by_code.get(place.code)
            spot = Spot(known, None) if known else Spot(None, place)
            ordinary = (
                place.common if fold(place.name) == name else any(fold(one) == name for one in place.common_aliases)
            )
            doubtful = known is None and ((size == 1 and ordinary and _opens(article, group[0][0])) or len(name) < 3)
            if not doubtful and spot.key not in {one.key for one in spots} and not _same_as_own(spots, place):
                spots.append(spot)
        if spots:
            return size, spots
        # "Pemkot Balikpapan-Parepare" is one word to the pattern, and two places.
    return 0, []


def _same_as_own(spots: list[Spot], place: Place) -> bool:
    """Whether a city of the world is already meant by a region of the knowledge, which has no code for it."""
    return place.kind in ("kota_dunia", "kawasan") and any(spot.region is not None for spot in spots)


def _opens(article: Article, start: int) -> bool:
    """Whether a word stands where every word is written with a capital."""
    sentence = article.sentence_at(start)
    return start - sentence.start < 40 and not article.text[sentence.start : start].strip(" “\"‘('-–—•*0123456789.")


def _level(words: list[tuple[int, int, str]], at: int, size: int) -> str | None:
    """Return the level that the words before a name tell: "Pemkot Palu" is a kota."""
    first = _KINDS.get(words[at][2].lower()) if size > 1 else None
    if first:
        return first
    for _, _, word in reversed(words[max(0, at - 2) : at]):
        kind = _KINDS.get(word.lower())
        if kind:
            return kind
        if not word[0].isupper() and word.lower() not in ("dan",):
            break
    return None


def _governs(article: Article, start: int, before: list[tuple[int, int, list[Spot], str | None, bool]]) -> bool:
    """Whether the name at a place stands for its government, by what is before it."""
    first = WORD.match(article.text, start)
    bare = first.end() if first and first[0].lower() in _KINDS else start
    if _GOVERNMENT.search(article.text[max(0, start - 70) : bare].rstrip() + " "):
        return True
    # "Pemerintah Kota Palu dan Balikpapan", "Pemkot Balikpapan-Parepare"
    return bool(before and before[-1][4] and _JOINED.fullmatch(article.text[before[-1][1] : start]))


def _settled(article: Article, raw: list[tuple[int, int, list[Spot], str | None, bool]]) -> Finds:
    """Choose, for each name, between the regions that bear it: by its level here, then by the level elsewhere."""
    levels: dict[str, Counter[str]] = {}
    for start, end, _, level, _ in raw:
        if level:
            levels.setdefault(_bare(article.text[start:end]), Counter())[level] += 1
    mentions: list[Mention] = []
    unsure: dict[str, str] = {}
    for start, end, spots, level, governs in raw:
        name = _bare(article.text[start:end])
        wanted = [level] if level else [kind for kind, _ in levels.get(name, Counter()).most_common(1)]
        fitting = [spot for spot in spots if spot.kind in wanted] or spots
        chosen = min(fitting, key=lambda spot: (spot.region is None, _rank(spot)))
        if len(fitting) > 1 and chosen.region is None and {s.kind for s in fitting[:2]} == {"kota", "kabupaten"}:
            unsure.setdefault(article.text[start:end], chosen.name)
        mentions.append(Mention(start, end, chosen, governs))
    return Finds(tuple(mentions), tuple(unsure.items()))


def _bare(name: str) -> str:
    return re.sub(r"^(?:kota|kabupaten|provinsi|kab) ", "", fold(name))


def _rank(spot: Spot) -> int:
    kind = spot.place.kind if spot.place else spot.kind
    return _RANK.index(kind)
