"""The one form in which texts are compared: no case, no punctuation, single spaces."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = "'`\u00b4\u2018\u2019\u201b\u2032\u02b9\u02bc\uff07"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Dropped, not replaced by a space: "Mas'ud" and "Masud" are one word, and a soft hyphen separates nothing.
_DROPPED = str.maketrans("", "", _APOSTROPHES + _INVISIBLE)
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the text in lower case (full case folding, NFKC), its words separated by single spaces.

    Apostrophes of every shape vanish; all else that is neither letter nor digit becomes a space.
    """
    if text.isascii():  # the fast road for most texts: NFKC changes nothing in ASCII, and of _DROPPED it has only two
        return _BETWEEN_WORDS.sub(" ", text.replace("'", "").replace("`", "").lower()).strip()
    # Apostrophes go first: NFKC makes a space and an accent of some. Case folding can undo NFKC, hence twice.
    normal = unicodedata.normalize("NFKC", text.translate(_DROPPED)).casefold()
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", normal).translate(_DROPPED)).strip()
