"""Understanding a question: its language, its kind, whom and what it names, and which part of it is the question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answering.aside import set_aside
from bot.answering.focusing import Focuser, Span
from bot.answering.heads import beside
from bot.answering.names import NAMES, OFFICE, ORGANISATION, PERSON, PLACE, REGION, SUBJECTS, doubtful, kind_of, year
from bot.answering.ordinals import A_LIST, ordinals
from bot.answering.questionwords import FEW, QuestionWords
from bot.knowledge.model import QuestionKind, Vocabulary
from bot.search.analysis import Lexicon
from bot.search.index import Index
from bot.search.query import Origin, Query, QueryTerm
from bot.text.tokens import MONTHS, tokens

LONGEST = 700
"""Characters of a question that are read closely; of a longer message, the end (where the question stands)."""
OUTSIDE = 0.3
"""Weight of words outside the sentence that asks: background, not what is asked."""

CONFIRM = frozenset(["kan", "ya", "bener", "benar", "betul", "true", "right", "apakah"])
"""Words that ask to confirm what may be wrong, a figure for instance."""
_NUMBERED = frozenset({"nomor", "no", "number"})
_VAGUE = frozenset({QuestionKind.APA, QuestionKind.YA_TIDAK, QuestionKind.BAGAIMANA})
WORDY = 8
"""Terms from which a question is a long one."""
_PLACE_LED = frozenset({"kota", "kabupaten", "provinsi", "negara", "ke", "dengan", "sama", "with", "to", "of"})
NAMELIKE = 6
"""Letters from which a repaired word behind "kota" or "with" is taken for the place that it resembles."""
COUNTED = 2
"""Words behind "how many" in which what is counted stands: "berapa jumlah UMKM"."""
_MANY = frozenset({"berapa", "berapakah", "banyak", "many"})
"""Words behind which something is counted; "how much" and "what share" measure it."""
_TIMES = frozenset({"kali", "times"})
_NUMBER = "c:jumlah"
_LISTING = frozenset({"daftar", "list", "sebutkan", "sebutin", "siapa", "name"})
A_YEAR = 2.5
"""Most that a year counts, however rare it is in the records."""
_SHORT_MONTHS = frozenset(name for name in MONTHS if len(name) == 3) - {"mei", "may"}
"""Abbreviations, which may be other words: "des", "mar"."""
SPELT = 0.88
"""Similarity from which a repaired word may name a place of the gazetteer."""
DOUBTFUL = 0.6
"""Factor for a word that nobody knows: it may be noise as well as the very thing asked for."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the question: its possible keys and the words it covers."""

    keys: tuple[str, ...]
    start: int
    end: int
    in_focus: bool

    @property
    def kind(self) -> str:
        """The prefix that its keys share."""
        return kind_of(self.keys[0])


@dataclass(frozen=True)
class Group:
    """What one stretch of the question may mean: keys with their weights, the likeliest first."""

    keys: tuple[tuple[str, float], ...]
    start: int
    end: int
    inside: bool
    """Whether it stands in the question proper."""

    @cached_property
    def weight(self) -> float:
        """How much it counts: as much as its likeliest key."""
        return self.keys[0][1]

    @cached_property
    def options(self) -> tuple[tuple[float, str], ...]:
        """How much each key covers of it, and the key; the largest first."""
        return tuple(sorted(((min(w, self.weight), k) for k, w in self.keys), reverse=True))

    def covered(self, bag: frozenset[str]) -> float:
        """Return how much of its weight a set of keys covers."""
        for weight, key in self.options:
            if key in bag:
                return weight
        return 0.0


