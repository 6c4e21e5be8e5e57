"""The articles on record: who reports on a cooperation, what a paper published, what appeared in a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from bot.answering import thresholds as t
from bot.answering.compose import ids
from bot.answering.cues import DIFFERING
from bot.answering.names import OFFICE
from bot.answering.outcomes import Answer, Statement, Topic
from bot.answering.reading import Reading
from bot.answering.relations.filters import NOUNS, Filters, filters
from bot.answering.relations.paging import PAGE, further, nothing
from bot.answering.relations.proposal import Proposal, Records
from bot.answering.relations.roles import PEOPLE
from bot.knowledge.model import QuestionKind, Source
from bot.phrases.dates import plain_date
from bot.phrases.table import phrase

OUTLETS = frozenset(
    {
        *("media", "koran", "situs", "portal", "website", "outlet", "outlets", "newspaper", "newspapers", "sites"),
        *("site", "publication", "publications", "paper", "papers", "penerbit", "publisher", "publishers"),
    }
)
"""Words that ask for who wrote something."""
_OTHER = frozenset({QuestionKind.MENGAPA, QuestionKind.KAPAN, QuestionKind.BAGAIMANA})
"""Kinds of question that ask for what an article says."""
_WRITTEN = frozenset({"c:media", "c:kutip", "c:bicara", "c:terbit", "c:informasi", "c:jumlah", "c:tahun"})
"""Terms that say that something was written, not what."""


def _asks_outlet(words: Sequence[str]) -> bool:
    """Whether it is asked which paper wrote something: "di media mana", "which outlet"."""
    for at, word in enumerate(words):
        beside = {*words[max(0, at - 2) : at], *words[at + 1 : at + 3]}
        if word in OUTLETS and beside & {"mana", "apa", "which", "what"}:
            return True
    return False


def press(reading: Reading, records: Records) -> Proposal | None:
    """Return who reports on the cooperation that a question names; else which articles a paper or a period has."""
    if not reading.has("media") or reading.kinds & _OTHER:
        return None
    if reading.keys(OFFICE) or (PEOPLE | DIFFERING) & set(reading.words):
        return None
    if reading.regions:
        places = records.narrowing.fitting(records, Filters(regions=reading.regions))
        if len(places) == 1:
            return _on_one(reading, records, places[0])
    return _of_all(reading, records)


def _on_one(reading: Reading, records: Records, place: int) -> Proposal:
    """Return the articles on one cooperation."""
    c = records.narrowing.cooperations.things[place]
    cited = ids((*c.sources, *(s for f in c.facts for s in f.sources)))
    answer = Answer(
        reading.language,
        (Statement(phrase(reading.language, "sources.lead")),),
        tuple(_item(reading, records.knowledge.sources[ref]) for ref in cited),
        entry=c.id,
        confidence=0.85,
        topic=Topic((c.id,), question=reading.text),
    )
    explained = {*reading.named, *NOUNS, "c:kunjungan", "c:media", "c:kutip", "c:terbit"}
    if _asks_outlet(reading.words):
        # Which paper wrote that this and that happened: whatever is told of it only says which cooperation is meant.
        explained |= {key for g in reading.inside for _, key in g.options if records.weigher.mentions(c.id, (key,))}
    return Proposal("press", answer, frozenset(explained), certain=True)


def _of_all(reading: Reading, records: Records) -> Proposal | None:
    """Return the articles that one paper published, or that appeared in a period, where nothing else is asked."""
    f = filters(reading, records)
    explained = f.explained | _WRITTEN
    asked = f.publishers or f.period
    if not asked or f.regions or f.without or reading.coverage(explained) < t.WHOLE or reading.has("kerja-sama"):
        return None
    found = [
        s
        for s in records.knowledge.sources.values()
        if (not f.publishers or s.id in f.publishers) and (not f.period or s.published in f.period)
    ]
    if not found:
        return nothing(reading, records, f)
    found.sort(key=lambda s: s.published or date.min)
    lead = Statement(phrase(reading.language, "articles.lead", count=len(found)))
    items = tuple(_item(reading, s) for s in found[-PAGE:])
    topic = Topic(question=reading.text)
    told = (lead, *further(reading, len(found)))
    answer = Answer(reading.language, told, items, numbered=len(items) > 1, confidence=0.85, topic=topic)
    return Proposal("articles", answer, explained, certain=True)


def _item(reading: Reading, source: Source) -> Statement:
    """Return one article: paper, address of its site, headline and day."""
    language = reading.language
    when = phrase(language, "on", date=plain_date(source.published, language)) if source.published else ""
    site = f" ({urlsplit(source.url).netloc.removeprefix('www.')})" if source.url else ""
    text = phrase(language, "sources.item", publisher=source.publisher + site, title=source.title, date=when)
    return Statement(text, (source.id,))
