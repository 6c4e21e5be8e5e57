"""Places in a list that a question counts out: "yang kedua", "langkah ke-4", "poin 2 dan 3", "the last one"."""

from __future__ import annotations

from collections.abc import Sequence

_ORDINALS = {
    "pertama": 1,
    "pertamanya": 1,
    "kesatu": 1,
    "first": 1,
    "kedua": 2,
    "second": 2,
    "ketiga": 3,
    "third": 3,
    "keempat": 4,
    "fourth": 4,
    "kelima": 5,
    "fifth": 5,
    "keenam": 6,
    "sixth": 6,
    "ketujuh": 7,
    "seventh": 7,
    "terakhir": -1,
    "last": -1,
    "terakhirnya": -1,
}
_ALL_OF_THEM = ("duanya", "tiganya", "empatnya", "limanya", "enamnya", "tujuhnya")
_COUNTING = frozenset({"nomor", "number", "no", "ke", "langkah", "step", "poin", "point", "butir", "item"})
"""Words behind which a number is a place in a list."""
_LEADING = _COUNTING | {"yang", "the", "alasan"}
"""Words behind which "first" counts out, and does not only say that something is new."""
A_LIST = 12
"""Places that a list may have; a larger number is a figure."""
_AND = frozenset({"dan", "and", "sama", "serta", "ke"})
_TO = frozenset({"sampai", "hingga", "to", "until", "through", "thru", "sd"})
"""Between the first and the last of several places."""


def ordinals(words: Sequence[str], typed: Sequence[str] = ()) -> dict[int, tuple[int, ...]]:
    """Return the places in a list that words name by the position of the word, -1 for the last.

    `typed` is how the words were written, where that is known.
    """
    found: dict[int, tuple[int, ...]] = {}
    counting = through = False
    """Whether the words before count out, so that a number goes on with it or ends it: "poin 2 dan 3", "1 sampai 3"."""
    for at, word in enumerate(words):
        written = typed[at] if at < len(typed) else word
        # "Lst all" may as well be "list all": the end of a list is meant only where it is written.
        if written.endswith(_ALL_OF_THEM):
            continue  # "keempatnya" are all four
        led = at == 0 or words[at - 1] in _LEADING or len(words) <= 3
        place = 0
        if word in _ORDINALS and (led or counting) and (_ORDINALS[word] > 0 or written == word):
            place = _ORDINALS[word]
        elif word.isdigit() and at and (counting or words[at - 1] in _COUNTING):
            place = int(word)
        if place:
            before = found[max(found)][-1] if through else place - 1
            found[at] = tuple(range(before + 1, place + 1)) if 0 < place <= A_LIST else (place,)
            counting, through = True, False
        elif word in _TO and counting:
            through = True
        elif word not in _AND and not (through and word in _COUNTING):
            counting = through = False
    return found
