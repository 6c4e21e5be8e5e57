"""Completing a question that leans on what was said before: ellipsis, pronouns, ordinals, "yes"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answering.dialogue import Dialogue
from bot.answering.names import OFFICE, ORGANISATION, PERSON, PLACE, REGION
from bot.answering.reading import Mention, Reader, Reading
from bot.answering.relations.stated import besides
from bot.answering.sought import STRICT
from bot.knowledge.model import QuestionKind

_MARKERS = frozenset(
    [
        "kalau",
        "bagaimana",
        "terus",
        "lalu",
        "and",
        "what",
        "about",
        "then",
        "itu",
        "nya",
        "tersebut",
        "tadi",
        "beliau",
        "mereka",
        "dia",
        "ia",
        "it",
        "that",
        "they",
        "them",
        "he",
        "she",
        "his",
        "her",
        "their",
        "him",
        "this",
        "those",
        "there",
        "disana",
        "sana",
    ]
)
_LEANING = _MARKERS - frozenset(["dan", "and", "what", "about", "bagaimana", "lalu", "terus", "then", "ia", "it"])
"""Words that lean on what was said even in a question that names somebody."""
_SWAPPING = frozenset(["kalau", "bagaimana", "sama", "about", "dengan", "and", "dan"])
"""Words that put another name in the place of the last one: "kalau Parepare?"."""
_FIRST = frozenset(["dulu", "duluan", "dahulu", "first", "earlier"])
_LEADING_OVER = frozenset(
    {
        *("salah", "keliru", "maksud", "maksudnya", "maksudku", "ralat", "koreksi", "terakhir", "pertanyaan", "lanjut"),
        *("wrong", "meant", "mean", "sorry", "correction", "last", "one", "next", "finally"),
    }
)
_NEXT = frozenset(["berikutnya", "selanjutnya", "berikut", "next", "setelahnya", "sesudahnya"])
_NOT = frozenset(["bukan", "not"])
_WITH = frozenset(["sama", "dengan", "with"])
_TOWARDS = frozenset(["ke", "to"])
_ONLY = frozenset(["saja", "only", "just", "cuma", "hanya"])
_PEOPLE = frozenset(["beliau", "dia", "ia", "he", "she", "his", "her", "him"])
_DEPUTY = frozenset({"wakil", "wakilnya", "deputy", "deputi"})
_TONGUES = frozenset(["english", "inggris", "indonesian"])
_NAME = frozenset(["c:nama"])
_SURELY = frozenset(
    ["yakin", "serius", "beneran", "masa", "masak", "sih", "ah", "sure", "really", "you", "are", "sungguh"]
)
"""Words that only doubt what was told last, and ask to hear it again."""
_YES = frozenset(["ya", "iya", "yes", "yep", "yeah", "betul", "benar", "ok", "oke", "yup"])


@dataclass(frozen=True, slots=True)
class Completed:
    """A question completed from the conversation, and the cooperations that it is about."""

    reading: Reading
    context: tuple[str, ...]
    root: str
    """The question to remember, complete in itself."""


def agrees(reading: Reading, dialogue: Dialogue) -> bool:
    """Whether a message says yes to the readings offered last."""
    return bool(dialogue.readings and reading.words) and set(reading.words) <= _YES


def picks(reading: Reading, dialogue: Dialogue) -> bool:
    """Whether a message names nothing but a place in what was listed last: "yang terakhir"."""
    listed = dialogue.readings or dialogue.topic.items
    return bool(listed) and not reading.content and not reading.named and bool(reading.places)


def complete(question: str, reading: Reading, dialogue: Dialogue, reader: Reader) -> Completed | None:
    """Return the completed question, or None where it stands alone."""
    topic = dialogue.topic
    if not (topic.question or topic.items or dialogue.readings):
        return None
    words = set(reading.words)
    if agrees(reading, dialogue):
        return _complete(reader, dialogue.readings[0].question, topic.cooperations)
    tongue = _tongue(reading)
    if tongue and topic.question:
        again = replace(reader.read(topic.question), language=tongue)
        return Completed(again, topic.cooperations, topic.question)
    place = next(iter(reading.places), None)
    if words & _NEXT and not reading.named and topic.items:  # behind the place that was counted out last
        place = next((last + 1 for last in reader.read(topic.question).places[-1:] if last > 0), place)
    choices = dialogue.readings or topic.items
    if place is not None and choices and len(reading.content) <= 2 and not reading.named:
        at = place - 1 if place > 0 else len(choices) - 1
        if at < len(choices):
            return _complete(reader, choices[at].question, topic.cooperations)
    other = _other(reading, dialogue)
    if other:
        return _complete(reader, other, ())
    own = [m for m in reading.mentions if m.kind in (REGION, PERSON, PLACE, ORGANISATION)]
    # "Bukan Palu, Parepare": who is not meant gives way to who is.
    own = [m for m in own if not _denied(reading, m)] or own
    aside = _aside(reading)
    content = [k for k in reading.content if reading.weights[k] > 0 and k not in aside]
    if topic.people and words & _PEOPLE and not any(m.kind in (PERSON, PLACE) for m in own):
        spoken_of = reader.read(f"{question} {topic.people[0].replace('-', ' ')}", background=topic.question)
        # A place named anew tells by itself which of the person's cooperations is meant.
        return Completed(spoken_of, () if own else topic.cooperations, topic.question)
    office = any(m.kind == OFFICE for m in reading.mentions)
    detail = reading.kinds & STRICT or office
    deputy = _deputy(topic.question, reader) if words & _DEPUTY and not own and not office else None
    if deputy:
        return _complete(reader, deputy, topic.cooperations)
    if not own and office and words & _SWAPPING and not content and len(reading.words) <= 3:
        own = [m for m in reading.mentions if m.kind == OFFICE]
        swapped = _swap(topic.question, reader, own, reading)
        if swapped:
            return _complete(reader, swapped, ())
    if len(topic.cooperations) == 2 and not own and _FIRST & words and not reading.kinds & STRICT:
        return _complete(reader, f"{_about(reader, topic.question)} {question}", ())  # "mana yang lebih dulu?"
    if topic.items and _narrows(reading, own, content):
        return _complete(reader, f"{topic.question} {question}", ())
    same = not office and reading.kinds <= reader.read(topic.question).kinds  # "kalau Parepare siapa?"
    if (
        own
        and not content
        and (same or not detail)
        and len(reading.words) <= 7
        and (words & _SWAPPING or not reading.kinds)
    ):
        swapped = _swap(topic.question, reader, own, reading)
        if swapped:
            return _complete(reader, swapped, ())
    if topic.question and reading.words and words <= _SURELY:
        return Completed(reader.read(topic.question), topic.cooperations, topic.question)
    # "Yang dari DPR namanya?" is one of those who were told of.
    one = reading.words[:1] == ("yang",) and not reading.kinds and set(content) <= _NAME
    members = one and all(m.kind in (ORGANISATION, PERSON) for m in own)
    if own and len(topic.cooperations) == 1 and ((not content and _headless(reading, own)) or members):
        return Completed(reader.read(question, background=topic.question), topic.cooperations, topic.question)
    if own and (content or detail or not words & _MARKERS) and not words & _LEANING:
        return None
    if not own and set(content) <= _NAME and not any(m.kind == OFFICE for m in reading.mentions):
        # Nothing but a question word: the previous question with the new one's.
        whole = reader.read(f"{reader.bare(topic.question)} {question}")
        return Completed(whole, topic.cooperations, topic.question)
    root = topic.question if own else f"{_about(reader, topic.question)} {question}".strip()
    return Completed(reader.read(question, background=topic.question), topic.cooperations, root)


def _aside(reading: Reading) -> frozenset[str]:
    """Return the keys of what only leads over to a name: "eh salah, maksud saya", "last one"."""
    leading = (g for g in reading.groups if _LEADING_OVER.issuperset(reading.words[g.start : g.end]))
    return frozenset(key for g in leading for key, _ in g.keys)


def _other(reading: Reading, dialogue: Dialogue) -> str | None:
    """Return what another thing of the list is asked for by that was told some turns ago: "kalau yang kedua?"."""
    place = next(iter(reading.places), 0)
    plain = len(reading.content) <= 1 and not reading.named and bool(set(reading.words) & _SWAPPING)
    return dialogue.listed[place - 1].question if plain and 0 < place <= len(dialogue.listed) else None


def _deputy(question: str, reader: Reader) -> str | None:
    """Return the question that asked for an office, asking for its deputy: "gubernurnya siapa", "wakilnya?"."""
    read = reader.read(question)
    office = next((m for m in read.mentions if m.kind == OFFICE), None)
    if office is None or QuestionKind.SIAPA not in read.kinds:
        return None
    deputy = "deputy" if read.language == "en" else "wakil"
    return " ".join((*read.words[: office.start], deputy, *read.words[office.start :]))


def _narrows(reading: Reading, own: list[Mention], content: list[str]) -> bool:
    """Whether a turn keeps some of what was listed: "yang dari Sulteng saja", "selain Kaltara", or counts it."""
    words = set(reading.words)
    if own and set(content) <= _NAME:
        led = reading.words[own[0].start - 1] if own[0].start else ""
        only = led not in _WITH and bool(words & _ONLY) and not reading.kinds
        return only or (bool(besides(reading)) and not reading.kinds & STRICT)
    counts = reading.kinds == {QuestionKind.BERAPA} and (not content or reading.words[0] == "yang")
    return counts and not own and not any(m.kind == OFFICE for m in reading.mentions)


def _denied(reading: Reading, m: Mention) -> bool:
    """Whether a name is said not to be meant: "bukan Palu"."""
    return m.start > 0 and reading.words[m.start - 1] in _NOT


def _headless(reading: Reading, own: list[Mention]) -> bool:
    """Whether a question names only where somebody went, and not who: "kapan ke Balikpapan"."""
    led = all(m.start and reading.words[m.start - 1] in _TOWARDS for m in own)
    return led and bool(reading.kinds & STRICT) and not any(m.kind == OFFICE for m in reading.mentions)


def _about(reader: Reader, question: str) -> str:
    """Return the names of a question: what the talk is about, whatever was asked of it."""
    read = reader.read(question)
    return " ".join(" ".join(read.words[m.start : m.end]) for m in read.mentions if m.in_focus and m.kind != OFFICE)


def _complete(reader: Reader, question: str, context: tuple[str, ...]) -> Completed:
    return Completed(reader.read(question), context, question)


def _tongue(reading: Reading) -> str | None:
    """Return the language in which the turn asks to be told the same again, where it asks nothing else."""
    if set(reading.content) - _TONGUES or set(reading.named) - {REGION + "indonesia"}:
        return None
    if "english" in reading.words or "inggris" in reading.words:
        return "en"
    return "id" if "indonesia" in reading.words or "indonesian" in reading.words else None


def _swap(previous: str, reader: Reader, own: list[Mention], reading: Reading) -> str | None:
    """Return the previous question with its names of the same kind replaced by the new one."""
    if not previous:
        return None
    before = reader.read(previous)
    kind = own[0].kind
    replaced = [
        m for m in before.mentions if m.in_focus and (m.kind == kind or {m.kind, kind} <= {REGION, PLACE, ORGANISATION})
    ]
    if kind == OFFICE and not replaced:  # "kunjungan Parepare tanggal berapa?", "kalau dubes?"
        replaced = [m for m in before.mentions if m.in_focus and m.kind in (REGION, PERSON)][:1]
    words = list(before.words)
    new = list(reading.words[own[0].start : own[0].end])
    if not replaced:
        return " ".join([*words, *new])
    # "Yang sama ASEAN" takes the place of what stood behind "sama"; else the first name gives way.
    lead = reading.words[own[0].start - 1] if own[0].start else ""
    target = next((m for m in replaced if m.start and lead in _WITH and words[m.start - 1] in _WITH), replaced[0])
    start = target.start
    if target.start and words[target.start - 1] in _TOWARDS and lead not in _TOWARDS:
        # "Kapan dubes ke Balikpapan?", "kalau Parepare?": who came gives way, not where to.
        start = min((m.start for m in before.mentions if m.in_focus and m.end <= target.start), default=target.start)
        if start < target.start:
            return " ".join([*words[:start], *new, *words[target.start - 1 :]])
    return " ".join([*words[:start], *new, *words[target.end :]])