@dataclass(frozen=True)
class Reading:
    """A question as understood."""

    text: str
    language: str
    kinds: frozenset[QuestionKind]
    query: Query
    weights: Mapping[str, float]
    """Key -> weight of each term, background already discounted."""
    groups: tuple[Group, ...]
    mentions: tuple[Mention, ...]
    words: tuple[str, ...]
    """All words as understood, in order, fillers included."""
    focus: tuple[int, int]
    """Positions of the words of the question proper: the sentence that asks, and what it continues."""
    asking: tuple[int, int]
    """Positions of the words of the sentence that asks, alone."""
    doubted: frozenset[str] = frozenset()
    """Figures and people that the question only asks to confirm: they may be wrong, so they need not be covered."""

    def keys(self, *kinds: str) -> tuple[str, ...]:
        """Return the keys of unambiguous mentions of the given kinds that stand in the question proper."""
        return tuple(
            dict.fromkeys(m.keys[0] for m in self.mentions if m.in_focus and len(m.keys) == 1 and m.kind in kinds)
        )

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Ids of regions named in the question proper."""
        return tuple(k.partition(":")[2] for k in self.keys(REGION))

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Keys of regions, organisations, people and unknown places named in the question proper."""
        return self.keys(REGION, ORGANISATION, PERSON, PLACE)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Places in a list that the question names, in its order, -1 for the last."""
        start = self.focus[0]  # "Palu bukan yang pertama. Kota mana yang sudah berhasil?" counts out nothing
        found = ordinals(self.words[start:], [w.typed for w in self.query.words[start:]])
        return tuple(dict.fromkeys(place for places in found.values() for place in places))

    def has(self, *concepts: str) -> bool:
        """Whether the question proper uses one of the concepts."""
        return any("c:" + c in self.weights for c in concepts)

    def coverage(self, bag: frozenset[str], *, kind: float = 0.0, matched: bool = False) -> float:
        """Return the share of the question proper that a set of keys covers; 1 where nothing is asked for.

        The question word counts like a term of weight `kind`, which is covered where it is `matched`.
        """
        total = self.weight + kind
        return (sum([g.covered(bag) for g in self.inside]) + kind * matched) / total if total else 1.0

    @cached_property
    def inside(self) -> tuple[Group, ...]:
        """The stretches of the question proper."""
        return tuple(g for g in self.groups if g.inside)

    @cached_property
    def weight(self) -> float:
        """How much the question proper asks for."""
        return sum(g.weight for g in self.inside)

    def asked_for(self, bag: frozenset[str]) -> bool:
        """Whether a set of keys covers all that the sentence asks that asks, where much is told before it."""
        start, end = self.asking
        groups = [g for g in self.groups if g.start >= start and g.end <= end]
        return len(self.groups) > WORDY and bool(groups) and all(g.covered(bag) > 0 for g in groups)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Keys of the question proper that are neither names nor offices, the likeliest of each stretch."""
        return tuple(g.keys[0][0] for g in self.groups if g.inside and kind_of(g.keys[0][0]) not in NAMES)


