"""Guessing who the parties are, which have only been named in a plan, and the category that follows from them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from bot.drafting import organisations, places
from bot.drafting.article import Article
from bot.drafting.organisations import Body
from bot.drafting.places import Spot
from bot.knowledge.kinds import Category

OFTEN: Final = 2
"""So many mentions of its government make a region a party, wherever they stand."""
EARLY: Final = 0.35
"""One mention is enough in this first part of the text, where the news is told."""

_PLANNED: Final = re.compile(r"\b(?:akan|berencana|rencana(?:nya)?|menargetkan|dijadwalkan|seperti|calon)\b", re.I)
_DEAL: Final = re.compile(
    r"\b(?:kerja\s?sama|mou|memorandum|kesepahaman|kesepakatan|sister|kota kembar|bermitra|investasi|ekspor|perdagangan"
    r"|hubungan|kolaborasi|sinergi|misi dagang)\b",
    re.I,
)
_WITH: Final = re.compile(
    r"\b(?:dengan|antara|dan|bersama|seperti|ke|dari|menggandeng|gandeng)\s+(?:negara |kota |pemerintah |negeri )*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Party:
    """A region or an institution that takes part, or would."""

    who: Spot | Body
    prospective: bool = False


def find(article: Article, finds: places.Finds, bodies: tuple[organisations.Mention, ...]) -> tuple[Party, ...]:
    """Return the likely parties, in the order of the text."""
    found: dict[str, tuple[int, Party]] = {}
    for spot, first in _governments(article, finds):
        found[spot.key] = first, Party(spot, spot.kind == "negara")
    listed = _lists(article, finds)
    for mention in finds.mentions:
        if mention.spot.key not in found and _is_foreign_partner(article, mention, listed):
            planned = mention.spot.kind == "negara" or _is_planned(article, mention.start)
            found[mention.spot.key] = mention.start, Party(mention.spot, planned)
    for body in bodies:
        if body.partner and body.body.key not in found and _is_deal(article, body.start):
            found[body.body.key] = body.start, Party(body.body, _is_planned(article, body.start))
    _without_countries_of_cities(found)
    return tuple(party for _, party in sorted(found.values(), key=lambda pair: pair[0]))


def _governments(article: Article, finds: places.Finds) -> list[tuple[Spot, int]]:
    counts: Counter[str] = Counter()
    firsts: dict[str, places.Mention] = {}
    for mention in finds.mentions:
        if mention.governs and mention.spot.kind != "kawasan" and mention.spot.key not in ("indonesia", "ID"):
            counts[mention.spot.key] += 1
            firsts.setdefault(mention.spot.key, mention)
    early = max(EARLY * len(article.text), 400)
    return [
        (firsts[key].spot, firsts[key].start)
        for key, count in counts.items()
        if count >= OFTEN or firsts[key].start < early
    ]


def _is_foreign_partner(article: Article, mention: places.Mention, listed: dict[int, int]) -> bool:
    """Whether a region abroad is named as the other side of a deal: "MoU dengan Davao"."""
    if not mention.spot.abroad or mention.spot.key in ("indonesia", "ID"):
        return False
    sentence = article.sentence_at(mention.start).start
    before = article.text[sentence : mention.start]
    if not _DEAL.search(before):
        return False
    # Of "dengan Davao, Penang, dan Chiang Mai" the words before the first speak for all.
    first = mention.start if mention.spot.kind == "negara" else listed.get(sentence, mention.start)
    return bool(_WITH.search(before) or _WITH.search(article.text[sentence:first]))


def _lists(article: Article, finds: places.Finds) -> dict[int, int]:
    """Return, for each sentence by its start, where it names the first city abroad."""
    firsts: dict[int, int] = {}
    for mention in finds.mentions:
        if mention.spot.kind != "negara" and mention.spot.abroad:
            firsts.setdefault(article.sentence_at(mention.start).start, mention.start)
    return firsts


def _is_deal(article: Article, start: int) -> bool:
    return bool(
        re.search(
            r"kerja\s?sama|kesepa|mou\b|gandeng|meneken|teken|tanda\s?tangan|perjanjian|jajaki|menjajaki|sinergi",
            article.said_at(start),
            re.I,
        )
    )


def _is_planned(article: Article, start: int) -> bool:
    return bool(_PLANNED.search(article.text[article.sentence_at(start).start : start]))


def _without_countries_of_cities(found: dict[str, tuple[int, Party]]) -> None:
    """Take out a country where one of its cities is a party: "Davao (Filipina)"."""
    parents = set()
    for _, party in found.values():
        if isinstance(party.who, Spot) and party.who.kind != "negara":
            parent = party.who.place.parent if party.who.place else party.who.region.parent if party.who.region else ""
            parents.add(parent)
    for key, (_, party) in list(found.items()):
        code = party.who.region.code if isinstance(party.who, Spot) and party.who.region else None
        if isinstance(party.who, Spot) and party.who.kind == "negara" and (key in parents or code in parents):
            del found[key]


def category(parties: tuple[Party, ...]) -> Category | None:
    """Return the category by PP 28/2018; None where the partners leave it open, as a whole country does."""
    spots = [party.who for party in parties if isinstance(party.who, Spot)]
    bodies = [party.who for party in parties if isinstance(party.who, Body)]
    home = [spot for spot in spots if not spot.abroad]
    abroad = [spot for spot in spots if spot.abroad]
    if not home:
        return None
    if abroad:
        return Category.KSDPL if all(spot.kind != "negara" for spot in abroad) else None
    if any(organisations.FOREIGN.match(body.shown) for body in bodies):
        return Category.KSDLL
    if len(home) > 1:
        return Category.KSDD
    if any(organisations.CENTRAL.match(body.shown) for body in bodies):
        return Category.SINERGI
    return Category.KSDPK if bodies else None
