"""Cooperation with other countries beside cooperation at home, where a question sets one against the other."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.compose import ids
from bot.answering.outcomes import Answer, Choice, Statement, Topic
from bot.answering.reading import Reading
from bot.answering.relations.filters import ABROAD, HOME, filters
from bot.answering.relations.paging import PAGE
from bot.answering.relations.proposal import Proposal, Records
from bot.phrases.table import phrase


def reach(reading: Reading, records: Records) -> Proposal | None:
    """Return what reaches abroad and what does not, side by side."""
    both = ABROAD & reading.weights.keys() and HOME & reading.weights.keys()
    if not both or not reading.has("kerja-sama", "mitra", "mou", "hubungan", "beda"):
        return None
    f = filters(reading, records)
    language, shelf = reading.language, records.narrowing.cooperations
    items, choices, counts = [], [], {}
    for side in ("abroad", "home"):
        only = replace(f, abroad=side == "abroad", home=side == "home", explained=frozenset())
        found = [shelf.things[place] for place in records.narrowing.fitting(records, only)]
        counts[side] = len(found)
        for c in found[-PAGE:]:
            stage, when = records.stage(c, language), records.whence(c, language)
            told = phrase(language, "list.item", name=c.name[language], stage=stage, date=when)
            sources = ids((*c.sources, *(s for e in c.events for s in e.sources)))
            items.append(Statement(phrase(language, "compare." + side, item=told), sources))
            choices.append(Choice(c.name[language], c.name[language]))
    if not items:
        return None
    lead = Statement(phrase(language, "compare.reach", **counts))
    topic = Topic(items=tuple(choices), question=reading.text)
    answer = Answer(language, (lead,), tuple(items), numbered=True, confidence=0.85, topic=topic)
    return Proposal("compare", answer, f.explained | {"c:beda"}, certain=True)
