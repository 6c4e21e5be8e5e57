"""Weighing what the search finds against what the question asks.

A hit shares words with the question; that makes it near, not right. Evidence against it is weighed as factors: a name
that its cooperation has nothing to do with, a question word it is never asked with, an asked property or number that it
lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.answering import thresholds as t
from bot.answering.cues import doubts, its_own, which
from bot.answering.entries import Entry, EntryKind
from bot.answering.names import OFFICE, PERSON
from bot.answering.profiles import Profile, Profiles
from bot.answering.reading import WORDY, Group, Mention, Reader, Reading, figure
from bot.knowledge.model import Cooperation, Fact, Knowledge, QuestionKind
from bot.search.index import Index
from bot.search.query import Hit, Origin

STRICT = frozenset(
    {QuestionKind.SIAPA, QuestionKind.KAPAN, QuestionKind.DI_MANA, QuestionKind.BERAPA, QuestionKind.MENGAPA}
)
"""Kinds of question that only an entry asked with the same kind answers."""


FIGURES = frozenset({QuestionKind.KAPAN, QuestionKind.BERAPA})
"""Kinds that ask for a date or a number: without one there is no answer."""
POINTED = frozenset({QuestionKind.SIAPA, QuestionKind.KAPAN, QuestionKind.YA_TIDAK})
"""Kinds of question in which each word narrows what is asked: who does this to that, whether it is so."""
LONG = 6
"""Letters from which a real word is taken as it stands, whatever it is near."""
MISCOUNTED = "another thing is counted"
"""What speaks against a candidate that tells a number, but of something else."""
WEIGHED = 60
"""How many of the best hits are looked at."""
SURELY = 10
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


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a question seeks, the same for every entry that is weighed for it."""

    reading: Reading
    names: tuple[Mention, ...]
    """All but offices."""
    asked: frozenset[QuestionKind]
    """Kinds that only an entry asked with the same kind answers."""
    open_kind: bool
    lacking: tuple[tuple[Group, float], ...]
    """Properties and numbers, with the factor for an entry that lacks them."""
    matter: tuple[Group, ...]
    """All but names and offices."""
    weighty: bool
    """Whether the matter has weight enough to be asked for."""
    strange: float
    """The factor where too much of the matter are words that no record uses, else 1."""
    unheard: bool
    """Whether the very thing asked for is one of them."""
    counted: str | None
    """The key of what is counted, "berapa UMKM", where that is asked."""
    doubts: bool
    """Whether the question doubts what it says."""


