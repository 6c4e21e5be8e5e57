"""One detail that is asked of several things: "dubes sama wali kota Parepare masing-masing ditemani siapa"."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from bot.answering.names import NAMES, REGION
from bot.answering.reading import Reader, Reading

MOST = 3
"""Things of which a detail is asked; of more, a list is asked for."""
NEAR = 2
"""Words between names up to which these make up one thing: "dubes RI untuk Kazakhstan"."""
EACH = frozenset({"masing", "each", "respectively", "keduanya", "ketiganya", "both"})
"""Words that ask for the same of each."""
_OR = frozenset({"atau", "or"})
_JOINTS = _OR | frozenset({"dan", "and", "sama", "serta", "vs", "versus", "maupun", "dengan", "plus"})
_WHICH = ("apa",)
"""In everyday speech, alone between two names, "or"."""
_COMPARING = frozenset({"selisih", "selisihnya", "beda", "bedanya", "bandingkan", "banding", "compare", "versus", "vs"})
"""Words that set things against each other, which says nothing of one of them."""
_COMMA = " dan "
_BETWEEN = frozenset({"antara", "between"})
_PLACED = frozenset({"ke", "di", "to", "in", "at"})
"""What stands before a place at which something happens, which is no thing of its own."""


class Parts(NamedTuple):
    """The question of each of several things."""

    questions: tuple[str, ...] = ()
    choice: bool = False
    """Whether one of them is meant: "kunjungan Palu atau Parepare", "Palu apa Parepare"."""


def apart(question: str, reader: Reader) -> Parts:
    """Return the question of each thing that it joins, all else repeated; nothing where it joins none."""
    reading = reader.read(question.replace(",", _COMMA).replace("&", _COMMA).replace(" / ", _COMMA))
    words = reading.words
    things = _things(reading)
    if not 1 < len(things) <= MOST:
        return Parts()
    before, after = words[: things[0][0]], words[things[-1][1] :]
    if after and after[0] in _JOINTS:
        after = after[1:]
    parts = ((*before, *words[start:end], *after) for start, end in things)
    questions = tuple(" ".join(word for word in part if word not in EACH | _COMPARING) for part in parts)
    joints = [words[end:start] for (_, end), (start, _) in pairwise(things)]
    return Parts(questions, all(_OR & set(joint) or joint == _WHICH for joint in joints))


def _things(reading: Reading) -> list[tuple[int, int]]:
    """Return where the things stand that a question joins: stretches around names, joint by words such as "and"."""
    words = reading.words
    found: list[tuple[int, int]] = []
    for name in sorted((m for m in reading.mentions if m.kind in NAMES), key=lambda m: m.start):
        if name.kind == REGION and found and name.start and words[name.start - 1] in _PLACED:
            continue  # where it was, whoever came
        if not found:
            found.append((name.start, name.end))
            continue
        start, end = found[-1]
        between = words[end : name.start]
        joint = next((at for at, word in enumerate(between) if word in _JOINTS or between == _WHICH), None)
        if joint is None:
            if len(between) <= NEAR:
                found[-1] = start, name.end
            elif len(found) > 1:
                break  # it is named in what is asked of the things before it
            else:
                found = [(name.start, name.end)]  # and they in what is asked of those behind it
        elif _BETWEEN & set(words[max(0, start - 1) : end]):
            found[-1] = start, name.end
        elif joint > NEAR:
            break
        else:
            found[-1] = start, end + joint
            found.append((end + joint + 1, name.end))
    return found
