"""The lists that people look through and the cards they open: one message that turns its pages in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answering.catalogue import Catalogue
from bot.answering.names import ancestors
from bot.knowledge.model import Cooperation, Knowledge, RegionKind
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.cards import Button, Card, Rows, newest_sources
from bot.rendering.cooperation_card import DIFFER, FACTS, Page, pages
from bot.rendering.marks import Marks
from bot.rendering.summary_line import line_sources, summary_line
from bot.rendering.timeline import timeline
from bot.rendering.views import View, Views

ITEMS, CHOICES, SOURCES, IN_A_ROW = 8, 12, 10, 4
"""On one page: cooperations, sectors or regions to choose, sources; and numbers in a row of buttons."""
LONGEST_LABEL = 60
MOST_RELATED = 2
REMEMBERED = 200
"""Cards that are kept made up."""
_ORDER = (RegionKind.PROVINSI, RegionKind.KABUPATEN, RegionKind.KOTA, RegionKind.KAWASAN, RegionKind.NEGARA)


@dataclass(frozen=True, slots=True)
class _Section:
    """Cooperations of a list under a heading."""

    title: str
    ids: tuple[str, ...]


class Browser:
    """Makes the pages of one load; what a view refers to may have gone, then the list above it is shown."""

    def __init__(self, knowledge: Knowledge, catalogue: Catalogue) -> None:
        """Take the records and their orders."""
        self._knowledge, self._catalogue = knowledge, catalogue
        self.views = Views(knowledge)
        self._all_pages = lru_cache(maxsize=REMEMBERED)(self._pages)
        self._first = lru_cache(maxsize=REMEMBERED)(self._first_page)

    @property
    def catalogue(self) -> Catalogue:
        """The orders in which the records are looked through."""
        return self._catalogue

    def show(self, view: View) -> Card:
        """Return the message that a view is."""
        if view.kind == "card" and view.ref:
            return self._card(view)
        if view.kind == "sector" and view.ref:
            return self._sector(view)
        if view.kind == "region" and view.ref:
            return self._region(view)
        if view.kind in ("region", "regions"):
            return self._regions(replace(view, kind="regions"))
        if view.kind == "timeline":
            return self._timeline(view)
        if view.kind == "sources":
            return self._sources(view)
        if view.kind == "all":
            return self._all(view)
        return self._sectors(replace(view, kind="sectors", page=view.page if view.kind == "sectors" else 0))

    def gone(self, language: str) -> Card:
        """Return the message in place of a cooperation that is no longer on record."""
        card = self._all(View("all", language))
        return replace(card, html=f"{html.escaped(phrase(language, 'brw.gone'))}\n\n{card.html}")

    def opening(self, cooperation: str, language: str) -> str:
        """Return the first page of a card, without making the others."""
        return self._first(cooperation, language).html

    def share(self, cooperation: str, language: str) -> Button:
        """Return the button that drops a card into another chat."""
        return Button(phrase(language, "brw.button.share"), share=cooperation)

    # Lists to choose from

    def _sectors(self, view: View) -> Card:
        language, known = view.language, self._catalogue.sectors
        chosen = sorted(known, key=lambda one: (-len(known[one]), self._knowledge.sectors[one].name[language]))
        choices = [
            self._choice(self._knowledge.sectors[one].name[language], len(known[one]), View("sector", language, one))
            for one in chosen
        ]
        shown, turns = self._turned(choices, view, CHOICES)
        every = phrase(language, "brw.button.all", count=len(self._catalogue.newest))
        last = self._button(every, View("all", language))
        return Card(self._said(language, "brw.sectors", bool(choices)), (*_paired(shown), *turns, (last,)))

    def _regions(self, view: View) -> Card:
        choices = self._places(self._catalogue.roots, view.language)
        shown, turns = self._turned(choices, view, CHOICES)
        return Card(self._said(view.language, "brw.regions", bool(choices)), (*_paired(shown), *turns))

    def _places(self, regions: Sequence[str], language: str) -> list[Button]:
        known = self._knowledge.regions
        ordered = sorted(regions, key=lambda one: (_ORDER.index(known[one].kind), known[one].name[language]))
        return [
            self._choice(known[one].name[language], self._catalogue.places[one].count, View("region", language, one))
            for one in ordered
        ]

    def _said(self, language: str, key: str, any_: bool) -> str:
        return html.escaped(phrase(language, key if any_ else "brw.empty"))

    # Lists of cooperations

    def _all(self, view: View) -> Card:
        ids = self._catalogue.newest
        head = html.escaped(phrase(view.language, "brw.all", count=len(ids)))
        up = self._button(phrase(view.language, "brw.button.sectors"), View("sectors", view.language))
        return self._listed(replace(view, kind="all"), head, [_Section("", ids)], ((up,),))

    def _sector(self, view: View) -> Card:
        ids = self._catalogue.sectors.get(view.ref, ())
        name = self._knowledge.sectors[view.ref].name[view.language]
        head = html.escaped(phrase(view.language, "brw.sector", name=name, count=len(ids)))
        up = self._button(phrase(view.language, "brw.button.sectors"), View("sectors", view.language))
        return self._listed(view, head, [_Section("", ids)], ((up,),))

    def _region(self, view: View) -> Card:
        language, place = view.language, self._catalogue.places.get(view.ref)
        if place is None:
            return self._regions(View("regions", language))
        regions = self._knowledge.regions
        name = regions[view.ref].name[language]
        around = [one for one in ancestors(self._knowledge, view.ref) if one in self._catalogue.places]
        head = f"<b>{html.escaped(phrase(language, 'brw.region', name=name, count=place.count))}</b>"
        if around:
            path = " › ".join(regions[one].name[language] for one in reversed(around))
            head += "\n" + html.escaped(phrase(language, "brw.region.in", path=path))
        sections = [_Section(phrase(language, "brw.region.own", name=name, count=len(place.own)), place.own)]
        if place.below:
            title = phrase(language, "brw.region.below", count=len(place.below))
            sections.append(_Section(title, place.below))
        elif not place.children:
            sections = [_Section("", place.own)]
        inner = _paired(self._places(place.children, language)[:CHOICES])
        up = self._button(phrase(language, "brw.button.regions"), View("regions", language))
        wider = next((one for one in around if self._reached(one)), None)
        ups = (up,) if wider is None else (self._up(wider, language), up)
        return self._listed(view, head, sections, (*inner, ups))

    def _reached(self, region: str) -> bool:
        """Whether a region is reached by pressing from the top of the hierarchy."""
        roots = self._catalogue.roots
        return region in roots or any(wider in roots for wider in ancestors(self._knowledge, region))

    def _up(self, region: str, language: str) -> Button:
        name = self._knowledge.regions[region].name[language]
        return self._button(phrase(language, "brw.button.up", name=name), View("region", language, region))

    def _listed(self, view: View, head: str, sections: Sequence[_Section], below: Rows) -> Card:
        """Return a page of numbered cooperations, their sources below, a button for each number."""
        numbered = [(section, one) for section in sections for one in section.ids]
        count = _count(len(numbered), ITEMS)
        view = replace(view, page=min(view.page, count - 1), back=None)
        marks, lines, cited, numbers = Marks(self._knowledge, view.language), [head], {}, []
        title = None
        start = view.page * ITEMS
        for number, (section, one) in enumerate(numbered[start : start + ITEMS], start + 1):
            cooperation = self._knowledge.cooperations[one]
            if section.title != title:
                title = section.title
                lines += ["", f"<b>{html.escaped(title)}</b>"] if title else [""]
            sources = line_sources(cooperation)
            cited.update(dict.fromkeys(sources))
            lines += self._item(number, cooperation, view.language, marks.of(sources))
            numbers.append(self._button(str(number), View("card", view.language, one, back=view)))
        lines += ["", html.escaped(phrase(view.language, "brw.press" if numbers else "brw.empty"))]
        return Card(marks.closed(lines, cited), (*_rows(numbers), *self._turns(view, count), *below))

    def _item(self, number: int, cooperation: Cooperation, language: str, marks: str) -> list[str]:
        told = html.shortened(summary_line(cooperation, self._knowledge, language), 250)
        name = html.escaped(html.shortened(cooperation.name[language], 200))
        return [f"{number}. <b>{name}</b>", f"    {html.escaped(told)}{marks}"]

    # Time-line, sources, cards

    def _timeline(self, view: View) -> Card:
        made = timeline(self._catalogue.timeline, self._knowledge, view.language, view.page)
        view = replace(view, page=made.page, back=None)
        numbers = [
            self._button(str(number), View("card", view.language, one, back=view)) for number, one in made.numbered
        ]
        return Card(made.html, (*_rows(numbers), *self._turns(view, made.pages)))

    def _sources(self, view: View) -> Card:
        newest = newest_sources(self._knowledge)
        count = _count(len(newest), SOURCES)
        view = replace(view, page=min(view.page, count - 1))
        head = html.escaped(phrase(view.language, "ui.sources", count=len(newest)))
        shown = newest[view.page * SOURCES : (view.page + 1) * SOURCES]
        lines = [head, "", *(f"• {html.source_line(source, view.language)}" for source in shown)]
        return Card("\n".join(lines), self._turns(view, count))

    def _pages(self, cooperation: str, language: str) -> tuple[Page, ...]:
        return tuple(pages(self._knowledge.cooperations[cooperation], self._knowledge, language))

    def _first_page(self, cooperation: str, language: str) -> Page:
        return next(pages(self._knowledge.cooperations[cooperation], self._knowledge, language))

    def _card(self, view: View) -> Card:
        language, made = view.language, self._all_pages(view.ref, view.language)
        view = replace(view, page=min(view.page, len(made) - 1))
        shown = made[view.page]
        jumps = []
        for section, key in ((FACTS, "brw.button.facts"), (DIFFER, "brw.button.differ")):
            at = next((number for number, page in enumerate(made) if section in page.sections), None)
            if at is not None and section not in shown.sections:
                jumps.append(self._button(phrase(language, key), replace(view, page=at)))
        if view.page > 1:
            jumps.insert(0, self._button(phrase(language, "brw.button.begin"), replace(view, page=0)))
        related = [
            (
                self._button(
                    self._knowledge.cooperations[one].name[language], View("card", language, one, back=view.back)
                ),
            )
            for one in self._knowledge.cooperations[view.ref].related[:MOST_RELATED]
            if view.page == 0 and one in self._knowledge.cooperations
        ]
        back = view.back or View("sectors", language)
        last = (self._button(phrase(language, "brw.button.return"), back), self.share(view.ref, language))
        rows = (*self._turns(view, len(made)), *((tuple(jumps),) if jumps else ()), *related, last)
        return Card(shown.html, rows)

    # Buttons

    def _button(self, label: str, view: View) -> Button:
        return Button(html.shortened(html.sound(label), LONGEST_LABEL), self.views.data(view))

    def _choice(self, name: str, count: int, view: View) -> Button:
        label = phrase(view.language, "brw.button.counted", name=name[:1].upper() + name[1:], count=count)
        return self._button(label, view)

    def _turned(self, choices: Sequence[Button], view: View, size: int) -> tuple[list[Button], Rows]:
        count = _count(len(choices), size)
        page = min(view.page, count - 1)
        return list(choices[page * size : (page + 1) * size]), self._turns(replace(view, page=page), count)

    def _turns(self, view: View, count: int) -> Rows:
        """Return the row that turns pages; at the ends it goes round, so that no button does nothing."""
        if count < 2:
            return ()
        at = phrase(view.language, "brw.button.at", page=view.page + 1, pages=count)
        return (
            (
                self._button(phrase(view.language, "brw.button.previous"), replace(view, page=(view.page - 1) % count)),
                self._button(at, view),
                self._button(
                    phrase(view.language, "brw.button.following"), replace(view, page=(view.page + 1) % count)
                ),
            ),
        )


def _count(items: int, size: int) -> int:
    """Return how many pages hold so many items; one at least."""
    return max(1, -(-items // size))


def _rows(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW))


def _paired(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
