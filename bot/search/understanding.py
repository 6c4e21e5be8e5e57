"""Reading a question: spellings written out, slips repaired, words put apart or together; then its terms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.search.analysis import Analyser, Lexicon
from bot.search.query import Origin, Query, QueryTerm, Word
from bot.search.repair import Repaired, Repairer
from bot.text.tokens import MONTHS, NUMBERS, tokens

COMMON = 4.2
"""Zipf frequency from which a real word is only softly taken for a slip of a record's word."""
SOFT, SOFTER = 0.9, 0.65
"""Factors for a record's word offered beside a real word: a rare real word, and a common one."""
RARE = 3.3
"""Zipf frequency below which a real word near a filler is taken for the filler ("kalu" for "kalau")."""
NEAR = 0.86
"""Similarity from which one near word is likelier than two words typed without a space."""
MAYBE_FILLER = 0.5
"""Factor for a word that no record uses and that may not be meant: near a filler ("saa" for "sama"), or a guess."""
OTHER = 0.7
"""Factor for what a word may stand for besides what it most probably stands for."""
_DRAWLED = re.compile(r"n+y+a+$")
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

    def read(self, text: str) -> Query:
        """Return the question's words as understood, and their terms."""
        understood = self.words(text)
        terms: list[QueryTerm] = []
        for term in self._analyser.terms([options[0].word for options in understood]):
            weight = self._weight(understood[term.start : term.end])
            if weight:
                terms.append(QueryTerm(term.key, weight, term.start, term.end))
        for at, options in enumerate(understood):
            for other in options[1:]:
                if other.word not in self._fillers:
                    weight = other.similarity**2 * OTHER
                    terms += [QueryTerm(term.key, weight, at, at + 1) for term in self._analyser.terms([other.word])]
        others = tuple(tuple(other.word for other in options[1:]) for options in understood)
        return Query(text, tuple(options[0] for options in understood), tuple(terms), others)

    def _weight(self, words: list[list[Word]]) -> float:
        """Return how surely the words of a term are meant, 0 where they carry nothing."""
        weight = min(options[0].similarity for options in words) ** 2
        if len(words) > 1:
            return weight
        word, *others = words[0]
        if word.origin is Origin.FILLER or (len(word.word) == 1 and word.word.isalpha()):
            return 0.0
        maybe = word.origin is Origin.KNOWN and any(other.origin is Origin.FILLER for other in others)
        if maybe and self._zipf(word.word) < RARE:
            return 0.0
        guessed = word.origin is Origin.REPAIRED and not self._repairer.own(word.word)
        return weight * MAYBE_FILLER if maybe or guessed else weight

    def words(self, text: str) -> list[list[Word]]:
        """Return for each word of the text what it may stand for, the likeliest first."""
        found = self._joined([w for token in tokens(text) for w in self._understand(token)])
        self._paired(found)
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
            if len(options) < 2 or (before, options[0].word) in pairs or (options[0].word, after) in pairs:
                continue
            for other in options[1:]:
                if (before, other.word) in pairs or (other.word, after) in pairs:
                    options.remove(other)
                    options.insert(0, Word(other.typed, other.word, Origin.REPAIRED, max(other.similarity, SOFT)))
                    break

    def _zipf(self, word: str) -> float:
        return max(self._lexicon.get(word, (0.0, 0.0)))

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

    def _understand(self, token: str) -> list[list[Word]]:
        """Return, for one typed token, the words it stands for, each with its alternatives (the likeliest first)."""
        if self._analyser.knows_spelling(token):
            return self._written(token, token)
        if self._known(token) or not token.isalpha() or len(token) < 2:
            return [[self._word(token, token)]]
        zipf = self._zipf(token)
        if zipf < COMMON:
            colloquial = self._colloquial(token)
            if colloquial:
                return self._written(token, colloquial)
        if zipf > 0 or token in self._analyser.protected:
            # A real word may also be a slip of the finger: keep it, and offer the record's word beside it.
            factor = SOFT if zipf < 3.0 else SOFTER
            also = [self._word(token, r.word, r.similarity * factor) for r in self._repairer.nearest(token, True)]
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
        options = [w for r in nearest for w in self._written(token, r.word, r.similarity)[0]]
        return [options]

    def _stripped(self, token: str) -> tuple[Repaired, ...]:
        """Return the nearest words of a token without what is glued to it colloquially: "suksesnyya", "ngeresmini"."""
        stems = []
        bare = _DRAWLED.sub("", token)
        if bare != token and len(bare) > 2:
            stems.append(bare)
        stems += [bare[len(p) :] for p in _PREFIXES if bare.startswith(p) and len(bare) - len(p) > 3]
        for stem in stems:
            if self._known(stem) or self._analyser.knows_spelling(stem):
                return (Repaired(stem, 0.95),)
            found = self._repairer.nearest(stem)
            if found:
                return found
        return ()

    def _colloquial(self, token: str) -> str | None:
        """Return the standard form of a colloquially affixed word: nge-/n- before, -in for -kan/-i, -nya behind."""
        heads = [token]
        for prefix in ("nge", "ng", "n"):
            if token.startswith(prefix) and len(token) > len(prefix) + 3:
                heads.append(token[len(prefix) :])
        for head in heads:
            stems = [head]
            for suffix in ("nya", "ny", "lah", "kah"):
                if head.endswith(suffix) and len(head) > len(suffix) + 2:
                    stems.append(head[: -len(suffix)])
            for stem in stems:
                forms = [stem]
                if stem.endswith("in") and len(stem) > 4:
                    forms += [stem[:-2] + "kan", stem[:-2] + "i", stem[:-2]]
                for form in forms:
                    if form != token and (self._known(form) or self._zipf(form) >= 3.0):
                        return form
        return None

    def _split(self, token: str) -> tuple[str, str] | None:
        """Return the two known words that were typed without a space between them."""
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
                if both in self._analyser.protected and len(both) > 5 and not known:
                    result[-1] = [Word(both, both, Origin.OWN)]
                    continue
            result.append(options)
        return result
