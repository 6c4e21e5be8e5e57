"""Reading a question: spellings written out, slips repaired, words put apart or together; then its terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.search.analysis import Analyser, Lexicon
from bot.search.query import Origin, Query, QueryTerm, Word
from bot.search.repair import SHORTEST, Repaired, Repairer
from bot.text.tokens import MONTHS, NUMBERS, tokens

REMEMBERED = 4_000
"""Typed words of which is kept what they stand for: a message is read in parts too."""
COMMON = 4.2
"""Zipf frequency from which a real word is only softly taken for a slip of a record's word."""
SOFT, SOFTER = 0.9, 0.65
"""Factors for a record's word offered beside a real word: a rare real word, and a common one."""
BOUND = 4
"""Partners in phrases up to which a word hardly stands without one of them: "wali" without "kota"."""
NAMED = 3.3
"""Prior weight from which a name is one that the records use, not merely know."""
GLUED = 14
"""Letters from which more than two words may be typed without a space."""
LONG = 6
"""Letters beyond which the end of an unknown word may be a mistyped -nya."""
CLEARLY = 1.5
"""Zipf difference from which a word belongs to one language."""
RARE = 3.3
"""Zipf frequency below which a real word near a filler is taken for the filler ("kalu" for "kalau")."""
NEAR = 0.86
"""Similarity from which one near word is likelier than two words typed without a space."""
MAYBE_FILLER = 0.5
"""Factor for a word that no record uses and that may not be meant: near a filler ("saa" for "sama"), or a guess."""
OTHER = 0.7
"""Factor for what a word may stand for besides what it most probably stands for."""
_DRAWLED = re.compile(r"n+y+a+$")
_LEADING = frozenset(
    ["ke", "dari", "di", "kota", "antara", "sama", "dengan", "to", "from", "with", "of", "between", "in", "and", "dan"]
)
"""Words behind which a place is expected."""
_PREFIXES = ("nge", "ng", "n", "di", "ke", "se")
_GLUED = frozenset(("di", "ke", "yang", "dan", "dari", "itu", "apa", "of", "the", "to", "in"))


