"""Weighing what the search finds against what the question asks.

A hit shares words with the question; that makes it near, not right. Evidence against it is weighed as factors: a name
that its cooperation has nothing to do with, a question word it is never asked with, an asked property or number that it
lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.answering import thresholds as t
from bot.answering.entries import Entry, EntryKind
from bot.answering.names import PERSON
from bot.answering.profiles import Profile, Profiles
from bot.answering.reading import WORDY, Reader, Reading
from bot.answering.sought import Part, Seeker, Sought
from bot.answering.telling import Telling
from bot.knowledge.model import Knowledge, QuestionKind
from bot.search.index import Index
from bot.search.query import Hit
from bot.search.scoring import ERROR

FIGURES = frozenset({QuestionKind.KAPAN, QuestionKind.BERAPA})
"""Kinds that ask for a date or a number: without one there is no answer."""
POINTED = frozenset({QuestionKind.SIAPA, QuestionKind.KAPAN, QuestionKind.YA_TIDAK})
"""Kinds of question in which each word narrows what is asked: who does this to that, whether it is so."""
_SPEAKING = frozenset({"c:bicara", "c:kutip", "c:singgung", "c:bahas"})
MISCOUNTED = "another thing is counted"
"""What speaks against a candidate that tells a number, but of something else."""
WEIGHED = 60
"""How many of the best hits are looked at."""
WORTH = 0.3
"""Share of the best one's BM25 from which a hit is looked at."""
SURELY = 3
"""How many of them are weighed, however far off they are."""
LIKELIER = 2.0
"""How many times liker a way to ask may turn out than the search found it, for words beside the question proper."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry that might answer, with what speaks for and against it."""

    entry: Entry
    hit: Hit
    rank: float
    confidence: float
    coverage: float
    likeness: float
    factors: tuple[tuple[str, float], ...]

    @property
    def cooperation(self) -> str:
        """The id of its cooperation."""
        return self.entry.cooperation.id

    @property
    def in_context(self) -> bool:
        """Whether the conversation is about its cooperation."""
        return any(name == "context" for name, _ in self.factors)


class _Standing:
    """How a cooperation stands to the names of one question."""

    def __init__(self, sought: Sought, cooperation: str, profiles: Profiles) -> None:
        """Take what the question seeks."""
        self._sought, self._cooperation, self._profiles = sought, cooperation, profiles
        self.terms = terms = profiles.terms(cooperation)
        """All that the cooperation's entries have."""
        self.most = 1.0
        """What the factors of names leave of any of its entries at most: less than 1 where it lacks some of them."""
        self.factors: list[tuple[str, float]] = []
        """What speaks against an entry that itself lacks the name, one for each name."""
        for mention, characters, owning in sought.names:
            for character in characters:  # this is done for very many cooperations
                if character in terms:
                    self.factors.append(("name elsewhere", t.OTHERS if owning else t.NAME_ELSEWHERE))
                    break
            else:
                if not profiles.wider(cooperation).isdisjoint(mention.keys):
                    self.factors.append(("wider region", t.PARENT_NAME))
                    continue
                other = mention.keys[0] in sought.reading.doubted
                wrong = ("another person", t.OTHER_PERSON), ("wrong name " + mention.keys[0], t.WRONG_NAME)
                self.factors.append(wrong[not other])
                self.most *= self.factors[-1][1]

    @cached_property
    def passing(self) -> bool:
        """Whether the question names somebody or some place that takes no part in the cooperation."""
        return any(not self._profiles.party(self._cooperation, n.mention.keys) for n in self._sought.names)


