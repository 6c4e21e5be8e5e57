"""Which facts of a cooperation tell of something, whatever a search would find first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.names import REGION
from bot.answering.profiles import Profile, Profiles
from bot.answering.reading import Reading
from bot.knowledge.model import Cooperation, Fact, QuestionKind
from bot.search.index import Index

ASKED = 1.0
"""What a key of the question adds to the likeness of facts that are told side by side."""


class Telling:
    """Looks through the facts of single cooperations of one load."""

    def __init__(self, index: Index, profiles: Profiles) -> None:
        """Take what tells what each fact has."""
        self._index, self._profiles = index, profiles

    def _of(self, cooperation: Cooperation, fact: Fact) -> Profile:
        return self._profiles.of(f"{cooperation.id}/{fact.id}")

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
            bag = self._of(cooperation, fact).own_keys
            score = sum(w for k, w in weights.items() if k in bag)
            if score > 0 and (best is None or score > best[0]):
                best = score, fact
        return best[1] if best else None

    def names(self, cooperation: Cooperation, fact: Fact, keys: Iterable[str]) -> bool:
        """Whether a fact itself has all of the names."""
        return frozenset(keys) <= self._of(cooperation, fact).named

    def aim(self, cooperation: Cooperation) -> Fact | None:
        """Return the first fact that is asked for by the purpose of the cooperation."""
        purpose = self._index.characters(["c:tujuan"])
        for fact in cooperation.facts:
            profile = self._of(cooperation, fact)
            ways = zip(profile.asks, profile.kinds, strict=True)
            if any(purpose and purpose in asked and QuestionKind.MENGAPA in kinds for (asked, _), kinds in ways):
                return fact
        return None

    def shared(self, cooperation: Cooperation, fact: Fact, keys: frozenset[str]) -> int:
        """Return how many of the keys a fact itself has."""
        return len(keys & self._of(cooperation, fact).own_keys)

    def told_of(
        self, name: str, matter: frozenset[str], cooperations: Iterable[Cooperation]
    ) -> tuple[str, Fact] | None:
        """Return the cooperation and the fact of a name that is asked for most like a matter, and has all of it.

        Likeness is the share of keys in common (Jaccard) with the ways to ask.
        """
        best: tuple[float, tuple[str, Fact]] | None = None
        wanted = matter | {name}
        for c in cooperations:
            for fact in c.facts:
                entry = f"{c.id}/{fact.id}"
                profile = self._profiles.of(entry)
                if name in profile.named and matter <= profile.own_keys:
                    like = max((_jaccard(wanted, keys) for keys in self._profiles.asks(entry)), default=0.0)
                    if best is None or like > best[0]:
                        best = like, (c.id, fact)
        return best[1] if best else None

    def alike(self, reading: Reading, cooperation: Cooperation, names: Sequence[str]) -> tuple[Fact, ...]:
        """Return a fact for each of several things, none of which names another, that are told most alike.

        Likeness is the share of keys in common (Jaccard), names left out; what a question asks for counts beside it.
        """
        own: dict[str, list[tuple[frozenset[str], Fact]]] = {name: [] for name in names}
        # A fact of one city and a third, which is only a partner-to-be, is none of the one.
        others = {REGION + p.region for p in cooperation.parties if p.region and p.prospective}.difference(names)
        for fact in cooperation.facts:
            profile = self._of(cooperation, fact)
            here = [name for name in names if name in profile.named]
            if len(here) == 1 and others.isdisjoint(profile.named):
                own[here[0]].append((profile.own_keys - profile.named, fact))
        best: tuple[float, tuple[Fact, ...]] = 0.0, ()
        for keys, fact in own[names[0]]:
            ranked = [[(_jaccard(keys, other), at) for at, (other, _) in enumerate(own[name])] for name in names[1:]]
            if not all(ranked):
                continue
            near = [max(likeness, key=lambda one: (one[0], -one[1])) for likeness in ranked]
            told = [keys, *(own[name][at][0] for name, (_, at) in zip(names[1:], near, strict=True))]
            score = sum(likeness for likeness, _ in near)
            score += ASKED * sum(len(one & set(reading.content)) for one in told)
            if score > best[0]:
                facts = (own[name][at][1] for name, (_, at) in zip(names[1:], near, strict=True))
                best = score, (fact, *facts)
        return best[1]


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
