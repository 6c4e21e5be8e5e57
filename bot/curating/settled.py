"""What curators have settled of the questions without a good answer: ignored for good, or done with up to a time.

Kept as one text in the database, by digests of the wordings and without them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from bot.text.folding import fold

MOST = 3000
"""Wordings that are noted; the oldest notes go first."""


def digest(wording: str) -> str:
    """Return what stands for a wording in notes and buttons: twelve hexadecimal digits, the same for any spelling."""
    return sha256(fold(wording).encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Settled:
    """Digest of a wording -> when it was settled."""

    ignored: Mapping[str, datetime] = field(default_factory=dict)
    done: Mapping[str, datetime] = field(default_factory=dict)

    def hides(self, wording: str, asked: datetime) -> bool:
        """Whether a question has been dealt with since it was asked; asked again later, it counts again."""
        at = self.done.get(digest(wording))
        return at is not None and asked <= at

    def ignores(self, wordings: Iterable[str]) -> bool:
        """Whether one of these wordings is not to be shown, and with it all that are like it."""
        return any(digest(one) in self.ignored for one in wordings)

    def ignoring(self, wordings: Iterable[str], at: datetime) -> Settled:
        """Return these notes with wordings that are not to be shown."""
        return Settled(_noted(self.ignored, wordings, at), self.done)

    def finishing(self, wordings: Iterable[str], at: datetime) -> Settled:
        """Return these notes with wordings that have been dealt with up to a time."""
        return Settled(self.ignored, _noted(self.done, wordings, at))

    def restoring(self, key: str) -> Settled:
        """Return these notes without all that was noted at the same moment as the wording with this digest."""
        moments = {notes[key] for notes in (self.ignored, self.done) if key in notes}
        return Settled(
            {one: at for one, at in self.ignored.items() if at not in moments},
            {one: at for one, at in self.done.items() if at not in moments},
        )

    def since(self, oldest: datetime) -> Settled:
        """Return these notes without what was done before a time: no question of before it is left."""
        return Settled(self.ignored, {one: at for one, at in self.done.items() if at >= oldest})

    def written(self) -> str:
        """Return these notes as a text."""
        whole = {
            name: {one: round(at.timestamp(), 3) for one, at in notes.items()}
            for name, notes in (("ignored", self.ignored), ("done", self.done))
        }
        return json.dumps(whole, separators=(",", ":"))


def read(text: str | None) -> Settled:
    """Return the notes that a text holds; None holds none."""
    whole = json.loads(text) if text else {}
    return Settled(*({one: _moment(at) for one, at in whole.get(name, {}).items()} for name in ("ignored", "done")))


def _noted(before: Mapping[str, datetime], wordings: Iterable[str], at: datetime) -> dict[str, datetime]:
    notes = {**before, **{digest(one): at for one in wordings}}
    kept = sorted(notes, key=lambda one: (notes[one], one), reverse=True)[:MOST]
    return {one: notes[one] for one in kept}


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _moment(seconds: float) -> datetime:
    return _EPOCH + timedelta(milliseconds=round(seconds * 1000))
