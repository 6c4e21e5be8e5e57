"""What happened: the events that a question narrows down to, in order of time."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.compose import ids
from bot.answering.names import OFFICE
from bot.answering.outcomes import Answer, Choice, Statement, Topic
from bot.answering.reading import Reading
from bot.answering.relations.filters import Filters
from bot.answering.relations.offices import title
from bot.answering.relations.overview import TELL
from bot.answering.relations.paging import PAGE, further, nothing, sure
from bot.answering.relations.proposal import Proposal, Records
from bot.answering.relations.roles import PEOPLE, tenure
from bot.knowledge.model import Cooperation, Event, QuestionKind
from bot.phrases.dates import long_date
from bot.phrases.table import phrase


def _at(reading: Reading, named: frozenset[str]) -> bool:
    """Whether a question says that something was at the place that a key names: "di balai kota"."""
    stretches = (g for g in reading.inside if any(key in named for key, _ in g.keys))
    return any(g.start and reading.words[g.start - 1] in ("di", "at", "in") for g in stretches)


def _venue(records: Records, e: Event) -> frozenset[str]:
    """Return the terms of an event's venue in both languages."""
    return frozenset(records.weigher.keys(f"{e.place.id} {e.place.en}")) if e.place else frozenset()


def _guests(reading: Reading, records: Records, c: Cooperation, e: Event) -> str:
    """Return who came, office and name, where the question asks for people; empty where no source tells."""
    if not (QuestionKind.SIAPA in reading.kinds or reading.keys(OFFICE) or PEOPLE & set(reading.words)):
        return ""
    guests = [role for role in c.people if e.visitor and role.of == e.visitor]
    if not guests and e.visitor in records.knowledge.organisations:
        # Whoever comes for an organisation holds an office of the state; the record names its leader first.
        guests = [role for role in c.people if role.of != e.host][:1]
    titles = ((title(records.knowledge, tenure(records, role), reading.language), role.person) for role in guests)
    named = ", ".join(f"{held} {records.knowledge.people[person].name}" for held, person in titles)
    return named[:1].upper() + named[1:]


_TOLD = frozenset({"day", "hari", "date", "c:tanggal", "tanggal", "c:bicara", "c:bahas"})
"""What goes without saying of whatever happened: that it has a day, and that one talked."""


def events(reading: Reading, records: Records, f: Filters) -> Proposal | None:
    """Return the events that meet the conditions; None where there are none, or one that a fact tells better."""
    shelf, places = records.narrowing.events, records.narrowing.fitting_events(records, f)
    content = frozenset(reading.content)
    f = replace(f, explained=f.explained | _TOLD)
    if content - f.explained:
        venues = {place: content & _venue(records, shelf.things[place][1]) for place in places}
        named = frozenset[str]().union(*venues.values()) - f.explained
        if len(named) > 1 or (named and ("c:tempat" in content or _at(reading, named))):
            places = [place for place in places if named <= venues[place]]
            f = replace(f, explained=f.explained | named | {"c:tempat"})
    narrowed = bool(f.period or f.newest or f.oldest or f.abroad or f.without)
    many = narrowed or len(places) > 1 or QuestionKind.BERAPA in reading.kinds
    many = many and not (len(places) == 1 and TELL & set(reading.words))  # an account is more than its date
    if not places:
        return nothing(reading, records, f)
    if not many or (QuestionKind.SIAPA in reading.kinds and len(places) < 2 and not f.bounded):
        return None
    if f.newest or f.oldest:
        places = shelf.newest(places) if f.newest else shelf.oldest(places)
    found = [shelf.things[place] for place in places[-PAGE:]]
    language = reading.language
    items, notes = [], {}
    for c, e in found:
        if e.date:
            text = phrase(
                language,
                "events.item",
                event=e.name[language],
                date=long_date(e.date, language),
                place=records.place(e, language),
            )
        else:
            text = phrase(language, "events.item.undated", event=e.name[language])
        items.append(Statement(text, ids(e.sources)))
        if who := _guests(reading, records, c, e):
            items[-1] = Statement(phrase(language, "list.item.fact", name=who, fact=items[-1].text), items[-1].sources)
        for n in records.composer.note(c, e.discrepancy, language):
            notes[n.text] = n
    key = (
        "newest.lead"
        if f.newest
        else "oldest.lead"
        if f.oldest
        else "count.events"
        if QuestionKind.BERAPA in reading.kinds
        else "events.lead"
    )
    topic = Topic(
        (found[0][0].id,) if len(found) == 1 else (),
        items=tuple(Choice(e.name[language], e.name[language]) for _, e in found),
        question=reading.text,
    )
    answer = Answer(
        language,
        (Statement(phrase(language, key, count=len(places))), *further(reading, len(places))),
        tuple(items),
        numbered=len(items) > 1,
        notes=tuple(notes.values()),
        confidence=0.88,
        topic=topic,
        entry=found[0][0].id if len(found) == 1 else None,
    )
    return Proposal("events", answer, f.explained, certain=sure(reading, f))
