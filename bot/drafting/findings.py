"""All that the rules find in one article, gathered once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.drafting import dates, numbers, offices, organisations, parties, people, places, sectors, stages
from bot.drafting.article import Article
from bot.drafting.parties import Party
from bot.drafting.places import Spot
from bot.knowledge.kinds import Category, InstrumentStatus, Stage
from bot.knowledge.model import Knowledge

_VISIT = re.compile(r"\b(?:kunjungan(?: kerja)?|berkunjung|bertandang|lawatan)\s+ke\b", re.I)
_RECEIVED = re.compile(r"\b(?:menerima|menyambut(?: baik)?)\s+kunjungan\b|\bdisambut\b|\bditerima\b", re.I)


@dataclass(frozen=True)
class Findings:
    """What an article has to offer to a record."""

    article: Article
    published: date | None
    dates: tuple[dates.Found, ...]
    figures: tuple[numbers.Figure, ...]
    places: places.Finds
    bodies: tuple[organisations.Mention, ...]
    titles: tuple[offices.Title, ...]
    people: tuple[people.Named, ...]
    parties: tuple[Party, ...]
    documents: tuple[stages.Document, ...]
    happenings: tuple[stages.Happening, ...]
    sectors: tuple[str, ...]
    stage: Stage
    category: Category | None

    @property
    def signed(self) -> bool:
        """Whether the article says that something was signed."""
        return any(one.status is InstrumentStatus.DITANDATANGANI for one in self.documents)

    def days(self) -> Iterator[date]:
        """Yield the days of what happened; for a doubtful one also those that its weekday fits."""
        for one in self.happenings:
            if one.when.first is not None and one.when.fits:
                yield one.when.first
            yield from one.when.instead


def gather(article: Article, published: date | None, knowledge: Knowledge) -> Findings:
    """Return what the rules find in the article."""
    days = dates.find(article, published)
    found = places.find(article, knowledge)
    bodies = organisations.find(article, knowledge)
    titles = offices.find(article, knowledge, found.mentions, bodies)
    sides = parties.find(article, found, bodies)
    abroad = any(isinstance(side.who, Spot) and side.who.abroad for side in sides)
    documents = stages.documents(article, days, abroad=abroad)
    return Findings(
        article=article,
        published=published,
        dates=days,
        figures=numbers.find(article, days),
        places=found,
        bodies=bodies,
        titles=titles,
        people=people.find(article, knowledge, titles, found.mentions),
        parties=sides,
        documents=documents,
        happenings=stages.happenings(article, days, published),
        sectors=sectors.find(article, knowledge),
        stage=stages.stage(article, documents),
        category=parties.category(sides),
    )


def visit(findings: Findings) -> tuple[Spot, Spot] | None:
    """Return who came and who received, where one sentence says so of two parties."""
    keys = {side.who.key for side in findings.parties if isinstance(side.who, Spot)}
    text = findings.article.unquoted
    for sentence in findings.article.sentences:
        here = [
            one
            for one in findings.places.mentions
            if sentence.start <= one.start < sentence.end and one.spot.key in keys
        ]
        came, received = (
            _VISIT.search(text, sentence.start, sentence.end),
            _RECEIVED.search(text, sentence.start, sentence.end),
        )
        verb = came or received
        if verb is None:
            continue
        before = [one.spot for one in here if one.start < verb.start()]
        after = [one.spot for one in here if one.start >= verb.end()]
        if before and after and before[-1].key != after[0].key:
            return (before[-1], after[0]) if came else (after[0], before[-1])
    return None
