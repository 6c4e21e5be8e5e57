"""Finding while somebody types: the last word may be half there, and every further letter asks again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.answering.catalogue import Catalogue
from bot.answering.decision import Decision
from bot.answering.engine import Engine
from bot.answering.entries import Entry, EntryKind
from bot.answering.outcomes import Answer
from bot.search.query import Origin
from bot.text.folding import fold

LONGEST = 256
"""Characters of a query that are read: more than that Telegram does not let anybody type."""
COMPLETED = 2
"""How many words a half-typed one may stand for."""
TOLD = 3
"""Letters from which the half-typed word tells something beside others; fewer may become anything."""
SLIPPED = 4
"""Letters from which the half-typed word may have one wrong."""
GUESSED = 0.9
"""Factor for what is found with a completed word, where the word as typed means something too."""
WHOLE = 1.5
"""Factor for a cooperation as a whole where no question word asks for a detail."""
NAMED = 4.0
"""Rank of the newest cooperation of a region where only the region is typed: above all ranks that facts reach."""
WORTH_SHOWING = 0.36
"""Confidence from which something is shown: somebody picks from what is found, so less is needed than to answer."""

_LAST = re.compile(r"[^\W\d_]+$")
_WORTH = (EntryKind.FACT, EntryKind.SUMMARY)
"""What can be shown by itself; a gap only says that there is nothing, and a disagreement belongs to its fact."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds."""

    language: str
    general: bool
    """Whether anybody gets the same for this query, because its words show the language."""
    answer: Answer | None = None
    """The answer to the query as a question, where it has one with a source."""
    entries: tuple[Entry, ...] = ()
    """Facts and summaries, best first; the fact or summary that is the answer is left out."""
    stated: str | None = None
    """The one fact or summary that the answer is, where it is one."""
    asked: str = ""
    """The query as it was answered, its last word completed."""


class Finder:
    """Finds by what has been typed so far, over one load."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        """Take what answers whole questions, and what lists the cooperations of a region."""
        self._engine, self._catalogue = engine, catalogue

    def find(self, typed: str, language: str) -> Found:
        """Return what the letters typed so far find; `language` is spoken where the query does not show its own."""
        typed = typed[:LONGEST]
        text = " ".join(typed.split())
        known = self._engine.entries.get(text)
        if known is not None and known.kind is EntryKind.SUMMARY:
            return Found(language, False, entries=(known,))
        shown = self._engine.reader.spoken(text)
        language = shown or language
        ranks: dict[str, float] = {}
        answer: tuple[float, Answer, str] | None = None
        begun = False
        for reading in self._readings(text, ended=typed[-1:].isspace()):
            decision = self._engine.explain(reading.text, language=language)
            outcome = decision.outcome
            if reading.asks and isinstance(outcome, Answer) and any(one.sources for one in outcome.statements):
                certainty = reading.factor * outcome.confidence
                if answer is None or certainty > answer[0]:
                    answer = certainty, outcome, reading.text
            begun |= reading.begun or (bool(decision.reading.kinds) and not decision.reading.weights)
            for id_, rank in self._ranked(decision):
                ranks[id_] = max(ranks.get(id_, 0.0), reading.factor * rank)
        told, asked = (answer[1], answer[2]) if answer else (None, "")
        stated = self._stated(told) if told else None
        ranks.pop(stated or "", None)
        ids = sorted(ranks, key=lambda one: (-ranks[one], one))
        if begun and not ids and told is None:
            return self.newest(language)  # "kapan": more is to come
        entries = tuple(self._engine.entries[one] for one in ids)
        return Found(language, shown is not None, told, entries, stated, asked)

    def newest(self, language: str) -> Found:
        """Return all cooperations, newest first, for whoever has typed nothing yet."""
        return Found(language, False, entries=tuple(self._engine.entries[one] for one in self._catalogue.newest))

    def _ranked(self, decision: Decision) -> Iterator[tuple[str, float]]:
        """Yield the entries that are worth showing, with their ranks."""
        reading = decision.reading
        only_names = bool(reading.regions) and not reading.content and not reading.kinds
        for candidate in decision.candidates:
            if candidate.entry.kind in _WORTH and candidate.confidence >= WORTH_SHOWING:
                whole = candidate.entry.kind is EntryKind.SUMMARY and not reading.kinds
                yield candidate.entry.id, candidate.rank * (WHOLE if whole else 1.0)
        if only_names:
            # Whoever types nothing but a region looks for what it takes part in.
            places = [self._catalogue.places.get(one) for one in reading.regions]
            of_all = [(*place.own, *place.below) if place else () for place in places]
            both = [one for one in of_all[0] if all(one in others for others in of_all[1:])]
            yield from ((one, NAMED - at / (len(both) + 1)) for at, one in enumerate(both))

    def _readings(self, text: str, *, ended: bool) -> Iterator[_Reading]:
        """Yield what the query may be once its last word is whole."""
        asks = " " in text
        last = None if ended else _LAST.search(text)
        if last is None:
            yield _Reading(text, 1.0, asks)
            return
        letters = fold(last[0])
        origin = next((w.origin for w in reversed(self._engine.index.read(letters).words)), Origin.UNKNOWN)
        meant = origin in (Origin.OWN, Origin.FILLER)
        before = text[: last.start()].strip()
        if before and len(letters) < TOLD and (not meant or len(letters) == 1):
            yield _Reading(before, 1.0, " " in before, begun=True)
            return
        words = self._completions(letters, slipped=origin in (Origin.REPAIRED, Origin.UNKNOWN))
        # Of a word that nobody knows it cannot be told what it asks.
        if origin is not Origin.UNKNOWN or not words:
            yield _Reading(text, 1.0 if meant or not words else GUESSED, asks and origin is not Origin.UNKNOWN)
        for word in words:
            yield _Reading(text[: last.start()] + word, GUESSED if meant else 1.0, asks and not meant)

    def _stated(self, answer: Answer) -> str | None:
        """Return the entry that an answer is: the one fact that it states, or the summary of what it is about."""
        facts = {one.fact for one in answer.statements if one.fact}
        if len(facts) == 1:
            return next(iter(facts))
        known = self._engine.entries.get(answer.entry or "")
        if known is None or not answer.lead or answer.items:
            return None
        c, text, language = known.cooperation, answer.lead[0].text, answer.language
        if text == c.summary[language]:
            return c.id
        # What is made from structure may say what a fact says too.
        return next(
            (f"{c.id}/{fact.id}" for fact in c.facts if len(answer.lead) == 1 and fact.text[language] == text), None
        )

    def _completions(self, letters: str, *, slipped: bool) -> list[str]:
        """Return the words of the records that may be meant, the most frequent first."""
        index = self._engine.index
        found = [word for word in index.beginning(letters) if word != letters and word not in index.fillers]
        if not found and slipped and len(letters) >= SLIPPED:
            found = [word for word in index.beginning(letters[0]) if _begins(word, letters)]
        return found[:COMPLETED]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a query may be, how likely that is, and whether it may be answered like a question."""

    text: str
    factor: float
    asks: bool
    begun: bool = False
    """Whether it leaves out a word of which too little is there."""


def _begins(word: str, letters: str) -> bool:
    """Whether a longer word begins with some letters, one of them wrong, left out, doubled or swapped."""
    n = len(letters)
    if len(word) <= n or not word.isalpha():
        return False
    return any(OSA.distance(word[:size], letters, score_cutoff=1) <= 1 for size in (n, n + 1, n - 1))
