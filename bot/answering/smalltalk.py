"""Recognising what is no question about the records: greetings, thanks, insults, orders, noise."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.names import kind_of
from bot.answering.outcomes import Talk
from bot.answering.reading import Reading
from bot.knowledge.model import BilingualList, Vocabulary
from bot.search.analysis import Analyser
from bot.text.tokens import tokens

_ORDER = (Talk.ORDER, Talk.INSULT, Talk.IDENTITY, Talk.ABILITY, Talk.THANKS, Talk.GOODBYE, Talk.PRAISE, Talk.GREETING)
"""Which kind decides where a message shows several: "halo, kamu siapa?" is a question of identity."""


class SmallTalker:
    """Tells small talk by the vocabulary's phrases."""

    def __init__(self, vocabulary: Vocabulary, analyser: Analyser) -> None:
        """Prepare the phrases of both languages."""
        phrases = [
            (kind, tuple(analyser.written_out(tokens(p))), language)
            for kind in _ORDER
            for language in ("id", "en")
            for p in vocabulary.small_talk.get(kind.value, BilingualList())[language]
        ]
        self._longest = max((len(phrase) for _, phrase, _ in phrases), default=0)
        self._phrases: dict[tuple[str, ...], list[tuple[int, Talk, str]]] = {}
        for rank, (kind, phrase, language) in enumerate(phrases):
            self._phrases.setdefault(phrase, []).append((rank, kind, language))

    def civil(self, words: Sequence[str]) -> bool:
        """Whether no phrase of an order or an insult stands among the words."""
        ends = range(1, len(words) + 1)
        spans = [tuple(words[at:end]) for end in ends for at in range(max(0, end - self._longest), end)]
        return not any(talk[1] in (Talk.ORDER, Talk.INSULT) for span in spans for talk in self._phrases.get(span, ()))

    def kind(self, reading: Reading) -> tuple[Talk, str | None] | None:
        """Return the kind of small talk and the language of its phrase, or None where the message asks something.

        Orders to the bot are recognised anywhere in a message; all else only where nothing of content is left.
        """
        words = reading.words
        found: list[tuple[Talk, str, set[int]]] = []
        spans = [
            (at, end) for at in range(len(words)) for end in range(at + 1, min(len(words), at + self._longest) + 1)
        ]
        talks = sorted((*talk, s, e) for s, e in spans for talk in self._phrases.get(words[s:e], ()))
        for _, kind, language, at, end in talks:
            found.append((kind, language, set(range(at, end))))
        orders = [language for kind, language, _ in found if kind is Talk.ORDER]
        if orders:  # a phrase may serve both languages
            return Talk.ORDER, None if orders.count("id") == orders.count("en") else max(orders, key=orders.count)
        if not reading.weights and not found:
            return (Talk.NOTHING, None) if not reading.kinds or not words else None
        if not found:
            return None
        covered = set().union(*(span for _, _, span in found))
        # What a word most likely means counts: "a lot" is no slip of "lost".
        left = [g for g in reading.groups if not covered >= set(range(g.start, g.end)) and g.weight > 0.0]
        kind, language, _ = min(found, key=lambda f: _ORDER.index(f[0]))
        if kind is Talk.THANKS and not reading.kinds and not reading.named and len(left) <= 2:
            return kind, language
        if any(kind_of(key) for key, _ in (group.keys[0] for group in left)) or len(left) > 2:
            return None
        if left and kind in (Talk.GREETING, Talk.THANKS, Talk.PRAISE) and reading.kinds:
            return None
        return kind, language