class Understanding:
    """Reads typed words by the vocabulary, the words of the records and a lexicon of real words."""

    def __init__(self, analyser: Analyser, repairer: Repairer, fillers: Iterable[str], lexicon: Lexicon) -> None:
        """Take what knows spellings, near words, words without weight and real words."""
        self._analyser = analyser
        self._repairer = repairer
        self._fillers = frozenset(fillers)
        self._lexicon = lexicon
        self._understand = lru_cache(maxsize=REMEMBERED)(self._understood)
        self._vote = lru_cache(maxsize=REMEMBERED)(self._votes_for)

    def read(self, text: str) -> Query:
        """Return the question's words as understood, and their terms."""
        understood = self.words(text)
        terms: list[QueryTerm] = []
        for term in self._analyser.terms([options[0].word for options in understood]):
            weight = self._weight(understood[term.start : term.end])
            if weight:
                terms.append(QueryTerm(term.key, weight, term.start, term.end))
        phrased = {at for term in terms for at in range(term.start, term.end) if term.end - term.start > 1}
        for at, options in enumerate(understood):
            # Within a phrase a word is sure: "Koya Palu" is the city of Palu, and nothing about "kaya".
            for other in () if at in phrased else options[1:]:
                if other.word not in self._fillers:
                    weight = other.similarity**2 * OTHER
                    found = self._analyser.terms([other.word])
                    terms += [QueryTerm(t.key, weight, at, at + 1) for t in found if not t.key.startswith("place:")]
        others = tuple(tuple(other.word for other in options[1:]) for options in understood)
        return Query(text, tuple(options[0] for options in understood), tuple(terms), others)

    def _weight(self, words: list[list[Word]]) -> float:
        """Return how surely the words of a term are meant, 0 where they carry nothing."""
        if len(words) > 1:
            return min([options[0].similarity for options in words]) ** 2
        word, *others = words[0]
        if word.origin is Origin.FILLER or (len(word.word) == 1 and word.word.isalpha()):
            return 0.0
        maybe = word.origin is Origin.KNOWN and any(other.origin is Origin.FILLER for other in others)
        if maybe and self._zipf(word.word) < RARE:
            return 0.0
        weight = word.similarity**2
        guessed = word.origin is Origin.REPAIRED and not self._repairer.own(word.word)
        return weight * MAYBE_FILLER if maybe or guessed else weight

    def words(self, text: str) -> list[list[Word]]:
        """Return for each word of the text what it may stand for, the likeliest first."""
        typed = tokens(text)
        votes = self._votes(typed)
        language = _majority(votes, "")
        counted = votes[0] | votes[1]
        known = [
            options
            for token in typed
            for options in self._understand(token, _majority(votes, token) if token in counted else language)
        ]
        found = self._joined(list(map(list, known)))
        self._paired(found)
        self._placed(found, language)
        best = [options[0] for options in found]
        turned = [w.word for w in best if w.origin is not Origin.OWN and w.typed != w.word]
        if any(word in MONTHS or word in NUMBERS for word in turned):
            # A month or a number came out of repair: only now do "29 sugust" and "tujh" become a date and a 7.
            again = tokens(" ".join(w.word for w in best))
            if again != [w.word for w in best]:
                return [[self._word(word, word)] for word in again]
        return found

    def _paired(self, found: list[list[Word]]) -> None:
        """Put first what makes a phrase with a neighbour: "kerja saa" is "kerja sama", "Pemkot Paul" is Palu's."""
        pairs = self._analyser.pairs
        for at, options in enumerate(found):
            before = found[at - 1][0].word if at else ""
            after = found[at + 1][0].word if at + 1 < len(found) else ""
            partner = self._completed(options[0], before, after)
            if partner is not None:
                options.insert(0, Word(options[0].typed, partner, Origin.REPAIRED, SOFT))
                continue
            if len(options) < 2 or (before, options[0].word) in pairs or (options[0].word, after) in pairs:
                continue
            for other in options[1:]:
                if (before, other.word) in pairs or (other.word, after) in pairs:
                    options.remove(other)
                    options.insert(0, Word(other.typed, other.word, Origin.REPAIRED, max(other.similarity, SOFT)))
                    break

    def _completed(self, word: Word, before: str, after: str) -> str | None:
        """Return the word that makes a phrase with a neighbour and is one slip away: "kerja sana", "wali kita"."""
        analyser = self._analyser
        if word.origin is Origin.OWN:
            return None
        guessed = word.origin in (Origin.UNKNOWN, Origin.REPAIRED)
        if (before, word.word) in analyser.pairs or (word.word, after) in analyser.pairs:
            return None
        for partners in (analyser.behind.get(before, ()), analyser.ahead.get(after, ())):
            # A word that is right in itself is only doubted beside one that hardly stands without its partner.
            if guessed or (word.origin in (Origin.FILLER, Origin.KNOWN) and len(partners) <= BOUND):
                for partner in partners:
                    if len(partner) >= SHORTEST and partner != word.word and OSA.distance(word.typed, partner) <= 1:
                        return partner
        return None

    def _placed(self, found: list[list[Word]], language: int | None) -> None:
        """Put a name of the records first where a place is expected, or where the real word is a rare one."""
        for at, options in enumerate(found):
            first = options[0]
            if first.origin is not Origin.KNOWN or first.word in self._analyser.protected:
                continue
            name = next((other for other in options[1:] if self._named(other.word)), None)
            if name is None or (name.word[0] != first.word[0] and self._zipf(first.word, language) >= RARE):
                continue
            led = at > 0 and found[at - 1][0].word in _LEADING
            if led or self._zipf(first.word, language) < RARE:
                options.remove(name)
                options.insert(0, Word(name.typed, name.word, Origin.REPAIRED, max(name.similarity, SOFT)))

    def _named(self, word: str) -> bool:
        """Whether a word is a name that the records use, and more than once."""
        return word in self._analyser.protected and self._repairer.prior(word) > NAMED

    def _votes(self, words: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the words that are clearly Indonesian, and those that are clearly English."""
        votes: tuple[set[str], set[str]] = (set(), set())
        for word in self._analyser.written_out(words):
            vote = self._vote(word)
            if vote is not None:
                votes[vote].add(word)
        return frozenset(votes[0]), frozenset(votes[1])

    def _votes_for(self, word: str) -> int | None:
        """Return the language that a word clearly is of, 0 for Indonesian, 1 for English, None where of neither."""
        indonesian, english = self._lexicon.get(word, (0.0, 0.0))
        clearly = max(indonesian, english) >= COMMON and abs(indonesian - english) > CLEARLY
        return int(english > indonesian) if clearly else None

    def _zipf(self, word: str, language: int | None = None) -> float:
        """Return how usual a word is, in one language or in any."""
        usual = self._lexicon.get(word, (0.0, 0.0))
        return max(usual) if language is None else usual[language]

    def _known(self, word: str) -> bool:
        return word in self._fillers or self._repairer.own(word)

    def _word(self, typed: str, word: str, similarity: float = 1.0) -> Word:
        if word in self._fillers:
            return Word(typed, word, Origin.FILLER)
        if similarity < 1:
            return Word(typed, word, Origin.REPAIRED, similarity)
        return Word(typed, word, Origin.OWN if self._repairer.own(word) else Origin.KNOWN)

    def _written(self, typed: str, word: str, similarity: float = 1.0) -> list[list[Word]]:
        return [[self._word(typed, w, similarity)] for w in self._analyser.written_out([word])]

    def _understood(self, token: str, language: int | None) -> list[list[Word]]:
        """Return, for one typed token, the words it stands for, each with its alternatives (the likeliest first)."""
        if self._analyser.knows_spelling(token):
            return self._written(token, token)
        if self._known(token) or not token.isalpha() or len(token) < 2:
            return [self._own(token, language)]
        zipf = self._zipf(token)
        if zipf < COMMON or (token.endswith("nya") and self._repairer.own(token[:-3])):
            colloquial = self._colloquial(token)
            if colloquial:
                return self._written(token, colloquial)
        if zipf > 0 or token in self._analyser.protected:
            # A real word may also be a slip of the finger: keep it, and offer the record's word beside it.
            factor = SOFT if zipf < 3.0 else SOFTER
            nearest = self._repairer.nearest(token, True)
            also = [self._word(token, r.word, r.similarity * factor) for r in nearest]
            if also and self._foreign(token, language, also[0].origin is Origin.FILLER):
                # "Certain" among Indonesian words is a slip of "ceritain".
                return [[self._word(token, nearest[0].word, nearest[0].similarity), Word(token, token, Origin.KNOWN)]]
            return [[Word(token, token, Origin.KNOWN), *also[:2]]]
        nearest = self._repairer.nearest(token) or self._stripped(token)
        split = self._split(token)
        if split and (not nearest or nearest[0].similarity < NEAR):
            return [options for part in split for options in self._written(token, part)]
        if not nearest:
            return [[Word(token, token, Origin.UNKNOWN)]]
        first = self._written(token, nearest[0].word, nearest[0].similarity)
        if len(first) > 1:
            return first
        options: dict[str, Word] = {}
        for repaired in nearest:
            for word in self._written(token, repaired.word, repaired.similarity)[0]:
                options.setdefault(word.word, word)
        return [list(options.values())]

    def _foreign(self, token: str, language: int | None, filler: bool) -> bool:
        """Whether a word is none of the language spoken, or, near a word without weight, hardly one of it."""
        if language is None or token in self._analyser.protected:
            return False
        here = self._zipf(token, language)
        return here == 0 or (filler and self._zipf(token) - here > CLEARLY)

    def _own(self, token: str, language: int | None) -> list[Word]:
        """Return a word of the records, behind a name if it is one slip from it: "Kota Prepare" in Indonesian."""
        word = self._word(token, token)
        strange = language is not None and word.origin is Origin.OWN and self._zipf(token) and token.isalpha()
        if strange and not self._zipf(token, language) and token not in self._analyser.protected:
            for near in self._repairer.nearest(token, True, True):
                name = self._named(near.word) and self._lexicon.get(near.word, (0.0, 0.0))[1] < NAMED
                if name or (len(token) >= LONG and near.word in self._fillers):
                    return [self._word(token, near.word, near.similarity), word]
        return [word]

    def _stripped(self, token: str) -> tuple[Repaired, ...]:
        """Return the nearest words of a token without what is glued to it colloquially: "suksesnyya", "ngeresmini"."""
        stems = []
        bare = _DRAWLED.sub("", token)
        if bare != token and len(bare) > 2:
            stems.append(bare)
        stems += [bare[len(p) :] for p in _PREFIXES if bare.startswith(p) and len(bare) - len(p) > 3]
        if len(token) > LONG and OSA.distance(token[-3:], "nya") < OSA.distance("", "nya") - 1:
            stems.append(token[:-3])
        stems += [form for stem in [*_bare(token), token] if stem.endswith("in") for form in _ended(stem)]
        for stem in stems:
            if self._known(stem) or self._analyser.knows_spelling(stem):
                return (Repaired(stem, 0.95),)
            found = self._repairer.nearest(stem)
            if found:
                return found
        return ()

    def _colloquial(self, token: str) -> str | None:
        """Return the standard form of a colloquially affixed word: nge-/n- before, -in for -kan/-i, -nya behind."""
        for head in [token, *_bare(token)]:
            stems = [head]
            for suffix in ("nya", "ny", "lah", "kah"):
                if head.endswith(suffix) and len(head) > len(suffix) + 2:
                    stems.append(head[: -len(suffix)])
            for stem in stems:
                forms = [stem]
                if stem.endswith("in") and len(stem) > 4:
                    forms += _ended(stem)
                for form in forms:
                    if form != token and (self._known(form) or self._zipf(form) >= 3.0):
                        return form
        return None

    def _split(self, token: str) -> tuple[str, ...] | None:
        """Return the two known words that were typed without a space between them, of a long token up to four."""
        found = self._in_two(token)
        if found is None and len(token) >= GLUED:
            for cut in range(len(token) - LONG, LONG - 3, -1):
                rest = self._split(token[cut:]) if self._whole(token[:cut]) else None
                if rest and len(rest) <= 3:
                    return token[:cut], *rest
        return found

    def _in_two(self, token: str) -> tuple[str, str] | None:
        best: tuple[int, tuple[str, str]] | None = None
        for cut in range(2, len(token) - 1):
            left, right = token[:cut], token[cut:]
            if self._whole(left) and self._whole(right):
                score = min(len(left), len(right))
                if best is None or score > best[0]:
                    best = score, (left, right)
        return best[1] if best else None

    def _whole(self, part: str) -> bool:
        return part in _GLUED if len(part) < 4 else self._known(part)

    def _joined(self, words: list[list[Word]]) -> list[list[Word]]:
        """Join neighbours that only make sense as one name ("balik papan")."""
        result: list[list[Word]] = []
        for options in words:
            if result:
                last = result[-1][0]
                both = last.typed + options[0].typed
                known = last.origin is Origin.OWN and options[0].origin is Origin.OWN
                talk = last.origin is Origin.FILLER and options[0].origin is Origin.FILLER  # "kan ada" is no Canada
                if both in self._analyser.protected and len(both) > 5 and not known and not talk:
                    result[-1] = [Word(both, both, Origin.OWN)]
                    continue
            result.append(options)
        return result


def _bare(token: str) -> list[str]:
    """Return a word without each colloquial verb prefix that it may have."""
    return [token[len(p) :] for p in ("nge", "ng", "n") if token.startswith(p) and len(token) > len(p) + 3]


def _ended(stem: str) -> list[str]:
    """Return the standard forms of a verb that ends on colloquial -in."""
    return [stem[:-2] + "kan", stem[:-2] + "i", stem[:-2]]


def _majority(votes: tuple[frozenset[str], frozenset[str]], besides: str) -> int | None:
    """Return which language all words but one speak, 0 for Indonesian, 1 for English, None where they are mixed."""
    counts = [len(words) - (besides in words) for words in votes]
    few, many = sorted(counts)
    return counts.index(many) if many >= 2 and many > 3 * few else None