class Weigher:
    """Ranks the entries of one load for a question."""

    def __init__(self, knowledge: Knowledge, index: Index, reader: Reader, entries: Mapping[str, Entry]) -> None:
        """Take the entries, and what tells what each covers."""
        self._index = index
        self._in_order = tuple([entries[document.id] for document in index.documents])
        self._profiles = Profiles(knowledge, index, reader, entries)
        self.telling = Telling(index, self._profiles)
        self._seeker = Seeker(index, reader, ("c:" + c.id for c in knowledge.vocabulary.concepts if c.asks))

    def mentions(self, cooperation: str, keys: Iterable[str]) -> bool:
        """Whether the entries of a cooperation mention all of the keys."""
        return all(self._profiles.mentions(cooperation, key) for key in keys)

    def takes_part(self, cooperation: str, keys: Iterable[str]) -> bool:
        """Whether a name is that of somebody or some place that takes part in a cooperation."""
        return self._profiles.party(cooperation, keys)

    def covers(self, entry: Entry, keys: Iterable[str]) -> bool:
        """Whether an entry has all of the keys."""
        return frozenset(keys) <= self._profiles.keys(entry.id)

    def tells(self, entry: Entry, keys: Iterable[str]) -> bool:
        """Whether an entry itself has all of the keys."""
        return frozenset(keys) <= self._profiles.of(entry.id).own_keys

    def tells_any(self, entry: Entry, keys: Iterable[str]) -> bool:
        """Whether an entry itself has any of the keys."""
        return not self._profiles.of(entry.id).own_keys.isdisjoint(keys)

    def asks(self, entry: Entry, keys: Iterable[str]) -> bool:
        """Whether an entry has a way to ask of just these keys."""
        return frozenset(keys) in self._profiles.asks(entry.id)

    def summary_bag(self, cooperation: str) -> frozenset[str]:
        """Return the keys of a cooperation's summary."""
        return self._profiles.keys(cooperation)

    def alias_keys(self, cooperation: str) -> tuple[frozenset[str], ...]:
        """Return the keys of each name under which a cooperation is asked for as a whole."""
        return self._profiles.asks(cooperation)  # a summary is asked for by its names

    def candidates(self, reading: Reading, *, context: Iterable[str] = ()) -> list[Candidate]:
        """Return the candidates, best first; those of `context` rank higher."""
        within = frozenset(context)
        first = self._index.first(reading.weights, reading.query, limit=WEIGHED, share=WORTH)
        sought = self._seeker.sought(reading)
        standings: dict[str, _Standing] = {}
        found: list[Candidate] = []
        share = t.CONTEXT if reading.mentions else t.OPEN
        likely: list[tuple[Hit, Entry, _Standing]] = []
        least = 0.0
        for at, (number, bm25) in enumerate(first.documents):
            entry = self._in_order[number]
            cooperation = entry.cooperation.id
            standing = standings.get(cooperation)
            if standing is None:
                standing = standings[cooperation] = _Standing(sought, cooperation, self._profiles)
            if at < SURELY:
                hit = first.finished(first.begun(number, bm25))
                found.append(self._weigh(sought, entry, hit, standing, cooperation in within))
                least = max(least, found[-1].rank * share)
            # What cannot reach the share of the best rank from which it matters is left out.
            elif cooperation in within or (first.most(bm25) + t.RANK_LIKENESS) * standing.most >= least:
                begun = first.begun(number, bm25)
                promise = _promise(begun.score(begun.likeness) + ERROR, begun.likeness + ERROR)
                if cooperation in within or promise * standing.most >= least:
                    likely.append((first.finished(begun), entry, standing))
        likely.sort(key=lambda one: -one[0].score)
        for hit, entry, standing in likely:
            inside = entry.cooperation.id in within
            if inside or _promise(hit.score, hit.likeness) * standing.most >= least:
                found.append(self._weigh(sought, entry, hit, standing, inside))
                least = max(least, found[-1].rank * share)
        # Where a gap is asked for as closely as a fact, it says what the fact leaves open.
        found.sort(key=lambda c: (-round(c.rank, 3), c.entry.kind is not EntryKind.GAP, c.entry.id))
        return found

    def _weigh(self, sought: Sought, entry: Entry, hit: Hit, standing: _Standing, in_context: bool) -> Candidate:
        reading, profile = sought.reading, self._profiles.of(entry.id)
        terms, own, asked = profile.terms, profile.own, sought.asked
        summary, gap = entry.kind is EntryKind.SUMMARY, entry.kind is EntryKind.GAP
        covered = 0.0
        met: list[Part] = []
        present: list[Part] = []
        told = False
        for part in sought.parts:
            share = part.covered(terms)
            if share:
                covered += share
                if part.matter:
                    met.append(part)
                if part.covered(own):
                    present.append(part)
                    told = told or (part.matter and not summary)
        factors = [
            factor
            for name, factor in zip(sought.names, standing.factors, strict=True)
            if not any(map(own.__contains__, name.characters))
        ]
        likeness, fitting, contained = self._likeness(sought, profile, present, gap=gap)
        if asked and not summary and not fitting:
            factors.append(("kind", t.WRONG_FIGURE if asked <= FIGURES else t.WRONG_KIND))
        if asked and summary:
            factors.append(("summary for a detail", t.WRONG_KIND))
        if summary and reading.has("mou") and not entry.cooperation.instruments:
            factors.append(("no instrument", t.MISSING_PROPERTY))
        if sought.counted and not gap and profile.counted and sought.counted not in profile.counted:
            factors.append((MISCOUNTED, t.OTHER_COUNT))
        for part, factor in sought.lacking:
            if not part.covered(terms):
                factors.append(("lacks " + part.key, factor))
        for part in sought.heads:
            if not part.covered(terms) and not part.covered(standing.terms):
                factors.append(("has no " + part.key, t.MISSING_HEAD))
        if sought.matter and not told and standing.passing and not _asks_speaker(reading):
            factors.append(("a name said in passing", t.PASSING))
        if sought.weighty and not met:
            factors.append(("nothing but names", t.NOTHING_BUT_NAMES))
        few = len(met) * 2 < len(sought.matter) + 1 - bool(reading.named)
        if few and not any(part.key.startswith("c:") for part in met):
            # Words in common use weigh little, but a question made of them alone is about something else.
            factors.append(("few of its words", t.FEW_WORDS))
        if not gap and _half(sought, met):
            factors.append(("half of what is asked", t.HALF))
        if not gap and len(met) == 1 and len(sought.matter) == 2 and met[0].key in self._seeker.properties:
            factors.append(("the property of another thing", t.OTHER_THING))
        if sought.strange < 1 and not (gap and likeness >= t.SAME):
            factors.append(("words that no record uses", sought.strange))
        if sought.unheard and not gap:
            factors.append(("a thing asked for that no record has", t.MISSING_PROPERTY))
        if in_context:
            factors.append(("context", t.IN_CONTEXT))
        if entry.kind is EntryKind.DISCREPANCY and not sought.doubts:
            factors.append(("no doubt", t.NO_DOUBT))
        # The question word counts like a term of its own, which is covered where it fits.
        word = t.KIND_WEIGHT if asked else 0.0
        coverage = (covered + word * fitting) / (reading.weight + word) if reading.weight + word else 1.0
        if gap and likeness < t.NEVER:
            factors.append(("not about it", t.WRONG_NAME))
        if gap and (likeness < t.SAME or contained < t.CONTAINED):
            factors.append(("gap", t.GAP))
        rank = hit.score + t.RANK_LIKENESS * likeness
        confidence = t.COVERAGE * coverage + t.LIKENESS * likeness
        for name, factor in factors:
            rank *= factor
            if name != "context":
                confidence *= factor
        return Candidate(entry, hit, rank, confidence, coverage, likeness, tuple(factors))

    def _likeness(
        self, sought: Sought, profile: Profile, present: list[Part], *, gap: bool
    ) -> tuple[float, bool, float]:
        """Return how like a way to ask the question is, whether one of its kind is near, how much of one it contains.

        Likeness is the best weighted Dice coefficient; what is contained is the share of that way's own weight. Only
        the parts `present` in the entry need to be compared.

        A way to ask of another kind counts less, where the kind matters. Source: Dice (1945), terms weighted by rarity.
        """
        asked, open_kind = sought.asked, sought.open_kind
        total = sought.reading.weight
        kinds = profile.strict if present and (asked or open_kind or gap) else ()
        best = fitting = contained = 0.0
        options = [part.options for part in present]
        most = 2 * sum([part.covered(profile.own) for part in present])
        for at, (terms, weight) in enumerate(profile.asks if present else ()):
            # What cannot be liker, whatever it shares, is passed over; of a gap it counts how much of it is contained.
            if not gap and most / (total + weight) <= (fitting if asked else best):
                continue
            strict = kinds[at] if kinds else asked
            fits = asked & strict
            shared = 0.0
            for one in options:
                for covered, character in one:
                    if character in terms:
                        shared += covered
                        break
            if not shared:
                continue
            dice = min(1.0, 2 * shared / (total + weight))
            contained = max(contained, shared / weight)
            if fits:
                fitting = max(fitting, dice)
            elif asked and strict:
                dice *= t.WRONG_KIND
            elif strict and gap:
                dice *= t.GAP_KIND  # that no date is known does not answer whether
            elif strict and open_kind:
                dice *= t.OPEN_KIND  # "apa itu X?" is not "di mana X?"
            if dice > best:
                best = dice
        return best, fitting >= t.FITTING * best > 0, contained

    def keys(self, text: str) -> list[str]:
        """Return the index's keys of a text."""
        return self._index.content_keys(text)

    def people(self, entry: Entry) -> frozenset[str]:
        """Return the keys of the people whom an entry itself names."""
        return frozenset(key for key in self._profiles.of(entry.id).named if key.startswith(PERSON))


def _promise(score: float, likeness: float) -> float:
    """Return the rank that what the search found may come to."""
    return score + t.RANK_LIKENESS * min(1.0, LIKELIER * likeness)


def _asks_speaker(reading: Reading) -> bool:
    """Whether it is asked who spoke of a name: that it is only spoken of says nothing against a fact."""
    return QuestionKind.SIAPA in reading.kinds and not set(reading.content) - _SPEAKING


def _half(sought: Sought, met: list[Part]) -> bool:
    """Whether an entry lacks half of a pointed question: one of its two words, or two of those that count."""
    reading, matter = sought.reading, sought.matter
    count = QuestionKind.BERAPA in reading.kinds
    if not count and not (len(matter) == 2 and len(met) == 1 and reading.kinds & POINTED):
        return False
    lacked = [part for part in matter if part not in met and part.weight >= t.WEIGHTY and part.typed]
    if count:
        total = sum(part.weight for part in matter)
        return len(lacked) > 1 and len(reading.groups) <= WORDY and sum(part.weight for part in lacked) * 2 > total
    return len(lacked) == 1
