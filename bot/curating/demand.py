"""What people want and do not get: questions without a good answer, similar ones together, without persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from rapidfuzz import fuzz

from bot.answering.decision import Decision
from bot.answering.dialogue import START
from bot.answering.engine import Engine
from bot.answering.entries import Entry
from bot.answering.names import PLACE, REGION, kind_of, ref_of
from bot.answering.outcomes import Answer
from bot.answering.reading import Reading
from bot.answering.relations.sectors import Sectors
from bot.curating.settled import Settled, digest
from bot.storage.records import Filed, Question, Vote
from bot.text.folding import fold

MOST = 600
"""Wordings that are understood and compared, the most frequent and newest first; the rest are only counted."""
ALIKE = 0.7
"""Part of what two questions ask, by weight, that must be the same for them to stand together."""
SPELT = 85
"""rapidfuzz ratio (0-100) from which two words that no record knows count as one."""
NEAREST = 5
"""Entries that are offered for a wording to lead to."""
OFFERED = 0.05
"""Confidence below which an entry has nothing to do with a wording."""
REMARKS = 5
"""Comments of a group that are shown."""

_PRIVATE = re.compile(r"\S+@\S+\.\w+|(?<!\w)@\w{4,}|\+?\d[\d\s().-]{6,}\d")
"""What may tell who somebody is: addresses, user names, numbers of telephones and identity cards."""
_MASK = "[…]"
_HARMLESS = re.compile(r"(19|20)\d\d\D+(19|20)\d\d|\d{1,4}\D\d{1,2}\D\d{1,4}|\d{1,3}([.,]\d{3})+")
"""What looks like such a number and is two years, a date or an amount."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A question that was not served: no answer, asked back, or an answer that somebody judged down."""

    question: Question
    down: int = 0
    remarks: tuple[tuple[datetime, str], ...] = ()
    """Comments of those who judged it down, with their time."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """Questions that want the same."""

    key: str
    """Digest of the wording that stands for all."""
    text: str
    language: str
    wordings: tuple[str, ...]
    """All of them, the one above first."""
    count: int
    unknown: int
    clarify: int
    down: int
    """Votes against answers."""
    waiting: int
    """People who want to be told."""
    newest: datetime
    regions: tuple[str, ...]
    """Keys of names: `region:<id>`, or `place:<id>|<name>` where no record speaks of it."""
    sectors: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    reasons: Mapping[str, int] | None = None

    @property
    def clean(self) -> bool:
        """Whether its wording holds nothing that may tell who somebody is."""
        return masked(self.text) == self.text


@dataclass(frozen=True, slots=True)
class Demand:
    """All wishes, those most wished for first."""

    wishes: tuple[Wish, ...]
    left: int = 0
    """Questions whose wordings were too many to be compared."""

    def find(self, key: str) -> Wish | None:
        """Return the wish that a wording with this digest belongs to."""
        return next((one for one in self.wishes if key in map(digest, one.wordings)), None)


def masked(text: str) -> str:
    """Return a text without what may tell who somebody is."""
    return _PRIVATE.sub(lambda found: found[0] if _HARMLESS.fullmatch(found[0]) else _MASK, text)


def complaints(questions: Iterable[Question], votes: Iterable[Vote]) -> list[Complaint]:
    """Return which questions were not served, with the votes against their answers."""
    against: dict[int, list[Vote]] = {}
    for vote in votes:
        if vote.value < 0:
            against.setdefault(vote.question, []).append(vote)
    found = []
    for one in {one.id: one for one in questions}.values():
        down = against.get(one.id, [])
        if one.status in ("unknown", "clarify") or down:
            remarks = tuple((vote.at, vote.comment) for vote in down if vote.comment)
            found.append(Complaint(one, len(down), remarks, tuple(vote.reason for vote in down if vote.reason)))
    return found


class Listener:
    """Understands wordings with one engine."""

    def __init__(self, engine: Engine, heard: dict[str, Heard] | None = None) -> None:
        """Remember in `heard` what was understood: with the same engine, the next look at the list costs little."""
        self.engine = engine
        self._sectors = Sectors(engine.knowledge, engine.index)
        self._heard = {} if heard is None else heard

    def demand(self, found: Iterable[Complaint], filed: Iterable[Filed], settled: Settled) -> Demand:
        """Return what people want: without what is settled, and without what is answered by now."""
        wordings: dict[str, list[Complaint]] = {}
        for one in found:
            if not settled.hides(one.question.text, one.question.asked):
                wordings.setdefault(fold(one.question.text), []).append(one)
        waiting = Counter(fold(one.text) for one in filed if one.state == "open")
        order = sorted(wordings, key=lambda one: (-len(wordings[one]), _newest(wordings[one]), one))
        groups: dict[tuple[frozenset[str], ...], list[list[str]]] = {}
        for wording in order[:MOST]:
            if wording:
                self._put(groups, wording, wordings[wording])
        for gone in self._heard.keys() - wordings.keys():
            del self._heard[gone]
        wishes = [
            wish
            for kind in groups.values()
            for group in kind
            if (wish := self._wish([wordings[one] for one in group], sum(waiting[one] for one in group)))
            and not settled.ignores(wish.wordings)
        ]
        wishes.sort(key=lambda one: (-one.count, -one.newest.timestamp(), one.key))
        return Demand(tuple(wishes), sum(len(wordings[one]) for one in order[MOST:]))

    def nearest(self, wording: str) -> list[Entry]:
        """Return the entries that a wording may be meant for, the likeliest first."""
        decision = self.engine.explain(wording, START)
        entries = dict.fromkeys(one.entry.id for one in decision.candidates if one.confidence >= OFFERED)
        if isinstance(decision.outcome, Answer) and decision.outcome.entry:
            entries[decision.outcome.entry] = None
        return [self.engine.entries[one] for one in [*entries][:NEAREST]]

    def _put(
        self, groups: dict[tuple[frozenset[str], ...], list[list[str]]], wording: str, asked: Sequence[Complaint]
    ) -> None:
        """Put a wording to those that want the same, else at the head of a group of its own."""
        heard = self._hear(wording, asked[0].question)
        if heard.answered and not any(one.down for one in asked):
            return
        same = groups.setdefault(heard.bounds, [])
        near = max(same, key=lambda group: heard.likeness(self._heard[group[0]]), default=None)
        if near is not None and heard.likeness(self._heard[near[0]]) >= ALIKE:
            near.append(wording)
        else:
            same.append([wording])

    def _hear(self, wording: str, question: Question) -> Heard:
        heard = self._heard.get(wording)
        if heard is None:
            decision = self.engine.explain(question.text, START)
            heard = self._heard[wording] = self._understood(decision, question.entry)
        return heard

    def _understood(self, decision: Decision, entry: str | None) -> Heard:
        reading, about = decision.reading, self.engine.knowledge.cooperations.get(entry or "")
        names = frozenset(key for mention in reading.mentions for key in mention.keys)
        regions = tuple(dict.fromkeys(key for key in _named(reading) if kind_of(key) in (REGION, PLACE)))
        sectors = tuple(self._sectors.found(reading.weights))
        if about and not regions:
            regions = tuple(REGION + party.region for party in about.parties if party.region)
        if about and not sectors and len(about.sectors) == 1:
            sectors = about.sectors  # of several it cannot be told which one was meant
        answered = isinstance(decision.outcome, Answer)
        # What leans on a conversation names nothing by itself; what was talked about then stands for it.
        bounds = names or frozenset({entry or ""}), frozenset(reading.kinds), frozenset(_figures(reading))
        return Heard(bounds, _weights(reading, names), regions, sectors, answered)

    def _wish(self, asked: Sequence[Sequence[Complaint]], waiting: int) -> Wish | None:
        every = sorted((one for each in asked for one in each), key=lambda one: one.question.asked, reverse=True)
        first = asked[0][0].question
        heard = [self._heard[fold(each[0].question.text)] for each in asked]
        remarks = sorted((remark for one in every for remark in one.remarks), reverse=True)
        return Wish(
            digest(first.text),
            first.text,
            first.language,
            tuple(each[0].question.text for each in asked),
            len(every),
            sum(1 for one in every if one.question.status == "unknown"),
            sum(1 for one in every if one.question.status == "clarify"),
            sum(one.down for one in every),
            waiting,
            every[0].question.asked,
            tuple(dict.fromkeys(region for one in heard for region in one.regions)),
            tuple(dict.fromkeys(sector for one in heard for sector in one.sectors)),
            tuple(text for _, text in remarks[:REMARKS]),
            dict(Counter(reason for one in every for reason in one.reasons).most_common()),
        )


@dataclass(frozen=True)
class Heard:
    """A wording as understood."""

    bounds: tuple[frozenset[str], ...]
    """Names, kinds of question and figures: who asks when does not want what others who ask how much do."""
    weights: Mapping[str, float]
    """What else it asks for: concepts and words with their weights."""
    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    answered: bool

    @cached_property
    def total(self) -> float:
        """How much it asks for."""
        return sum(self.weights.values())

    def likeness(self, other: Heard) -> float:
        """Return which part of what both ask is the same, 0 to 1."""
        whole = self.total + other.total
        if not whole:
            return 1.0
        shared = 0.0
        for key, weight in self.weights.items():
            like = key if key in other.weights else _like(key, other.weights)
            shared += min(weight, other.weights[like]) if like else 0.0
        return 2 * shared / whole


def _like(key: str, others: Collection[str]) -> str | None:
    """Return the word that a word is a spelling of; a concept is no word."""
    if kind_of(key):
        return None
    return next((one for one in others if not kind_of(one) and fuzz.ratio(key, one) >= SPELT), None)


def _weights(reading: Reading, names: Collection[str]) -> dict[str, float]:
    likeliest = (group.keys[0] for group in reading.groups if group.inside)
    return {key: weight for key, weight in likeliest if key not in names}


def _figures(reading: Reading) -> Iterator[str]:
    return (key for key in reading.weights if key.isdigit() or key.startswith("xd"))


def _named(reading: Reading) -> Iterator[str]:
    return (mention.keys[0] for mention in reading.mentions if mention.keys)


def _newest(asked: Iterable[Complaint]) -> float:
    return -max(one.question.asked.timestamp() for one in asked)


def place_name(key: str) -> str:
    """Return the name behind the key of a place that no record speaks of."""
    return ref_of(key).rpartition("|")[2]
