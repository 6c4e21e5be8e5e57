"""What somebody follows, the lists to choose from, and the message that tells what is new.

- `l:h` shows what somebody follows, `l:n` in a message of its own; `l:x` ends all of it
- `l:s:<page>` and `l:r:<region>:<page>` list sectors and the regions within a region, `-` for the widest
- `l:ts:<sector>:<page>`, `l:tr:<region>:<page>` and `l:ta` follow or leave, and show the same list again
- `l:ds:<sector>`, `l:dr:<region>` and `l:da` leave, and show what is left

Sectors and regions are carried by a digest of their ids, which may be longer than a button holds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answering.catalogue import Catalogue
from bot.answering.names import ancestors
from bot.answering.news import News, Topic
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.callbacks import Callbacks
from bot.rendering.cards import Button, Card, Rows
from bot.rendering.marks import Marks
from bot.rendering.summary_line import line_sources, summary_line
from bot.text.folding import fold

CHOICES, ITEMS, IN_A_ROW = 10, 8, 4
"""Choices on a page; cooperations in one message, and numbers in a row of buttons."""
LONGEST_LABEL = 60
LONGEST_NAME = 200
TOP = "-"
"""Stands for the region that all regions lie in."""

_DATA = re.compile(
    r"l:(?:([hnx])|(s|r):?([0-9a-f]{12}|-)?:([0-9]{1,3})|([td])([sra])(?::([0-9a-f]{12})(?::([0-9]{1,3}))?)?)"
)
_KINDS = {"s": "sector", "r": "region", "a": "all"}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Move:
    """What a button does: show or end everything, show a list, follow a topic or leave it."""

    act: str
    """`home`, `new`, `stop`, `list`, `toggle` or `drop`."""
    kind: str = ""
    """`sector`, `region` or `all`."""
    digest: str = ""
    """Of the id; empty for the widest region, and where there is none."""
    page: int = 0


def read(data: str) -> Move | None:
    """Return what a button does, None where there is no such button."""
    found = _DATA.fullmatch(data)
    if found is None:
        return None
    if found[1]:
        return Move({"h": "home", "n": "new", "x": "stop"}[found[1]])
    if found[2]:
        kind, digest = _KINDS[found[2]], found[3] or ""
        wrong = (kind == "region") != bool(digest)
        return None if wrong else Move("list", kind, "" if digest == TOP else digest, int(found[4]))
    kind = _KINDS[found[6]]
    if (kind == "all") == bool(found[7]):
        return None
    return Move("toggle" if found[5] == "t" else "drop", kind, found[7] or "", int(found[8] or 0))


def digest(ref: str) -> str:
    """Return what stands for an id in a button."""
    return hashlib.sha256(ref.encode()).hexdigest()[:12]


class Following:
    """Makes the messages about what somebody follows, over one load."""

    def __init__(self, knowledge: Knowledge, catalogue: Catalogue, language: str) -> None:
        """Speak one language about the records and their orders."""
        self._knowledge, self._catalogue, self._language = knowledge, catalogue, language

    def name(self, topic: Topic) -> str:
        """Return how a topic is told in a list."""
        kind, ref = topic
        if kind == "region" and ref in self._knowledge.regions:
            place = self._catalogue.places.get(ref)
            key = "sub.item.region.wide" if place and place.children else "sub.item.region"
            return self._say(key, name=_capital(self._knowledge.regions[ref].name[self._language]))
        if kind == "sector" and ref in self._knowledge.sectors:
            return self._say("sub.item.sector", name=self._knowledge.sectors[ref].name[self._language])
        return self._say("sub.item.all") if kind == "all" else ref

    def found(self, typed: str) -> Topic | None:
        """Return the region or sector that has a name, whichever way it is written."""
        wanted = fold(typed)
        for kind, records in (("region", self._knowledge.regions), ("sector", self._knowledge.sectors)):
            for ref, one in records.items():
                if wanted in (fold(name) for name in (one.name.id, one.name.en, *one.aliases)):
                    return kind, ref
        return None

    def topic(self, move: Move, followed: Collection[Topic]) -> Topic | None:
        """Return what a button is about, None where that has gone."""
        if move.kind == "all":
            return "all", ""
        records = self._knowledge.regions if move.kind == "region" else self._knowledge.sectors
        refs = (*records, *(ref for kind, ref in followed if kind == move.kind))
        return next(((move.kind, ref) for ref in refs if digest(ref) == move.digest), None)

    def home(self, followed: Sequence[Topic], before: str = "") -> Card:
        """Return what somebody follows, with buttons to leave and to choose more."""
        lines = [html.escaped(before), ""] if before else []
        lines.append(html.escaped(self._say("sub.some" if followed else "sub.none")))
        lines += [f"• {html.escaped(self.name(one))}" for one in followed]
        rows: Rows = tuple(
            (self._button(self._say("sub.end", name=self.name(one)), _data("d", one)),) for one in followed
        )
        choose = (
            self._button(self._say("sub.button.regions"), f"l:r:{TOP}:0"),
            self._button(self._say("sub.button.sectors"), "l:s:0"),
        )
        rows += (choose,)
        if ("all", "") not in followed:
            rows += ((self._button(self._say("sub.button.all"), "l:ta"),),)
        if len(followed) > 1:
            rows += ((self._button(self._say("sub.button.stop.all"), "l:x"),),)
        return Card("\n".join(lines), rows)

    def sectors(self, page: int, followed: Collection[Topic]) -> Card:
        """Return a page of the sectors."""
        known = sorted(self._knowledge.sectors.values(), key=lambda one: one.name[self._language].casefold())
        count = _pages(len(known))
        page = min(page, count - 1)
        rows: Rows = ()
        for one in known[page * CHOICES : (page + 1) * CHOICES]:
            topic = ("sector", one.id)
            label = self._marked(_capital(one.name[self._language]), topic in followed)
            rows += ((self._button(label, _data("t", topic, page)),),)
        return Card(html.escaped(self._say("sub.sectors")), (*rows, *self._turns("l:s", page, count), self._back()))

    def region(self, ref: str, page: int, followed: Collection[Topic]) -> Card:
        """Return a page of a region and those within it, or of the widest where there is no `ref`."""
        places, regions = self._catalogue.places, self._knowledge.regions
        here = places.get(ref)
        inner = sorted(here.children if here else () if ref else self._catalogue.roots, key=self._place)
        count = _pages(len(inner))
        page = min(page, count - 1)
        carried = digest(ref) if ref else TOP
        rows: Rows = ()
        if ref:
            text = self._say("sub.region", name=_capital(regions[ref].name[self._language]))
            rows = ((self._choice(ref, followed, page),),)
        else:
            text = self._say("sub.regions")
        for one in inner[page * CHOICES : (page + 1) * CHOICES]:
            if places[one].children:
                name = self._say("sub.deeper", name=_capital(regions[one].name[self._language]))
                label = self._marked(name, ("region", one) in followed)
                rows += ((self._button(label, f"l:r:{digest(one)}:0"),),)
            else:
                rows += ((self._choice(one, followed, page),),)
        ups: list[Button] = []
        if ref:
            wider = next((one for one in ancestors(self._knowledge, ref) if self._reached(one)), "")
            label = regions[wider].name[self._language] if wider else self._say("sub.button.regions")
            ups.append(self._button(f"« {_capital(label)}", f"l:r:{digest(wider) if wider else TOP}:0"))
        return Card(html.escaped(text), (*rows, *self._turns(f"l:r:{carried}", page, count), (*ups, *self._back())))

    def digest(self, news: Sequence[News], callbacks: Callbacks) -> Card:
        """Return the message that tells what is new, with one button that ends such messages."""
        marks, cited, numbers = Marks(self._knowledge, self._language), {}, []
        lines = [f"<b>{html.escaped(self._say('sub.digest', count=len(news)))}</b>", ""]
        for number, one in enumerate(news[:ITEMS], 1):
            cooperation = self._knowledge.cooperations[one.cooperation]
            name = html.escaped(html.shortened(cooperation.name[self._language], LONGEST_NAME))
            key = "sub.digest.new" if one.new else "sub.digest.changed"
            sources = line_sources(cooperation)
            cited.update(dict.fromkeys(sources))
            lines.append(f"{number}. {self._say(key, name=f'<b>{name}</b>')}")
            told = html.escaped(summary_line(cooperation, self._knowledge, self._language))
            lines.append(f"    {told}{marks.of(sources)}")
            numbers.append(self._button(str(number), callbacks.summary(one.cooperation, self._language)))
        if len(news) > ITEMS:
            lines.append(html.escaped(self._say("ui.more", count=len(news) - ITEMS)))
        lines += ["", html.escaped(self._say("sub.digest.press"))]
        lines += ["", f"<b>{html.escaped(self._say('sources.label'))}</b>", *marks.listed(cited)]
        last = (
            self._button(self._say("sub.button.manage"), "l:n"),
            self._button(self._say("sub.button.stop"), "l:x"),
        )
        rows = tuple(tuple(numbers[at : at + IN_A_ROW]) for at in range(0, len(numbers), IN_A_ROW))
        return Card(html.messages(lines)[0], (*rows, last))

    def stopped(self) -> Rows:
        """Return the button in the place of those of a message whose subscriptions have ended."""
        return ((self._button(self._say("sub.button.again"), "l:n"),),)

    def _say(self, key: str, **values: object) -> str:
        return phrase(self._language, key, **values)

    def _marked(self, name: str, on: bool) -> str:
        return self._say("sub.on" if on else "sub.off", name=name)

    def listed_in(self, ref: str) -> str:
        """Return the region in whose list a region is chosen: its own, unless nothing lies in it; "" is the widest."""
        place = self._catalogue.places.get(ref)
        if place and place.children:
            return ref
        parent = self._knowledge.regions[ref].parent or ""
        return parent if parent in self._catalogue.places and self._reached(parent) else ""

    def _choice(self, ref: str, followed: Collection[Topic], page: int) -> Button:
        topic = ("region", ref)
        label = self._marked(_capital(self._knowledge.regions[ref].name[self._language]), topic in followed)
        return self._button(label, _data("t", topic, page))

    def _place(self, region: str) -> tuple[str, str]:
        one = self._knowledge.regions[region]
        return one.kind.value, one.name[self._language].casefold()

    def _reached(self, region: str) -> bool:
        """Whether a region is reached by pressing from the top."""
        roots = self._catalogue.roots
        return region in roots or any(wider in roots for wider in ancestors(self._knowledge, region))

    def _back(self) -> tuple[Button, ...]:
        return (self._button(self._say("sub.button.home"), "l:h"),)

    def _turns(self, path: str, page: int, count: int) -> Rows:
        """Return the row that turns pages; at the ends it goes round."""
        if count < 2:
            return ()
        at = self._say("brw.button.at", page=page + 1, pages=count)
        return (
            (
                self._button(self._say("brw.button.previous"), f"{path}:{(page - 1) % count}"),
                self._button(at, f"{path}:{page}"),
                self._button(self._say("brw.button.following"), f"{path}:{(page + 1) % count}"),
            ),
        )

    def _button(self, label: str, data: str) -> Button:
        return Button(html.shortened(html.sound(label), LONGEST_LABEL), data)


def _data(act: str, topic: Topic, page: int | None = None) -> str:
    kind, ref = topic
    carried = f":{digest(ref)}" if ref else ""
    return f"l:{act}{_LETTERS[kind]}{carried}" + (f":{page}" if page is not None and ref else "")


def _pages(items: int) -> int:
    return max(1, -(-items // CHOICES))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
