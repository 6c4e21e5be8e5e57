"""Why a question got its reply, for the curator who looks for the alias or the record that is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from types import MappingProxyType

from bot.answering.candidates import Candidate
from bot.answering.decision import Decision
from bot.answering.names import display
from bot.answering.reading import Reading
from bot.answering.relations.proposal import Proposal
from bot.knowledge.model import Knowledge
from bot.rendering import json_, plain
from bot.search.query import Origin

TEXTS = MappingProxyType({
    "question": "question",
    "completed": "completed to",
    "understood": "understood",
    "words": "words",
    "language": "language",
    "kind": "kind",
    "names": "names",
    "terms": "terms",
    "context": "context",
    "relations": "relations",
    "candidates": "candidates",
    "decided": "decided by",
    "reply": "reply",
    "none": "none",
    "background": "background",
    "certain": "certain",
    "explains": "explains {share:.2f}",
    "or": "or {others}",
    "more": "… and {count} more",
    "columns": "rank {rank:.2f}  confidence {confidence:.2f}  coverage {coverage:.2f}  likeness {likeness:.2f}",
    "parts": "search {parts}",
    "for": "for {factors}",
    "against": "against {factors}",
    Origin.OWN: "a word of the records",
    Origin.KNOWN: "a real word that no record uses",
    Origin.REPAIRED: "repaired",
    Origin.UNKNOWN: "nobody knows it",
    Origin.FILLER: "no weight in the search",
})  # fmt: skip
"""All that is said here: English only, it is a curator's tool."""

MOST_CANDIDATES, MOST_WORDS, MOST_NAMES = 5, 8, 6
LONGEST = 150
"""Characters of a line."""
_LABEL = 14
"""Width of the column of labels."""


def explanation(question: str, decision: Decision, knowledge: Knowledge) -> str:
    """Return, in at most some forty lines, how a question was understood, what could answer it and what decided."""
    return "\n".join(_lines(question, decision, knowledge))


def _lines(question: str, decision: Decision, knowledge: Knowledge) -> Iterator[str]:
    reading, language = decision.reading, decision.outcome.language
    yield from _labelled("question", [question])
    if not question.strip().endswith(reading.text):  # of a very long message only the end is read
        yield from _labelled("completed", [reading.text])
    yield from _labelled("understood", [_understood(reading)])
    yield from _labelled("words", _most(list(_words(reading)), MOST_WORDS))
    yield from _labelled("language", [language])
    yield from _labelled("kind", [", ".join(sorted(reading.kinds))])
    yield from _labelled("names", _most(list(_names(reading, knowledge)), MOST_NAMES))
    yield from _labelled("terms", [_terms(reading)])
    yield from _labelled("context", [", ".join(decision.context)])
    yield from _labelled("relations", [_relation(proposal, reading) for proposal in decision.proposals])
    best = enumerate(decision.candidates[:MOST_CANDIDATES], 1)
    yield from _labelled("candidates", [line for number, one in best for line in _candidate(number, one)])
    yield from _labelled("decided", [decision.why])
    status = json_.status(decision.outcome)
    yield from _labelled("reply", [f"{status}: {plain.text(decision.outcome, knowledge)}"])


def _labelled(label: str, lines: list[str]) -> Iterator[str]:
    """Yield lines in their column, the first behind its label; "none" where there is nothing to say."""
    for number, line in enumerate([line for line in lines if line] or [TEXTS["none"]]):
        yield f"{TEXTS[label] if number == 0 else '':<{_LABEL}}{_cut(line)}"


def _cut(line: str) -> str:
    # Also one line whatever was typed: what splits lines is a space here.
    flat = " ".join(line.splitlines()).rstrip()
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rstrip() + "…"


def _most(lines: list[str], most: int) -> list[str]:
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], TEXTS["more"].format(count=len(lines) - most + 1)]


def _understood(reading: Reading) -> str:
    """Return the words as understood; where only some are the question proper, those in brackets."""
    start, end = reading.focus
    asked = " ".join(reading.words[start:end])
    if (start, end) == (0, len(reading.words)):
        return asked
    whole = " ".join([*reading.words[:start], f"[{asked}]", *reading.words[end:]])
    return whole if len(whole) <= LONGEST else f"… [{asked}]"


def _words(reading: Reading) -> Iterator[str]:
    """Yield the words that were not simply taken as they stand: written out, repaired, or strange to the records."""
    query = reading.query
    others = query.others or ((),) * len(query.words)
    for typed, group in groupby(zip(query.words, others, strict=True), key=lambda pair: pair[0].typed):
        pairs = list(group)
        words = [word for word, _ in pairs]
        if all(word.word == typed and word.origin in (Origin.OWN, Origin.FILLER) for word in words):
            continue
        meant = " ".join(word.word for word in words)
        origins = ", ".join(dict.fromkeys(TEXTS[word.origin] for word in words))
        likeness = min(word.similarity for word in words)
        also = ", ".join(other for _, more in pairs for other in more)
        yield "  ".join(filter(None, (
            typed if meant == typed else f"{typed} -> {meant}",
            f"({origins}{f' {likeness:.2f}' if likeness < 1 else ''})",
            TEXTS["or"].format(others=also) if also else "",
        )))  # fmt: skip


def _names(reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    for mention in reading.mentions:
        keys = ", ".join(f"{display(knowledge, key, reading.language)} ({key})" for key in mention.keys)
        typed = " ".join(word.word for word in reading.query.words[mention.start : mention.end])
        yield f"{typed} = {keys}" + ("" if mention.in_focus else f", {TEXTS['background']}")


def _terms(reading: Reading) -> str:
    """Return what a good answer must cover, what counts most first."""
    inside = sorted((group for group in reading.groups if group.inside), key=lambda group: -group.weight)
    return ", ".join(f"{group.keys[0][0]} {group.weight:.1f}" for group in inside)


def _relation(proposal: Proposal, reading: Reading) -> str:
    certain = f", {TEXTS['certain']}" if proposal.certain else ""
    share = TEXTS["explains"].format(share=proposal.coverage(reading))
    return f"{proposal.relation}: {json_.status(proposal.outcome)}, {share}{certain}"


def _candidate(number: int, one: Candidate) -> Iterator[str]:
    columns = TEXTS["columns"].format(
        rank=one.rank, confidence=one.confidence, coverage=one.coverage, likeness=one.likeness
    )
    yield f"{number}. {one.entry.id:<44} {columns}"
    parts = TEXTS["parts"].format(parts=" + ".join(f"{name} {value:.2f}" for name, value in one.hit.parts))
    speaks_for = _factors("for", (factor for factor in one.factors if factor[1] > 1))
    against = _factors("against", (factor for factor in one.factors if factor[1] <= 1))
    yield "   " + "; ".join(filter(None, (parts, speaks_for, against)))


def _factors(key: str, factors: Iterable[tuple[str, float]]) -> str:
    named = ", ".join(f"{name} ×{factor:.2f}" for name, factor in factors)
    return TEXTS[key].format(factors=named) if named else ""
