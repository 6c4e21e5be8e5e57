"""Where in a message the question proper stands: behind a story, beside what the asker tells of himself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.answering.names import NAMES, SUBJECTS, kind_of
from bot.knowledge.model import QuestionKind
from bot.search.index import Index

Span = tuple[int, int]
"""Positions of words, the end exclusive."""
Kinds = Callable[[Sequence[str]], tuple[frozenset[QuestionKind], str | None]]
"""What words ask, and in which language."""

_SENTENCE = re.compile(r"[^.?!\n]+(?:[.?!\n]+|$)")
_CLAUSE = re.compile(r",|(?<=\btentang)\s|(?<=\bsoal)\s|(?<=\bmengenai)\s|(?<=\babout)\s", re.I)
"""Behind what somebody tells of himself: "saya diminta menulis tentang apa yang ..."."""
_ABOUT = re.compile(r"\b(?:soal|tentang|mengenai|perihal|about|on)\b", re.I)
"""Before the subject of a sentence in which somebody tells of himself."""
_ONESELF = frozenset({"saya", "aku", "kami", "i", "we", "my", "our", "me"})
BARE = 4.5
"""Rarity that a sentence must carry to be read as a question of its own."""
SHORT = 25
"""Words up to which two questions in one message are read together when the second names nobody."""


STORY = 10
"""Words from which a sentence may first tell of the asker; a shorter one says all that it asks about."""


class Focuser:
    """Finds the question proper."""

    def __init__(self, index: Index, kinds: Kinds) -> None:
        """Take what reads words, and what tells what they ask."""
        self._index, self._kinds = index, kinds

    def names(self, sentence: str, kinds: tuple[str, ...] = NAMES) -> bool:
        """Whether a sentence names something of the given kinds."""
        return any(kind_of(term.key) in kinds for term in self._index.read(sentence).terms)

    def bare(self, sentence: str) -> bool:
        """Whether a sentence asks without saying about what: nothing in it but question words and one weak term."""
        read = self._index.read(sentence)
        return sum(self._index.idf(key) for key in {t.key for t in read.terms}) < BARE

    def focus(self, text: str, count: int) -> tuple[Span, Span, Span | None]:
        """Return, of a message of several sentences, where the question proper and the sentence that asks stand.

        The third is an earlier sentence that says what the question is about, where it does not say so itself.
        """
        spans: list[tuple[int, int, str]] = []
        at = 0
        for match in _SENTENCE.finditer(text):
            n = len(self._index.read(match[0]).words)
            if n:
                spans.append((at, at + n, match[0]))
                at += n
        if at != count or not spans or (len(spans) < 2 and not _CLAUSE.search(text)):
            return (0, count), (0, count), None

        def asks(sentence: str) -> bool:
            return "?" in sentence or bool(self._kinds(tuple(w.word for w in self._index.read(sentence).words))[0])

        def content(sentence: str) -> int:
            return len(self._index.read(sentence).terms)

        asking = [s for s in spans if asks(s[2]) and content(s[2]) >= 1]
        if not asking:
            asking = [s for s in spans if content(s[2]) >= 1] or spans
        marked = [s for s in asking if "?" in s[2]]
        chosen = (marked or asking)[-1]
        at = spans.index(chosen)
        first = at
        # "Wali kota datang bareng siapa? Bawa tim?": a short or bare second question continues the first.
        while first and (
            (self.bare(whole := " ".join(s[2] for s in spans[first : at + 1])) and not self.names(whole, SUBJECTS))
            or (count <= SHORT and spans[first - 1] in asking and not self.names(chosen[2]))
        ):
            first -= 1
        start = spans[first][0] if first < at else self._after_oneself(chosen)
        if self.names(" ".join(s[2] for s in spans[first : at + 1]), SUBJECTS):
            return (start, chosen[1]), (max(start, chosen[0]), chosen[1]), None
        earlier = (s for s in reversed(spans[:first]) if self.names(s[2], SUBJECTS))
        subject = next((s for s in earlier if not self._of_oneself(s[2]) or _ABOUT.search(s[2])), None)
        return (start, chosen[1]), (max(start, chosen[0]), chosen[1]), subject and (subject[0], subject[1])

    def _after_oneself(self, sentence: tuple[int, int, str]) -> int:
        """Return where a sentence begins to ask that first tells of the asker: "biar saya tidak salah, kapan ..."."""
        start, end, text = sentence
        if end - start < STORY:
            return start
        clauses = _CLAUSE.split(text)
        for clause in clauses[:-1]:
            words = tuple(w.word for w in self._index.read(clause).words)
            if not self._of_oneself(clause) or self._kinds(words)[0] or self.names(clause):
                break
            start += len(words)
        return start

    def _of_oneself(self, text: str) -> bool:
        return any(w.word in _ONESELF for w in self._index.read(text).words)
