"""What curators are told: reloads, proposals, problems, versions; every message fits, and the rest comes as a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from bot.answering.engine import Engine
from bot.curating.golden import Miss
from bot.knowledge.counting import counts
from bot.knowledge.difference import Difference
from bot.knowledge.problems import Problem, complaint, did_you_mean, shown
from bot.phrases.dates import long_date
from bot.phrases.table import phrase
from bot.rendering import difference, html
from bot.rendering.cards import Button, Card
from bot.storage.records import Version

SHOWN = 10
"""Problems that a message lists."""
MOST_IN_FILE = 100_000
"""Lines of a difference that go into a file."""
WIB = timezone(timedelta(hours=7), "WIB")

PUBLISH, DISCARD = "a:p:", "a:b:"
"""What the buttons under a proposal begin with; its number follows."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """A message to curators, and what does not fit into it."""

    card: Card
    attachment: Attachment | None = None


def problems(found: Collection[Problem], version: int, language: str) -> Told:
    """Return that files cannot be used, the first problems, and all of them as a file."""
    head = [phrase(language, "cur.problems", count=len(found), version=version)]
    shown = _listed(found, language)
    tail = [phrase(language, "cur.problems.hint")]
    return Told(_fitted(head, shown, tail, language), _all(found, language))


def waiting(
    number: int,
    change: Difference,
    engine: Engine,
    doubts: Sequence[str],
    found: Collection[Problem],
    language: str,
    *,
    upload: bool,
) -> Told:
    """Return what a proposal would change, what speaks against it, and the buttons that decide."""
    head = [phrase(language, "cur.waiting" if upload else "cur.waiting.reload"), *doubts]
    if found:
        head += [phrase(language, "cur.warnings", count=len(found)), *_listed(found, language)[:5]]
    card = _fitted(head, _every(change, language), [_amounts(engine, language)], language)
    yes = phrase(language, "cur.button.publish" if upload else "cur.button.load")
    rows = ((Button(yes, f"{PUBLISH}{number}"), Button(phrase(language, "cur.button.cancel"), f"{DISCARD}{number}")),)
    attachment = _all(found, language) if len(found) > 5 else _whole(change, language)
    return Told(Card(card.html, rows), attachment)


def published(
    number: int, change: Difference, engine: Engine, seconds: float, found: Collection[Problem], language: str
) -> Told:
    """Return what a change of the knowledge has changed; `found` are the warnings that stand beside it."""
    head = [phrase(language, "cur.published", number=number)]
    if found:
        head += [phrase(language, "cur.warnings", count=len(found)), *_listed(found, language)[:5]]
    size = phrase(language, "cur.index", entries=len(engine.index.documents), seconds=f"{seconds:.1f}")
    card = _fitted(head, _every(change, language), [_amounts(engine, language), size], language)
    return Told(card, _whole(change, language))


def rolled_back(number: int, change: Difference, engine: Engine, language: str) -> Told:
    """Return what going back to an earlier version has changed."""
    head = [phrase(language, "cur.back", number=number)]
    return Told(
        _fitted(head, _every(change, language), [_amounts(engine, language)], language), _whole(change, language)
    )


def doubts(misses: Sequence[Miss], removed: int, of: int, language: str) -> list[str]:
    """Return why a person should look twice; nothing where there is no reason."""
    found = []
    if removed:
        found.append(phrase(language, "cur.doubt.removed", removed=removed, of=of))
    if misses:
        found.append(phrase(language, "cur.doubt.golden", count=len(misses)))
        for one in misses[:5]:
            values = {"question": difference.cut(one.golden.question), "expects": one.golden.expects, "got": one.got}
            found.append(phrase(language, "cur.doubt.miss", **values))
    return found


def withdrawable(given: str | None, ids: Sequence[str], language: str) -> Card:
    """Return how a cooperation is withdrawn, and which can be; `given` is an id that none of them has."""
    head = [phrase(language, "cur.withdraw.how")]
    if given is not None:
        said = complaint("no_such_cooperation", id=shown(given), guess=did_you_mean(given, ids)).said(language)
        head = [f"{said[:1].upper()}{said[1:]}{'' if said.endswith('?') else '.'}", *head]
    return _fitted(head, ids, [], language)


def versions(known: Sequence[Version], current: int, pinned: int | None, language: str) -> Card:
    """Return the latest versions, newest first, each with where it comes from."""
    body = []
    for one in known:
        mark = "cur.version.pinned" if one.number == pinned else "cur.version.current"
        line = phrase(
            language,
            "cur.version",
            number=one.number,
            when=moment(one.at, language),
            by=_author(one.by, language),
            cooperations=one.counts.get("cooperations", 0),
            facts=one.counts.get("facts", 0),
            origin=" · ".join(filter(None, (one.hash, (one.commit or "")[:8], one.note))),
        )
        body.append(phrase(language, mark, line=line) if one.number == current else line)
    head = [phrase(language, "cur.versions")]
    return _fitted(head, body, ["", phrase(language, "cur.versions.hint")], language)


def moment(at: datetime, language: str) -> str:
    """Return a time as it is read on the clocks of western Indonesia."""
    there = at.astimezone(WIB)
    return f"{long_date(there.date(), language)} {there:%H:%M} WIB"


def amounts(engine: Engine, language: str) -> str:
    """Return how much is known, in one line."""
    return _amounts(engine, language)


def lines(texts: Iterable[str], language: str) -> Card:
    """Return lines as one message, cut where they do not fit."""
    return _fitted([], list(texts), [], language)


def _author(by: str, language: str) -> str:
    known: Mapping[str, str] = {
        "start": phrase(language, "cur.by.start"),
        "signal": phrase(language, "cur.by.signal"),
        "watch": phrase(language, "cur.by.watch"),
    }
    return known.get(by) or phrase(language, "cur.by.user", user=by)


def _amounts(engine: Engine, language: str) -> str:
    return phrase(language, "cur.amounts", **counts(engine.knowledge))


def _listed(found: Collection[Problem], language: str) -> list[str]:
    texts = [difference.cut(one.said(language), 300) for one in list(found)[:SHOWN]]
    if len(found) > SHOWN:
        texts.append(phrase(language, "cur.problems.more", count=len(found) - SHOWN))
    return texts


def _all(found: Collection[Problem], language: str) -> Attachment:
    return Attachment("problems.txt", "".join(f"{one.said(language)}\n" for one in found).encode())


def _every(change: Difference, language: str) -> list[str]:
    return difference.lines(change, language, most=MOST_IN_FILE)


def _whole(change: Difference, language: str) -> Attachment | None:
    """Return the difference as a file where a message has no room for all of it."""
    every = _every(change, language)
    if len(every) <= difference.MOST and html.visible(_joined(every)) < html.LIMIT // 2:
        return None
    return Attachment("changes.txt", "".join(f"{line}\n" for line in every).encode("utf-8", "replace"))


def _fitted(head: Sequence[str], body: Sequence[str], tail: Sequence[str], language: str) -> Card:
    """Return a message of these lines, with as many of the middle ones as there is room for."""
    kept = min(len(body), difference.MOST)
    while True:
        more = [phrase(language, "cur.diff.more", count=len(body) - kept)] if kept < len(body) else []
        made = _joined([*head, *body[:kept], *more, *tail])
        if html.visible(made) <= html.LIMIT or kept == 0:
            return Card(made)
        kept -= 1


def _joined(texts: Sequence[str]) -> str:
    return "\n".join(map(html.escaped, texts))
