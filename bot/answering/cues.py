"""Words of a question that tell how it means what it names: in doubt, as the very thing asked for, as an owner."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.reading import Group, Mention, Reading
from bot.knowledge.model import QuestionKind

DOUBT = frozenset(
    [
        "benar",
        "or",
        "atau",
        "bener",
        "betul",
        "beda",
        "bedanya",
        "berbeda",
        "salah",
        "keliru",
        "kok",
        "correct",
        "right",
        "wrong",
        "differ",
        "different",
        "difference",
        "another",
        "lain",
        "versi",
        "version",
        "kesalahan",
        "typo",
        "mistake",
        "error",
        "sebenarnya",
        "sebenernya",
        "actually",
        "doubt",
        "ragu",
        "yakin",
        "sure",
    ]
)
"""Words that ask about a disagreement of sources."""
DIFFERING = frozenset(
    {"beda", "berbeda", "lain", "simpang", "versi", "differ", "different", "differently", "conflicting"}
)
"""Words that ask why reports differ, or which of them is right."""

_OWNING = frozenset({"punya", "memiliki", "mempunyai", "has", "have", "own"})
"""Behind a name they ask what it has, not what another has."""
_GOING = frozenset({QuestionKind.KAPAN, QuestionKind.SIAPA})
_TO = frozenset({"ke", "to"})
"""Before a name they ask when somebody went there, not elsewhere."""
_WHERE = frozenset({"di", "ke", "dari"})
"""Before "mana" they ask for a place, and not which of two is right."""
_WHICH_AFTER = frozenset({"mana"})
_WHICH_BEFORE = frozenset({"which", "what", "bidang", "sektor", "sector", "field", "soal", "tentang", "about"})
"""Words before or behind what is asked for itself."""


def doubts(words: Sequence[str]) -> bool:
    """Whether words doubt what sources say."""
    return any(
        word in DOUBT and not (word == "mana" and at and words[at - 1] in _WHERE) for at, word in enumerate(words)
    )


def which(words: Sequence[str], group: Group) -> bool:
    """Whether a stretch is the very thing asked for: "stadion mana", "which airline"."""
    before, after = words[group.start - 1 : group.start], words[group.end : group.end + 1]
    return bool((_WHICH_AFTER & set(after)) | (_WHICH_BEFORE & set(before)))


def its_own(reading: Reading, mention: Mention) -> bool:
    """Whether what is asked is a name's own: what it has ("punya"), or who went there and when."""
    after, before = reading.words[mention.end : mention.end + 1], reading.words[: mention.start][-1:]
    return bool(_OWNING & set(after)) or (bool(reading.kinds & _GOING) and bool(_TO & set(before)))
