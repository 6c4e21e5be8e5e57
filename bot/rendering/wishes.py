"""Questions without a good answer, for curators: the list, one group of it, and the way to an alias.

`u:<act>:<order><page>:<key>:<entry>:<hash>`, where what an act does not need is empty:

- `l` shows the list in an order (c most, n newest, r region, s sector), `g` a group
- `i` ignores it, `d` marks it as done, `o` undoes that
- `a` shows where its wording may lead, `c` what an alias there would change, `p` puts that in place

A group is carried by the digest of its wording, an entry by that of its id, what was shown by the files' hash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.entries import Entry
from bot.answering.names import REGION, kind_of, ref_of
from bot.curating.demand import Demand, Wish, masked, place_name
from bot.curating.figures_of_use import Figures
from bot.knowledge.model import Discrepancy, Knowledge
from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.cards import Button, Card, Rows
from bot.rendering.statistics import local, number, percent, reason_names, short_day

PAGE = 5
LONGEST, LONGEST_OTHER = 200, 120
"""Characters of a question in the list or alone, and of another wording or a comment."""
OTHERS = 6
WEEKLY = 10
ORDERS = "cnrs"

_DATA = re.compile(r"u:([lgidoacp]):([cnrs])([0-9]{1,3}):([0-9a-f]{12})?:([0-9a-f]{12})?:([0-9a-f]{12})?")


@dataclass(frozen=True, slots=True)
class Move:
    """What a button does, and where in the list it leads back to."""

    act: str
    order: str = "c"
    page: int = 0
    key: str = ""
    entry: str = ""
    hash: str = ""

    @property
    def data(self) -> str:
        """What the button carries."""
        return f"u:{self.act}:{self.order}{min(self.page, 999)}:{self.key}:{self.entry}:{self.hash}"


def read(data: str) -> Move | None:
    """Return what a button does, None where there is no such button."""
    found = _DATA.fullmatch(data)
    if found is None:
        return None
    act, order, page, key, entry, seen = found.groups(default="")
    needs = {"l": 0, "a": 1, "c": 2, "p": 3}.get(act, 1)
    if not all((key, entry, seen)[:needs]):
        return None
    return Move(act, order, int(page), key, entry, seen)


def entry_digest(id_: str) -> str:
    """Return what stands for the id of an entry in a button."""
    return hashlib.sha256(id_.encode()).hexdigest()[:12]


def regions(wish: Wish, knowledge: Knowledge, language: str) -> list[str]:
    """Return the names of the regions that a group is about."""
    names = []
    for key in wish.regions:
        known = knowledge.regions.get(ref_of(key)) if kind_of(key) == REGION else None
        names.append(known.name[language] if known else place_name(key))
    return names


def sectors(wish: Wish, knowledge: Knowledge, language: str) -> list[str]:
    """Return the names of the sectors that a group is about."""
    return [knowledge.sectors[one].name[language] for one in wish.sectors if one in knowledge.sectors]


def about(wish: Wish, knowledge: Knowledge, language: str) -> str:
    """Return regions and sectors of a group in one line, empty where it names none."""
    both = (", ".join(regions(wish, knowledge, language)), ", ".join(sectors(wish, knowledge, language)))
    return " · ".join(filter(None, both))


def counts(wish: Wish, language: str) -> str:
    """Return how often a group was asked and what became of it, in one line."""
    parts = [phrase(language, "fig.wish.times", count=number(wish.count, language))]
    told = (
        ("fig.wish.unknown", wish.unknown),
        ("fig.wish.clarify", wish.clarify),
        ("fig.wish.down", wish.down),
        ("fig.wish.waiting", wish.waiting),
    )
    parts += [phrase(language, key, count=number(count, language)) for key, count in told if count]
    parts.append(phrase(language, "fig.wish.newest", day=short_day(local(wish.newest), language)))
    return ", ".join(parts)


def ordered(wishes: Sequence[Wish], order: str, knowledge: Knowledge, language: str) -> list[tuple[str, Wish]]:
    """Return the groups in an order, each with the heading that it stands under; most wished for first within it."""
    if order == "n":
        return [("", one) for one in sorted(wishes, key=lambda one: one.newest, reverse=True)]
    if order == "c":
        return [("", one) for one in wishes]
    names, none = (regions, "fig.wish.nowhere") if order == "r" else (sectors, "fig.wish.general")
    under = [(next(iter(names(one, knowledge, language)), ""), one) for one in wishes]
    under.sort(key=lambda one: (not one[0], one[0].casefold()))
    return [(name or phrase(language, none), one) for name, one in under]


class Desk:
    """Makes the cards, in one language over one load."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        """Speak this language about these records."""
        self._knowledge, self._language = knowledge, language

    def list(self, demand: Demand, move: Move, before: str = "") -> Card:
        """Return a page of the list."""
        lines = [html.escaped(before), ""] if before else []
        if not demand.wishes:
            return Card("\n".join([*lines, html.escaped(self._say("fig.wish.none"))]))
        shown = ordered(demand.wishes, move.order, self._knowledge, self._language)
        pages = -(-len(shown) // PAGE)
        move = replace(move, act="l", page=min(move.page, pages - 1), key="")
        whole = self._number(sum(one.count for one in demand.wishes))
        lines.append(html.escaped(self._say("fig.wish.head", groups=self._number(len(shown)), count=whole)))
        heading, row = "", []
        for at, (name, one) in enumerate(shown[move.page * PAGE : (move.page + 1) * PAGE], 1):
            if name != heading:
                lines += ["", f"<b>{html.escaped(name[:1].upper() + name[1:])}</b>"]
                heading = name
            lines += ["", f"{at}. {self._quoted(one.text)}", html.escaped(counts(one, self._language))]
            matter = about(one, self._knowledge, self._language)
            lines += [f"<i>{html.escaped(html.shortened(matter, LONGEST))}</i>"] if matter else []
            row.append(Button(str(at), replace(move, act="g", key=one.key).data))
        if demand.left:
            lines += ["", html.escaped(self._say("fig.wish.left", count=self._number(demand.left)))]
        rows: Rows = (tuple(row), *self._turns(move, pages), self._orders(move))
        return Card(html.messages(lines)[0], rows)

    def group(self, wish: Wish, move: Move) -> Card:
        """Return one group with what can be done about it."""
        move = replace(move, key=wish.key, entry="", hash="")
        lines = [f"<b>{self._quoted(wish.text)}</b>", "", html.escaped(counts(wish, self._language))]
        names = regions(wish, self._knowledge, self._language), sectors(wish, self._knowledge, self._language)
        for key, found in zip(("fig.wish.regions", "fig.wish.sectors"), names, strict=True):
            lines += [html.escaped(self._say(key, names=", ".join(found)))] if found else []
        if wish.reasons:
            reasons = reason_names(wish.reasons, self._language)
            lines.append(html.escaped(self._say("fig.wish.reasons", reasons=reasons)))
        others = [one for one in wish.wordings if one != wish.text][:OTHERS]
        for key, texts in (("fig.wish.others", others), ("fig.wish.remarks", wish.remarks)):
            if texts:
                lines += ["", html.escaped(self._say(key)), *(f"• {self._short(one)}" for one in texts)]
        if not wish.clean:
            lines += ["", f"<i>{html.escaped(self._say('fig.wish.private'))}</i>"]
        ends = (self._button("ignore", replace(move, act="i")), self._button("done", replace(move, act="d")))
        alias: Rows = ((self._button("alias", replace(move, act="a")),),) if wish.clean else ()
        return Card(html.messages(lines)[0], (ends, *alias, self._back(move)))

    def settled(self, wish: Wish, move: Move, key: str) -> Card:
        """Return what is said once a group is ignored or done, with a way back."""
        text = self._say("fig.wish.quoted", text=self._cut(wish.text))
        undo = self._button("undo", replace(move, act="o", key=wish.key))
        return Card(html.escaped(self._say(key, text=text)), ((undo,), self._back(move)))

    def choices(self, wish: Wish, entries: Sequence[Entry], move: Move) -> Card:
        """Return the entries that a wording may be meant for."""
        move = replace(move, key=wish.key, entry="", hash="")
        back = (self._button("back", replace(move, act="g")), *self._back(move))
        if not entries:
            return Card(html.escaped(self._say("fig.alias.none")), (back,))
        lines = [html.escaped(self._say("fig.alias.which", text=self._cut(wish.text))), ""]
        row = []
        for at, entry in enumerate(entries, 1):
            lines.append(html.escaped(self._say("fig.alias.numbered", number=at, entry=self.entry(entry))))
            row.append(Button(str(at), replace(move, act="c", entry=entry_digest(entry.id)).data))
        return Card(html.messages(lines)[0], (tuple(row), back))

    def weekly(self, figures: Figures, demand: Demand) -> Card:
        """Return what curators are told once a week: how much was asked, and what was wanted in vain."""
        share = percent(figures.share("answer"), self._language)
        count = self._number(figures.questions)
        lines = [f"<b>{html.escaped(self._say('fig.weekly.head', count=count, percent=share))}</b>", ""]
        if not demand.wishes:
            return Card("\n".join([*lines, html.escaped(self._say("fig.weekly.none"))]))
        groups = self._number(len(demand.wishes))
        lines.append(html.escaped(self._say("fig.weekly.wishes", groups=groups)))
        for at, one in enumerate(demand.wishes[:WEEKLY], 1):
            lines += [f"{at}. {self._quoted(one.text)}", html.escaped(counts(one, self._language))]
        if len(demand.wishes) > WEEKLY:
            lines.append(html.escaped(self._say("ui.more", count=len(demand.wishes) - WEEKLY)))
        return Card(html.messages(lines)[0], ((self._button_to("fig.weekly.button", Move("l", "n")),),))

    def entry(self, entry: Entry) -> str:
        """Return an entry in one line."""
        record, language = entry.record, self._language
        if record is None:
            text = entry.cooperation.summary[language]
        else:
            text = (record.held if isinstance(record, Discrepancy) else record.text)[language]
        kind = self._say(f"fig.alias.kind.{entry.kind.value}")
        name = html.shortened(entry.cooperation.name[language], LONGEST_OTHER)
        return self._say("fig.alias.entry", kind=kind, cooperation=name, text=html.shortened(text, LONGEST))

    def _quoted(self, text: str) -> str:
        return html.escaped(self._say("fig.wish.quoted", text=self._cut(text)))

    def _short(self, text: str) -> str:
        return html.escaped(html.shortened(" ".join(masked(html.sound(text)).split()), LONGEST_OTHER))

    def _cut(self, text: str) -> str:
        return html.shortened(" ".join(masked(html.sound(text)).split()), LONGEST)

    def _orders(self, move: Move) -> tuple[Button, ...]:
        made = []
        for order in ORDERS:
            label = self._say(f"fig.wish.order.{order}")
            shown = self._say("fig.button.shown", label=label) if order == move.order else label
            made.append(Button(shown, Move("l", order).data))
        return tuple(made)

    def _turns(self, move: Move, pages: int) -> Rows:
        """Return the row that turns pages; at the ends it goes round."""
        if pages < 2:
            return ()
        at = self._say("brw.button.at", page=move.page + 1, pages=pages)
        return (
            (
                Button(self._say("brw.button.previous"), replace(move, page=(move.page - 1) % pages).data),
                Button(at, move.data),
                Button(self._say("brw.button.following"), replace(move, page=(move.page + 1) % pages).data),
            ),
        )

    def _back(self, move: Move) -> tuple[Button, ...]:
        return (self._button("list", Move("l", move.order, move.page)),)

    def _button(self, name: str, move: Move) -> Button:
        return self._button_to(f"fig.button.{name}", move)

    def _button_to(self, key: str, move: Move) -> Button:
        return Button(self._say(key), move.data)

    def _number(self, value: int) -> str:
        return number(value, self._language)

    def _say(self, key: str, **values: object) -> str:
        return phrase(self._language, key, **values)
