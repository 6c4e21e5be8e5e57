"""Everything on record about one cooperation, as pages that each fit a message, every line with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.answering.compose import ids
from bot.answering.relations.offices import title
from bot.knowledge.model import Citation, Cooperation, Discrepancy, Fact, InstrumentStatus, Knowledge, Tenure
from bot.phrases.dates import long_date, plain_date
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.citations import caution
from bot.rendering.marks import Marks

ROOM = 3400
"""Characters of a page as it is sent, its sources with their addresses included: about three screens of a phone."""
FACTS, DIFFER = "facts", "differ"
"""Sections that a button leads to."""


@dataclass(frozen=True, slots=True)
class Page:
    """One message of a card, and the sections that stand on it."""

    html: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line with the sources that say it; `differs` where sources disagree on it."""

    text: str
    sources: tuple[str, ...] = ()
    differs: bool = False
    head: bool = False
    """Whether it begins a block that stands apart from the one before it."""


_Block = tuple[_Line, ...]
"""Lines that stand on one page wherever they fit one."""


@dataclass(frozen=True, slots=True)
class _Section:
    """Blocks under a title; the first section of a card has none."""

    name: str
    title: str
    blocks: tuple[_Block, ...]


def pages(cooperation: Cooperation, knowledge: Knowledge, language: str) -> Iterator[Page]:
    """Yield the pages of a card, in the order in which they are read."""
    marks = Marks(knowledge, language)
    page = _Sheet(cooperation, knowledge, language, marks)
    for section in _sections(cooperation, knowledge, language):
        for block in section.blocks:
            # A block longer than a page goes on where the page ends.
            for lines in [block] if page.holds(block, ROOM) or _fits(block) else [(line,) for line in block]:
                if not page.holds(lines, ROOM):
                    yield page.closed()
                    page = _Sheet(cooperation, knowledge, language, marks)
                for line in lines:
                    page.add(section, line)
    yield page.closed()


def _fits(block: _Block) -> bool:
    return sum(html.length(line.text) for line in block) < ROOM / 2


class _Sheet:
    """A page that is being filled."""

    def __init__(self, cooperation: Cooperation, knowledge: Knowledge, language: str, marks: Marks) -> None:
        self._knowledge, self._language, self._marks = knowledge, language, marks
        self._lines = [f"<b>{html.escaped(cooperation.name[language])}</b>"]
        self._sections: list[str] = []
        self._sources: dict[str, None] = {}
        self._differs = False

    def holds(self, lines: _Block, room: int) -> bool:
        """Whether there is room for more lines and their sources; an empty page takes any."""
        if not self._sections:
            return True
        sources = dict.fromkeys([*self._sources, *(source for line in lines for source in line.sources)])
        size = sum(html.length(text) + 1 for text in (*self._lines, *self._marks.listed(sources)))
        return size + sum(html.length(line.text) + 3 * len(line.sources) + 3 for line in lines) <= room

    def add(self, section: _Section, line: _Line) -> None:
        """Put a line on the page, under its section's title where that is not there yet."""
        if section.name not in self._sections:
            self._sections.append(section.name)
            self._lines.append("")
            if section.title:
                self._lines.append(f"<b>{html.escaped(section.title)}</b>")
        elif line.head:
            self._lines.append("")
        sign = " ≠" if line.differs else ""
        self._lines.append(line.text + sign + self._marks.of(line.sources))
        self._sources.update(dict.fromkeys(line.sources))
        self._differs |= line.differs

    def closed(self) -> Page:
        """Return the page with its sources below, as many as fit."""
        language, lines = self._language, list(self._lines)
        if self._differs:
            lines += ["", f"<i>{html.escaped(phrase(language, 'brw.card.differs'))}</i>"]
        warning = caution([self._knowledge.sources[source] for source in self._sources], language)
        if warning:
            lines += ["", f"<i>{html.escaped(phrase(language, 'ui.note', text=warning))}</i>"]
        return Page(self._marks.closed(lines, self._sources), tuple(self._sections))


def _sections(c: Cooperation, knowledge: Knowledge, language: str) -> Iterator[_Section]:
    def section(name: str, title: str, blocks: Iterable[_Block]) -> _Section:
        return _Section(name, title, tuple(blocks))

    yield section("about", "", [(line,) for line in _about(c, knowledge, language)])
    yield section("summary", phrase(language, "brw.card.summary"), [(_line(c.summary[language], c.sources),)])
    yield section("instruments", phrase(language, "brw.card.instruments"), [(x,) for x in _instruments(c, language)])
    yield section("events", phrase(language, "brw.card.events"), [(line,) for line in _events(c, language)])
    yield section("people", phrase(language, "brw.card.people"), [(x,) for x in _people(c, knowledge, language)])
    yield section(FACTS, phrase(language, "brw.card.facts"), [_fact(one, language) for one in c.facts])
    differ = [_disagreement(one, knowledge, language) for one in c.discrepancies]
    yield section(DIFFER, phrase(language, "brw.card.differ"), differ)


