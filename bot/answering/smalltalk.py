"""Recognising what is no question about the records: greetings, thanks, insults, orders, noise."""

from __future__ import annotations

from bot.answering.names import kind_of
from bot.answering.outcomes import Talk
from bot.answering.reading import Reading
from bot.knowledge.model import Vocabulary
from bot.search.analysis import Analyser
from bot.text.tokens import tokens

_ORDER = (Talk.ORDER, Talk.INSULT, Talk.IDENTITY, Talk.ABILITY, Talk.THANKS, Talk.GOODBYE, Talk.PRAISE, Talk.GREETING)
"""Which kind decides where a message shows several: "halo, kamu siapa?" is a question of identity."""


class SmallTalker:
    """Tells small talk by the vocabulary's phrases."""

    def __init__(self, vocabulary: Vocabulary, analyser: Analyser) -> None:
        """Prepare the phrases of both languages."""
        self._phrases = [
            (kind, tuple(analyser.written_out(tokens(p))), language)
            for kind in _ORDER for language in ("id", "en") for p in vocabulary.small_talk.get(kind.value, ())[language]  # type: ignore[call-overload]
        ]

    def kind(self, reading: Reading) -> tuple[Talk, str | None] | None:
        """Return the kind of small talk and the language of its phrase, or None where the message asks something.

        Orders to the bot are recognised anywhere in a message; all else only where nothing of content remains beside it.
        """
        words = reading.words
        found: list[tuple[Talk, str, set[int]]] = []
        for kind, phrase, language in self._phrases:
            for at in range(len(words) - len(phrase) + 1):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    found.append((kind, language, set(range(at, at + len(phrase)))))
        for kind, language, _ in found:
            if kind is Talk.ORDER:
                return kind, language
        if not reading.weights and not found:
            return (Talk.NOTHING, None) if not reading.kinds or not words else None
        if not found:
            return None
        covered = set().union(*(span for _, _, span in found))
        left = [
            term for term in reading.query.terms
            if not covered >= set(range(term.start, term.end)) and reading.weights.get(term.key, 0.0) > 0.0
        ]
        asks = [k for term in left for k in (term.key,)]
        if any(kind_of(k) or k.startswith("c:") for k in asks) or len(left) > 2:
            return None
        kind, language, _ = min(found, key=lambda f: _ORDER.index(f[0]))
        if left and kind in (Talk.GREETING, Talk.THANKS, Talk.PRAISE) and reading.kinds:
            return None
        return kind, language