class Weigher:
    """Ranks the entries of one load for a question."""

    def __init__(self, knowledge: Knowledge, index: Index, reader: Reader, entries: Mapping[str, Entry]) -> None:
        """Take the entries, and what tells what each covers."""
        self._index = index
        self._reader = reader
        self._entries = entries
        self._profiles = Profiles(knowledge, index, reader, entries)
        self._properties = frozenset("c:" + c.id for c in knowledge.vocabulary.concepts if c.asks)

    def mentions(self, cooperation: str, keys: Iterable[str]) -> bool:
        """Whether the entries of a cooperation mention all of the keys."""
        return all(self._profiles.mentions(cooperation, key) for key in keys)

    def covers(self, entry: Entry, keys: Iterable[str]) -> bool:
        """Whether an entry has all of the keys."""
        return frozenset(keys) <= self._profiles.of(entry.id).bag

    def asks(self, entry: Entry, keys: Iterable[str]) -> bool:
        """Whether an entry has a way to ask of just these keys."""
        return any(ask.keys == frozenset(keys) for ask in self._profiles.of(entry.id).asks)

    def summary_bag(self, cooperation: str) -> frozenset[str]:
        """Return the keys of a cooperation's summary."""
        return self._profiles.of(cooperation).bag

    def alias_keys(self, cooperation: str) -> tuple[frozenset[str], ...]:
        """Return the keys of each name under which a cooperation is asked for as a whole."""
        return self._profiles.aliases(cooperation)

    def candidates(self, reading: Reading, *, context: Iterable[str] = (), only: Iterable[str] = ()) -> list[Candidate]:
        """Return the candidates, best first; those of `context` rank higher, with `only` no others count."""
        within, restrict = frozenset(context), frozenset(only)
        hits = self._index.search_weighted(reading.weights, reading.query, limit=WEIGHED)
        found: list[Candidate] = []
        sought = self._sought(reading)
        strange: dict[str, bool] = {}
        least = 0.0
        for hit in hits:
            entry = self._entries[hit.id]
            cooperation = entry.cooperation.id
            inside = cooperation in within
            if restrict and cooperation not in restrict:
                continue
            if len(found) >= SURELY and not inside:
                # Hits come best first; what cannot reach the share of the best rank from which it matters is left out.
                promise = hit.score + t.RANK_LIKENESS * min(1.0, LIKELIER * hit.likeness)
                if promise < least:
                    continue
                if cooperation not in strange:
                    strange[cooperation] = not all(self._concerns(cooperation, m) for m in sought.names)
                if strange[cooperation] and promise * t.WRONG_NAME < least:
                    continue
            found.append(self._weigh(sought, entry, hit, inside))
            least = max(least, found[-1].rank * (t.CONTEXT if reading.mentions else t.OPEN))
        # Where a gap is asked for as closely as a fact, it says what the fact leaves open.
        found.sort(key=lambda c: (-round(c.rank, 3), c.entry.kind is not EntryKind.GAP, c.entry.id))
        return found

    def _concerns(self, cooperation: str, mention: Mention) -> bool:
        """Whether a cooperation has anything to do with a name."""
        profiles = self._profiles
        return any(profiles.mentions(cooperation, k) or k in profiles.wider(cooperation) for k in mention.keys)

    def _sought(self, reading: Reading) -> _Sought:
        start, end = reading.asking
        lacking: list[tuple[Group, float]] = []
        for group in reading.groups:
            key = group.keys[0][0]
            if group.start >= start and group.end <= end:
                if key in self._properties:
                    lacking.append((group, t.MISSING_PROPERTY))
                elif figure(key) and key not in reading.doubted:
                    lacking.append((group, t.MISSING_NUMBER))
        content = reading.content
        matter = tuple(g for g in reading.inside if g.keys[0][0] in content)
        strange = [g for g in matter if self._strange(reading, g)]
        return _Sought(
            reading,
            tuple(m for m in reading.mentions if m.in_focus and m.kind != OFFICE),
            reading.kinds & STRICT,
            bool(reading.kinds & {QuestionKind.APA, QuestionKind.BAGAIMANA}),
            tuple(lacking),
            matter,
            sum(g.weight for g in matter) >= t.MATTER,
            self._strangeness(reading, len(strange), len(matter)),
            len(reading.groups) <= WORDY and any(which(reading.words, g) for g in matter if self._unused(reading, g)),
            self._reader.counted(reading.words) if QuestionKind.BERAPA in reading.kinds else None,
            doubts(reading.words),
        )

    def _strangeness(self, reading: Reading, strange: int, matter: int) -> float:
        if not strange * t.STRANGE_SHARE >= matter > 0:
            return 1.0
        bare = not reading.mentions and len(reading.groups) <= WORDY
        return t.NOTHING_BUT_NAMES if bare or (strange == matter and reading.named) else t.STRANGE

    def _weigh(self, sought: _Sought, entry: Entry, hit: Hit, in_context: bool) -> Candidate:
        reading, profile = sought.reading, self._profiles.of(entry.id)
        bag, own = profile.bag, profile.own
        factors: list[tuple[str, float]] = []
        for mention in sought.names:
            if not own.isdisjoint(mention.keys):
                continue
            if any(self._profiles.mentions(entry.cooperation.id, k) for k in mention.keys):
                factors.append(("name elsewhere", t.OTHERS if its_own(reading, mention) else t.NAME_ELSEWHERE))
            elif any(k in self._profiles.wider(entry.cooperation.id) for k in mention.keys):
                factors.append(("wider region", t.PARENT_NAME))
            elif mention.keys[0] in reading.doubted:
                factors.append(("another person", t.OTHER_PERSON))
            else:
                factors.append(("wrong name " + mention.keys[0], t.WRONG_NAME))
        asked = sought.asked
        gap = entry.kind is EntryKind.GAP
        likeness, fitting, contained = self._likeness(sought, profile, gap=gap)
        if asked and entry.kind is not EntryKind.SUMMARY and not fitting:
            factors.append(("kind", t.WRONG_FIGURE if asked <= FIGURES else t.WRONG_KIND))
        if asked and entry.kind is EntryKind.SUMMARY:
            factors.append(("summary for a detail", t.WRONG_KIND))
        if entry.kind is EntryKind.SUMMARY and reading.has("mou") and not entry.cooperation.instruments:
            factors.append(("no instrument", t.MISSING_PROPERTY))
        counts = profile.counted
        if sought.counted and counts and not gap and sought.counted not in counts:
            factors.append((MISCOUNTED, t.OTHER_COUNT))
        factors += [("lacks " + g.keys[0][0], factor) for g, factor in sought.lacking if not g.covered(bag)]
        met = [g for g in sought.matter if g.covered(bag)]
        passing = sought.matter and self._passing(sought, entry)
        if passing and (entry.kind is EntryKind.SUMMARY or not any(g.covered(own) for g in sought.matter)):
            factors.append(("a name said in passing", t.PASSING))
        if sought.weighty and not met:
            factors.append(("nothing but names", t.NOTHING_BUT_NAMES))
        few = len(met) * 2 < len(sought.matter) + 1 - bool(reading.named)
        if few and not any(g.keys[0][0].startswith("c:") for g in met):
            # Words in common use weigh little, but a question made of them alone is about something else.
            factors.append(("few of its words", t.FEW_WORDS))
        if not gap and self._half(sought, met):
            factors.append(("half of what is asked", t.HALF))
        if not gap and len(met) == 1 and len(sought.matter) == 2 and met[0].keys[0][0] in self._properties:
            factors.append(("the property of another thing", t.OTHER_THING))
        if sought.strange < 1 and not (gap and likeness >= t.SAME):
            factors.append(("words that no record uses", sought.strange))
        if sought.unheard and not gap:
            factors.append(("a thing asked for that no record has", t.MISSING_PROPERTY))
        if in_context:
            factors.append(("context", t.IN_CONTEXT))
        if entry.kind is EntryKind.DISCREPANCY and not sought.doubts:
            factors.append(("no doubt", t.NO_DOUBT))
        coverage = reading.coverage(profile.bag, kind=t.KIND_WEIGHT if asked else 0.0, matched=fitting)
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

    def _half(self, sought: _Sought, met: list[Group]) -> bool:
        """Whether an entry lacks half of a pointed question: one of its two words, or two of those that count."""
        reading, total = sought.reading, sum(g.weight for g in sought.matter)
        lacked = [g for g in sought.matter if g not in met and g.weight >= t.WEIGHTY and _as_typed(reading, g)]
        if QuestionKind.BERAPA in reading.kinds:
            return len(lacked) > 1 and len(reading.groups) <= WORDY and sum(g.weight for g in lacked) * 2 > total
        return bool(reading.kinds & POINTED) and len(sought.matter) == 2 and len(met) == len(lacked) == 1

    def _passing(self, sought: _Sought, entry: Entry) -> bool:
        """Whether the question names somebody or some place that takes no part in an entry's cooperation."""
        return any(not self._profiles.party(entry.cooperation.id, m.keys) for m in sought.names)

    def _strange(self, reading: Reading, group: Group) -> bool:
        """Whether a stretch of the question is a real word, meant as typed, that no record uses: "bioskop"."""
        words = reading.query.words[group.start : group.end]
        # A short word beside one of the records may be a slip of it; a long one is meant as it stands.
        slips = any(reading.query.others[group.start : group.end]) and any(len(w.word) < LONG for w in words)
        return not slips and self._unused(reading, group)

    def _unused(self, reading: Reading, group: Group) -> bool:
        """Whether a stretch of the question is a real word that no record uses, though it may be a slip of one."""
        key = group.keys[0][0]
        real = all(w.origin is Origin.KNOWN for w in reading.query.words[group.start : group.end])
        return real and not self._index.known(key) and key not in self._index.fillers

    def _likeness(self, sought: _Sought, profile: Profile, *, gap: bool = False) -> tuple[float, bool, float]:
        """Return how like a way to ask the question is, whether one of its kind is near, how much of one it contains.

        Likeness is the best weighted Dice coefficient; what is contained is the share of that way's own weight.

        A way to ask of another kind counts less, where the kind matters. Source: Dice (1945), terms weighted by rarity.
        """
        reading, asked, open_kind, own = sought.reading, sought.asked, sought.open_kind, profile.own
        total = reading.weight
        # Most of what is asked stands in none of an entry's ways to ask: it is left out of the comparison.
        present = [g.options for g in reading.inside if g.covered(own)]
        best = fitting = contained = 0.0
        for ask in profile.asks if present else ():
            shared = 0.0
            for options in present:
                for weight, key in options:
                    if key in ask.keys:
                        shared += weight
                        break
            if not shared:
                continue
            dice = min(1.0, 2 * shared / (total + ask.weight))
            contained = max(contained, shared / ask.weight)
            strict = ask.kinds & STRICT if asked or open_kind or gap else asked
            if asked & strict:
                fitting = max(fitting, dice)
            elif asked and strict:
                dice *= t.WRONG_KIND
            elif strict and gap:
                dice *= t.GAP_KIND  # that no date is known does not answer whether
            elif strict and open_kind:
                dice *= t.OPEN_KIND  # "apa itu X?" is not "di mana X?"
            best = max(best, dice)
        return best, fitting >= t.FITTING * best > 0, contained

    def keys(self, text: str) -> list[str]:
        """Return the index's keys of a text."""
        return self._index.content_keys(text)

    def best_fact(
        self,
        reading: Reading,
        cooperation: Cooperation,
        focus: frozenset[str],
        *,
        need: bool = False,
        sectors: frozenset[str] = frozenset(),
    ) -> Fact | None:
        """Return the fact that says most on what a question asks, of the sectors if any is.

        With `need`, only terms outside `focus` count.
        """
        weights = {k: w for k, w in reading.weights.items() if (k not in focus if need else k in focus or w)}
        best: tuple[float, Fact] | None = None
        fitting = [f for f in cooperation.facts if sectors & set(f.sectors)]
        for fact in fitting or cooperation.facts:
            bag = self._profiles.of(f"{cooperation.id}/{fact.id}").own
            score = sum(w for k, w in weights.items() if k in bag)
            if score > 0 and (best is None or score > best[0]):
                best = score, fact
        return best[1] if best else None

    def names(self, cooperation: Cooperation, fact: Fact, keys: Iterable[str]) -> bool:
        """Whether a fact itself has all of the names."""
        return frozenset(keys) <= self._profiles.of(f"{cooperation.id}/{fact.id}").named

    def names_somebody(self, entry: Entry) -> bool:
        """Whether an entry itself names a person."""
        return any(key.startswith(PERSON) for key in self._profiles.of(entry.id).named)

    def aim(self, cooperation: Cooperation) -> Fact | None:
        """Return the first fact that is asked for by the purpose of the cooperation."""
        for fact in cooperation.facts:
            asks = self._profiles.of(f"{cooperation.id}/{fact.id}").asks
            if any("c:tujuan" in ask.keys and QuestionKind.MENGAPA in ask.kinds for ask in asks):
                return fact
        return None

    def on(self, reading: Reading, cooperation: Cooperation, name: str) -> Fact | None:
        """Return the fact that names one thing, and few others, and says most on what a question asks."""
        best: tuple[bool, float, Fact] | None = None
        for fact in cooperation.facts:
            profile = self._profiles.of(f"{cooperation.id}/{fact.id}")
            if name not in profile.named:
                continue
            alone = not any(other in profile.named for other in reading.named if other != name)
            score = (2.0 + sum(w for k, w in reading.weights.items() if k in profile.own)) / len(profile.named)
            if best is None or (alone, score) > best[:2]:
                best = alone, score, fact
        return best[2] if best else None


def _as_typed(reading: Reading, group: Group) -> bool:
    """Whether a stretch stands as it was typed, and no guess is made at it."""
    return all(w.typed == w.word for w in reading.query.words[group.start : group.end])
