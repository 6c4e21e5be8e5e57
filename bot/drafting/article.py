"""Taking in an article: whether it is one at all, without the page's furniture, cut into sentences.

RefusedError
    raised by `decoded` and `read` where the text cannot be drafted from.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.drafting.notes import RefusedError
from bot.drafting.words import listed
from bot.text.folding import fold

MAX_BYTES = 200_000
MIN_WORDS = 20
MAX_TITLE = 150
MAX_SENTENCE = 1000

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_TAG = re.compile(r"<(?:!doctype|/?(?:html|head|body|div|p|br|span|a|img|script|style|h[1-6]|ul|li|table|td)\b)", re.I)
_FURNITURE = re.compile(
    r"\s*(?:baca juga\b|discussion about this post|leave a reply|your email address|required fields|advertisement\b"
    r"|bagikan\b|share this|editor\s*:|penulis\s*:|reporter\s*:|tags?\s*:|simak juga\b|lihat juga\b)",
    re.I,
)
_INDONESIAN = listed(
    """
    yang dan di dengan untuk pada ini itu dari akan telah juga oleh dalam ke tidak sebagai
    """
)
_ENGLISH = listed(
    """
    the of and to in for with is was on that by as at from it has have this are
    """
)
_END = re.compile(r"[.!?][\"”’)]*\s+(?=[“\"‘(A-Z0-9])|\n+")
# No sentence ends after these, nor after a single letter.
_ABBREVIATED = re.compile(
    r"(?:\b[A-Za-z]|\b(?:hj|drs?|dra|ir|prof|moh|muh|muhd|no|rp|kab|kec|kep|jl|dkk|dll|tgl|st|ny|tn|ph|sdr)"
    r"|\b[A-Z][A-Za-z]{0,2}(?:\.[A-Z][A-Za-z]{0,3})+)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a line of its own, by its place in the text."""

    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """An article's text as the rules read it; places are offsets into `text`."""

    text: str
    title: str | None
    """The headline, where the text begins with one."""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order; together they cover the text."""
        return tuple(_cut(self.text))

    @cached_property
    def folded(self) -> str:
        """The whole text as it is compared, between spaces."""
        return f" {fold(self.text)} "

    @cached_property
    def _quoted(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in re.finditer(r"“[^”\n]{1,2000}[”\"]|\"[^\"“”\n]{1,2000}[\"”]", self.text))

    @cached_property
    def unquoted(self) -> str:
        """The text with direct speech blanked out; every place is the same as in `text`."""
        letters = list(self.text)
        for start, end in self._quoted:
            letters[start:end] = " " * (end - start)
        return "".join(letters)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence in which an offset lies."""
        starts = self._starts
        return self.sentences[max(0, bisect.bisect_right(starts, offset) - 1)]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.sentences]

    def said_at(self, offset: int) -> str:
        """Return the text of the sentence in which an offset lies."""
        sentence = self.sentence_at(offset)
        return self.text[sentence.start : sentence.end]

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset lies in direct speech."""
        at = bisect.bisect_right(self._quoted, (offset, len(self.text) + 1)) - 1
        return at >= 0 and offset < self._quoted[at][1]

    def has(self, phrase: str) -> bool:
        """Whether the phrase occurs in the text the way `check --articles` looks for it."""
        return bool(fold(phrase)) and f" {fold(phrase)} " in self.folded


def decoded(content: bytes) -> str:
    """Return the text of a file; RefusedError where it is too large or not UTF-8."""
    if len(content) > MAX_BYTES:
        raise RefusedError("draft.refused.large", most=MAX_BYTES // 1000)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError("draft.refused.encoding") from None


def visible(text: str) -> str:
    """Return the text without signs that nobody sees, its spaces all of one kind."""
    return _INVISIBLE.sub("", _SPACES.sub(" ", text))


def read(text: str) -> Article:
    """Return the article in a text; RefusedError where there is none that these rules can read."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise RefusedError("draft.refused.large", most=MAX_BYTES // 1000)
    plain = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not plain.strip():
        raise RefusedError("draft.refused.empty")
    if len(_TAG.findall(plain)) >= 2:
        raise RefusedError("draft.refused.html")
    lines = [line for line in plain.split("\n") if not _FURNITURE.match(line)]
    plain = "\n".join(lines).strip()
    words = fold(plain).split()
    if len(words) < MIN_WORDS:
        raise RefusedError("draft.refused.short", least=MIN_WORDS)
    indonesian = sum(word in _INDONESIAN for word in words)
    if indonesian * 33 < len(words) or indonesian < sum(word in _ENGLISH for word in words):
        raise RefusedError("draft.refused.language")
    return Article(plain, _title(plain))


def _title(text: str) -> str | None:
    """Return the first line where it is a headline: short, no sentence, and something comes after it."""
    first, newline, _ = text.partition("\n")
    first = first.strip()
    dateline = re.match(r"[A-Z][A-Za-z ,.()]{2,60}\s*[–—:-]+\s", first) if len(first) > MAX_TITLE else None
    if not newline or not first or len(first) > MAX_TITLE or first[-1] in ".,;:" or dateline:
        return None
    return first


def _cut(text: str) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(text):
        if (
            "\n" not in match[0]
            and match[0][0] == "."
            and _ABBREVIATED.search(text[max(start, match.start() - 24) : match.start()])
        ):
            continue
        yield from _bounded(text, start, match.end())
        start = match.end()
    yield from _bounded(text, start, len(text))


def _bounded(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Yield a sentence in pieces that are not too long, so that looking around in one costs little."""
    while end - start > MAX_SENTENCE:
        space = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = space + 1 if space > start else start + MAX_SENTENCE
        yield Sentence(start, cut)
        start = cut
    if end > start:
        yield Sentence(start, end)