class Reader:
    """Reads questions with the index's eyes and the vocabulary's question words."""

    def __init__(self, index: Index, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        """Prepare the question words and fillers of both languages."""
        self._index = index
        self._lexicon = lexicon
        self._question_words = QuestionWords(vocabulary, index.analyser)
        self.kinds = self._question_words.kinds
        self._focuser = Focuser(index, self.kinds)
        id_words = {w for p in vocabulary.fillers.id for w in tokens(p)}
        en_words = {w for p in vocabulary.fillers.en for w in tokens(p)}
        self._only = {"id": id_words - en_words, "en": en_words - id_words}

    def read(self, text: str, *, background: str = "") -> Reading:
        """Return the question as understood; words of `background`, said before, help to find but need no answer."""
        text = text.strip()
        if len(text) > LONGEST:
            text = text[-LONGEST:].partition(" ")[2] or text[-LONGEST:]
        before = len(self._index.read(background).words) if background else 0
        query = self._index.read(f"{background} . {text}" if background else text)
        words = tuple(w.word for w in query.words)
        whole = (before, len(words))
        focus, asking, subject = (whole, whole, None) if background else self._focuser.focus(text, len(words))
        start, end = focus
        kinds, asked_in = self.kinds(words[start:end])
        misread: set[int] = set()
        if not kinds:
            # "japan kunjungan itu?": no question word, but a word that is one slip away from one.
            for at in range(start, end):
                for other in query.others[at]:
                    found = self.kinds((*words[start:at], other, *words[at + 1 : end]))
                    if found[0] and not misread:
                        kinds, asked_in = found
                        misread.add(at)
        if not kinds and end - start <= FEW:
            kinds, asked_in, meant = self._question_words.mistyped(query, start, end)
            misread |= meant
        weights: dict[str, float] = {}
        spans: dict[tuple[int, int], dict[str, float]] = {}
        terms = tuple(t for t in query.terms if t.start not in misread)
        places = ordinals(words)
        for term in terms:
            place = max(places.get(term.start, (A_LIST + 1,)))
            if place <= A_LIST and (term.key.isdigit() or len(places) > 1):
                continue  # "langkah ke-3" names a place in a list, no figure; of one, a fact may tell in full
            inside = term.start >= start and term.end <= end
            weight = term.weight * self._index.idf(term.key) * (1.0 if inside else OUTSIDE)
            if query.words[term.start].origin is Origin.UNKNOWN:
                weight *= DOUBTFUL
            weights[term.key] = max(weights.get(term.key, 0.0), weight)
            if term.key.startswith("xd0000"):  # a day without its year may be that of any year on record
                for key in self._index.dates(term.key[6:]):
                    weights[key] = weight
                    spans.setdefault((term.start, term.end), {})[key] = weight
            if year(term.key):  # what happened on a day of it happened in it
                weight = min(weight, A_YEAR)
                days = spans.setdefault((term.start, term.end), {term.key: weight})
                days.update(dict.fromkeys(self._index.days(term.key), weight))
            if month := _month(words, term.start):  # "akhir Mei 2025" is any day of that month
                weight, after = min(weight, A_YEAR), words[term.end] if term.end < len(words) else ""
                days = spans.setdefault((term.start, term.end), {term.key: weight})
                days.update(dict.fromkeys(self._index.month(month, after if year(after) else ""), weight))
            if words[term.start] in _NUMBERED and words[term.end : term.end + 1] and words[term.end].isdigit():
                continue
            # Where the likeliest meaning is a filler, another one may help to find but is nothing that must be covered.
            if query.words[term.start].origin is not Origin.FILLER or term.end - term.start > 1:
                keys = spans.setdefault((term.start, term.end), {})
                keys[term.key] = max(weight, keys.get(term.key, 0.0))
        if len(spans) > WORDY:
            # In a long question a word that no record uses is more likely talk than the point.
            for (s, _), keys in spans.items():
                if query.words[s].origin is Origin.KNOWN:
                    keys.update({key: weight * DOUBTFUL for key, weight in keys.items()})
        aside = set_aside(words, {at for at, _, _, _ in self._question_words.found(words)})
        confirms = QuestionKind.YA_TIDAK in kinds or bool(CONFIRM & set(words[start:end]))
        groups = tuple(
            Group(
                tuple(keys.items()),
                s,
                e,
                ((s >= start and e <= end) or _lies(s, e, subject, keys))
                and not (confirms and doubtful(next(iter(keys))))
                and aside.isdisjoint(range(s, e)),
            )
            for (s, e), keys in sorted(spans.items())
        )
        return Reading(
            text,
            self._language(query, asked_in, before),
            kinds,
            query,
            weights,
            _once(groups),
            self._mentions(query, terms, focus, subject),
            words,
            focus,
            asking,
            frozenset(k for k in map(next, map(iter, spans.values())) if confirms and doubtful(k)),
        )

    def _mentions(
        self, query: Query, terms: Sequence[QueryTerm], focus: Span, subject: Span | None
    ) -> tuple[Mention, ...]:
        spans: dict[tuple[int, int], list[str]] = {}
        for term in terms:
            words = query.words[term.start : term.end]
            guessed = any(w.similarity < SPELT or (w.similarity < 1 and w.typed[0] != w.word[0]) for w in words)
            led = term.start > 0 and query.words[term.start - 1].word in _PLACE_LED
            namelike = led and all(w.similarity == 1 or len(w.word) >= NAMELIKE for w in words)
            if kind_of(term.key) == PLACE and guessed and not namelike:
                continue  # a guess at a place that no record speaks of is no evidence
            if kind_of(term.key) in (REGION, ORGANISATION, PERSON, PLACE, OFFICE) and term.weight > 0.45:
                keys = spans.setdefault((term.start, term.end), [])
                if not keys or kind_of(keys[0]) == kind_of(term.key):
                    keys.append(term.key)
        return tuple(
            Mention(tuple(keys), s, e, (s >= focus[0] and e <= focus[1]) or _lies(s, e, subject, keys))
            for (s, e), keys in sorted(spans.items())
        )

    def bare(self, question: str) -> str:
        """Return a question without its question words."""
        words = self._index.read(question).understood
        asking = {i for start, end, _, _ in self._question_words.found(words) for i in range(start, end)}
        # "Menteri siapa", "which minister": the noun that is asked for goes with its question word.
        terms = {t.start: t.key for t in self._index.read(question).terms if t.end - t.start == 1}
        asking |= {at for at, key in terms.items() if kind_of(key) not in NAMES and beside(words, at, at + 1, key)}
        return " ".join(word for i, word in enumerate(words) if i not in asking)

    def counted(self, words: Sequence[str]) -> str | None:
        """Return the key of what stands behind "how many", None where nothing that could be counted does."""
        asking = [end for _, end, kind, _ in self._question_words.found(words) if kind is QuestionKind.BERAPA]
        behind = words[asking[0] : asking[0] + COUNTED] if asking and words[asking[0] - 1] in _MANY else ()
        if set(behind) & _TIMES:
            return None  # how often is told by what happened
        keys = (key for word in behind for key in self._index.content_keys(word))
        return next((key for key in keys if key != _NUMBER), None)

    def stands_alone(self, sentence: str) -> bool:
        """Whether a sentence says what it asks about: it names someone or something, or carries enough rare words."""
        return self._focuser.names(sentence) or not self._focuser.bare(sentence)

    def asks(self, text: str) -> bool:
        """Whether a text has a question word, or asks for a list."""
        words = self._index.read(text).understood
        return bool(self.kinds(words)[0]) or not _LISTING.isdisjoint(words)

    def names(self, text: str) -> bool:
        """Whether a text names somebody or something that takes part in cooperation, or an office."""
        return self._focuser.names(text)

    def asks_detail(self, text: str) -> bool:
        """Whether a text by itself asks who, when, where, how many or why, and names whom or what about."""
        words = tuple(w.word for w in self._index.read(text).words)
        return bool(self.kinds(words)[0] - _VAGUE) and self._focuser.names(text, SUBJECTS)

    def asks_on(self, text: str) -> bool:
        """Whether a text begins by asking who, when, where, how many or why about something that was named before."""
        words = self._index.read(text).understood
        found = self._question_words.found(words)
        begins = any(start == 0 and kind not in _VAGUE for start, _, kind, _ in found)
        return begins and not self._focuser.names(text) and bool(self._index.content_keys(self.bare(text)))

    def asks_twice(self, text: str) -> bool:
        """Whether a text has two question words that ask who, when, where, how many or why."""
        found = self._question_words.found(self._index.read(text).understood)
        return sum(kind not in _VAGUE for _, _, kind, _ in found) > 1

    def spoken(self, text: str) -> str | None:
        """Return the language that the words of a text show, None where they could be of either."""
        query = self._index.read(text)
        return self._shown(query, self.kinds(query.understood)[1])

    def _language(self, query: Query, asked_in: str | None, before: int) -> str:
        # What was said before tells the language only of a turn that does not show its own.
        return self._shown(query, asked_in, before) or self._shown(query, asked_in) or "id"

    def _shown(self, query: Query, asked_in: str | None, start: int = 0) -> str | None:
        words = [w.word for w in query.words[start:]]
        for at in range(len(words) - 1):
            if words[at : at + 2] in (["in", "english"], ["bahasa", "inggris"], ["pakai", "inggris"]):
                return "en"
            if words[at : at + 2] in (["bahasa", "indonesia"], ["in", "indonesian"]):
                return "id"
        score = {"id": 0.0, "en": 0.0}
        for w in query.words[start:]:
            if w.word in self._only["id"]:
                score["id"] += 1
            elif w.word in self._only["en"]:
                score["en"] += 1
            elif w.origin is not Origin.UNKNOWN and w.word not in self._index.analyser.protected:
                indonesian, english = self._lexicon.get(w.word, (0.0, 0.0))
                if abs(indonesian - english) > 0.7:
                    score["id" if indonesian > english else "en"] += 0.5
        if asked_in:
            score[asked_in] += 1.5
        if score["id"] == score["en"]:
            return None
        return "en" if score["en"] > score["id"] else "id"


def _month(words: Sequence[str], at: int) -> int | None:
    """Return the month that a word names in full; "may" does so only beside a year or behind "in"."""
    word = words[at]
    if word in _SHORT_MONTHS or (word == "may" and not _dated(words, at)):
        return None
    return MONTHS.get(word)


def _dated(words: Sequence[str], at: int) -> bool:
    return any(map(year, words[at + 1 : at + 2])) or words[max(0, at - 1)] in ("in", "of", "late", "early", "since")


def _lies(start: int, end: int, span: Span | None, keys: Iterable[str]) -> bool:
    """Whether a stretch is a name within a span."""
    return span is not None and start >= span[0] and end <= span[1] and kind_of(next(iter(keys))) in SUBJECTS


def _once(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Drop repetitions of the same stretch, so that what is said twice does not count twice."""
    found: dict[str, Group] = {}
    for group in groups:
        known = found.get(group.keys[0][0])
        if known is None or (group.inside and not known.inside):
            found[group.keys[0][0]] = group
    return tuple(found.values())
