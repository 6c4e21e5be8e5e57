"""What a question sets aside: "selain perdagangan, apa ...", "besides the talks"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

ASIDE = 2
"""Words behind "besides" that are set aside by it."""
_MARKS = frozenset({"selain", "besides", "kecuali"})
_PAIRS = frozenset({("di", "luar"), ("apart", "from"), ("other", "than"), ("aside", "from")})
_OUTSIDE = frozenset({"negeri", "daerah", "kota", "indonesia", "provinsi"})
"""Behind "di luar": a place, and nothing set aside."""


def set_aside(words: Sequence[str], asked: Collection[int]) -> frozenset[int]:
    """Return the positions of the words that are set aside; what a question word begins, at `asked`, is not."""
    found: set[int] = set()
    for at, word in enumerate(words):
        together = tuple(words[max(at - 1, 0) : at + 1]) in _PAIRS
        if word in _MARKS or (together and not set(words[at + 1 : at + 2]) & _OUTSIDE):
            if together:
                found.update((at - 1, at))
            for place in range(at + 1, min(at + 1 + ASIDE, len(words))):
                if place in asked:
                    break
                found.add(place)
    return frozenset(found)