def _line(text: str, citations: tuple[Citation, ...], *, before: str = "", differs: bool = False) -> _Line:
    return _Line(before + html.escaped(text), ids(citations), differs)


def _about(c: Cooperation, knowledge: Knowledge, language: str) -> Iterator[_Line]:
    yield _line(phrase(language, "brw.card.stage", text=phrase(language, f"stage.{c.stage.value}")), c.sources)
    yield _line(phrase(language, "brw.card.parties", text=_parties(c, knowledge, language)), c.sources)
    # Where there is none, nothing is stated that a source could carry.
    category, sources = (c.category.value, c.sources) if c.category else ("none", ())
    yield _line(phrase(language, "brw.card.category", text=phrase(language, f"brw.category.{category}")), sources)
    sectors = ", ".join(knowledge.sectors[one].name[language] for one in c.sectors)
    yield _line(phrase(language, "brw.card.sectors", text=sectors), c.sources)


def _parties(c: Cooperation, knowledge: Knowledge, language: str) -> str:
    names = {
        planned: ", ".join(knowledge.name_of(one.ref)[language] for one in c.parties if one.prospective is planned)
        for planned in (False, True)
    }
    planned = phrase(language, "brw.card.prospective", names=names[True]) if names[True] else ""
    return "; ".join(filter(None, (names[False], planned)))


def _instruments(c: Cooperation, language: str) -> Iterator[_Line]:
    if not c.instruments:
        yield _Line(html.escaped(phrase(language, "brw.card.no_instrument")))
    for one in c.instruments:
        kind = phrase(language, f"brw.instrument.{one.kind.value}")
        if one.status is InstrumentStatus.DIRENCANAKAN:
            status = phrase(language, "brw.status.planned")
        elif one.date:
            status = phrase(language, "brw.status.signed_on", date=plain_date(one.date, language))
        else:
            status = phrase(language, "brw.status.signed_undated")
        text = phrase(language, "brw.card.instrument", name=one.name[language], kind=kind, status=status)
        yield _line(text, one.sources, before="• ", differs=one.discrepancy is not None)


def _events(c: Cooperation, language: str) -> Iterator[_Line]:
    for one in sorted(c.events, key=lambda event: event.date or date.max):
        day = long_date(one.date, language) if one.date else phrase(language, "brw.undated")
        place = phrase(language, "at", place=one.place[language]) if one.place else ""
        text = phrase(language, "brw.card.event", date=day, name=one.name[language], place=place)
        yield _line(text, one.sources, before="• ", differs=one.discrepancy is not None)


def _people(c: Cooperation, knowledge: Knowledge, language: str) -> Iterator[_Line]:
    for one in c.people:
        organisation = knowledge.organisations.get(one.of or "")
        said = knowledge.offices[one.office].name[language]
        # "Anggota DPR RI" has its organisation in its name.
        within = organisation and any(name in said for name in (organisation.name[language], *organisation.aliases))
        held = Tenure(office=one.office, of=None if within else one.of, sources=one.sources)
        office = title(knowledge, held, language)
        name, part = knowledge.people[one.person].name, one.part[language]
        yield _line(phrase(language, "brw.card.person", name=name, title=office, part=part), one.sources, before="• ")


def _fact(fact: Fact, language: str) -> _Block:
    text = _line(fact.text[language], fact.sources, before="• ", differs=fact.discrepancy is not None)
    items = [_line(one[language], fact.sources, before=f"   {at}. ") for at, one in enumerate(fact.items, 1)]
    return text, *items


def _disagreement(one: Discrepancy, knowledge: Knowledge, language: str) -> _Block:
    about = phrase(language, "brw.card.about", about=one.about[language][:1].upper() + one.about[language][1:])
    lines = [_Line(f"<i>{html.escaped(about)}</i>", head=True)]
    for reading in one.readings:
        names = ", ".join(dict.fromkeys(knowledge.sources[source].publisher for source in ids(reading.sources)))
        said = phrase(language, "brw.card.reading", publisher=names, value=reading.value[language])
        lines.append(_line(said, reading.sources, before="• "))
    everyone = tuple(citation for reading in one.readings for citation in reading.sources)
    held = phrase(language, "brw.card.held", held=one.held[language], why=one.why[language])
    return *lines, _line(held, everyone)
