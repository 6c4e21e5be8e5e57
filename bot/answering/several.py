"""Several questions in one message: each is answered, up to three."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.outcomes import Answer, Outcome, Statement, Topic, Unknown
from bot.answering.reading import Reader
from bot.phrases.table import phrase

MOST = 3
_QUESTION = re.compile(r"[^.?!\n]*\?+")
_JOINT = re.compile(r"\s*,?\s+(?:dan|and|terus|trus|trs|lalu|sama|plus|then|also)\s+|\s*[,;]\s+", re.I)
"""Between two questions in one sentence."""
_ENUMERATING = (
    re.compile(r"([^:.?!\n]+):([^:.!?\n]+)\??"),
    re.compile(r"([^:.?!\n]+?),?\s+baik\s+(.+\smaupun\s[^:.!?\n]+)\??"),
)
"""What is asked, and the things of which it is: "kapan acaranya: Palu, Parepare", "apa hasilnya, baik X maupun Y"."""
_BETWEEN = re.compile(
    r"\s*(?:[,;]|\s(?:vs\.?|versus|dan|and|sama|serta|maupun)\s)(?:\s*(?:dan|and|sama|serta)\s)?\s*", re.I
)
_OF_EACH = re.compile(
    r"\b(?:each of the (?:two|three)|each of|of the (?:two|three)|both|ketiga|kedua|masing-masing)\b", re.I
)
"""Words that say that it is asked of each."""
ENUMERATED = 240
"""Characters up to which a message may enumerate what it asks about; a longer one is a story."""
JOINED = 160
"""Characters up to which a sentence may be two questions; a longer one is a story."""


def split(text: str, reader: Reader) -> tuple[str, ...]:
    """Return the questions of a message that stand on their own: marked as questions, each about something."""
    if text.count("?") < 2:
        return _listed(text, reader) or _conjoined(text, reader)
    found = [q.strip() for q in _QUESTION.findall(text)]
    found = [q for q in found if len(q) > 1]
    if len(found) < 2 or not all(reader.stands_alone(q) for q in found):
        return (text,)
    return tuple(dict.fromkeys(found))[:MOST]


def _listed(text: str, reader: Reader) -> tuple[str, ...]:
    """Return the question of each thing that a message enumerates, where each of them names somebody or something."""
    if len(text) > ENUMERATED:
        return ()
    match = next((found for one in _ENUMERATING if (found := one.fullmatch(text.strip()))), None)
    if match is None:
        return ()
    asks, things = _OF_EACH.sub("", match[1]).strip(), [one.strip() for one in _BETWEEN.split(match[2].strip())]
    if not 1 < len(things) <= MOST or not reader.asks(asks) or not all(map(reader.names, things)):
        return ()
    return tuple(f"{asks} {one}?" for one in things)


def _conjoined(text: str, reader: Reader) -> tuple[str, ...]:
    """Return the questions of one sentence, each with its own question word and name: "kapan X, terus Y kapan"."""
    if len(text) > JOINED or re.search(r"[.!?\n]\s+\S", text) or not reader.asks_twice(text):
        return (text,)
    best: tuple[str, ...] = (text,)
    for match in _JOINT.finditer(text):
        parts = text[: match.start()], text[match.end() :]
        # The second may lean on the first: "siapa wali kota Palu dan siapa wakilnya".
        if reader.asks_detail(parts[0]) and (reader.asks_detail(parts[1]) or reader.asks_on(parts[1])):
            rest = _conjoined(parts[1], reader)
            best = (parts[0], *rest)
            break
    return best[:MOST]


def joined(parts: Sequence[Outcome], questions: Sequence[str]) -> Outcome:
    """Return one outcome for all: an answer where any part is one, saying what is unknown; else the first.

    A question that is not to be repeated is given as the empty text.
    """
    answers = [p for p in parts if isinstance(p, Answer)]
    if not answers:
        return parts[0]
    language = answers[0].language
    lead: list[Statement] = []
    for part, question in zip(parts, questions, strict=True):
        if isinstance(part, Answer):
            lead += [s for s in (*part.lead, *part.items) if s not in lead]
        elif isinstance(part, Unknown):
            # Only a plain question is repeated: an order or an insult in the bot's own words would be its own.
            key = "several.unknown" if question else "several.unknown.other"
            lead.append(Statement(phrase(language, key, question=question)))
    notes = {note.text: note for part in answers for note in part.notes}
    topic = Topic(
        tuple(dict.fromkeys(c for a in answers for c in a.topic.cooperations)), question=answers[-1].topic.question
    )
    return Answer(
        language,
        tuple(lead),
        notes=tuple(notes.values()),
        entry=answers[-1].entry,
        confidence=min(a.confidence for a in answers),
        suggestions=answers[-1].suggestions,
        several=True,
        topic=topic,
    )
