"""What is new for whom: when each cooperation came to read as it does, and which topics it belongs to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.answering.names import ancestors
from bot.knowledge.model import Cooperation, Knowledge

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
"""The time of what was there when watching began: it is no news to anybody."""

_UNREAD = frozenset({"aliases", "evidence", "gaps", "questions", "related"})
"""What serves finding and checking; nobody wants to be told that it is another."""

Topic = tuple[str, str]
"""`("region", id)`, `("sector", id)` or `("all", "")`."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a cooperation read from a time on: a hash, empty where it was not on record."""

    since: datetime
    hash: str


History = Mapping[str, tuple[Form, ...]]
"""Cooperation -> its forms, oldest first; the last one holds now."""


@dataclass(frozen=True, slots=True)
class News:
    """A cooperation that somebody has not read in its present form."""

    cooperation: str
    hash: str
    new: bool
    """Whether it was not there at all."""


def fingerprint(cooperation: Cooperation) -> str:
    """Return a hash of all that a reader sees of a cooperation."""
    seen = _seen(cooperation.model_dump(mode="json"))
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:16]


def _seen(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _seen(one) for name, one in value.items() if name not in _UNREAD}
    return [_seen(one) for one in value] if isinstance(value, list) else value


def fingerprints(
    knowledge: Knowledge, before: Knowledge | None = None, history: History | None = None
) -> dict[str, str]:
    """Return the hash of every cooperation; `history` has those of `before`, so that only what changed is hashed."""
    known = before.cooperations if before and history else {}
    return {
        id_: history[id_][-1].hash if history and id_ in history and known.get(id_) == one else fingerprint(one)
        for id_, one in knowledge.cooperations.items()
    }


def updated(history: History, hashes: Mapping[str, str], moment: datetime) -> dict[str, tuple[Form, ...]]:
    """Return the history with the forms that hold from a time on."""
    found = dict(history)
    for id_, hash_ in {**dict.fromkeys(history, ""), **hashes}.items():
        forms = history.get(id_, ())
        if (forms[-1].hash if forms else "") != hash_:
            found[id_] = (*forms, Form(moment, hash_))
    return found


def pruned(history: History, oldest: datetime) -> dict[str, tuple[Form, ...]]:
    """Return the history without what ended before a time, for those who began to listen after it."""
    kept = {}
    for id_, forms in history.items():
        ended = sum(later.since <= oldest for later in forms[1:])
        if forms[ended:] != (Form(forms[-1].since, ""),) or forms[-1].since > oldest:
            kept[id_] = forms[ended:]
    return kept


def written(version: str, history: History) -> str:
    """Return a history as text, with the version of the records at its end."""
    plain = {id_: [[one.since.isoformat(), one.hash] for one in forms] for id_, forms in history.items()}
    return json.dumps([version, plain], separators=(",", ":"))


def read(text: str) -> tuple[str, dict[str, tuple[Form, ...]]]:
    """Return the version and the history that were written so."""
    version, plain = json.loads(text)
    return version, {
        id_: tuple(Form(datetime.fromisoformat(since), hash_) for since, hash_ in forms) for id_, forms in plain.items()
    }


def noted(
    text: str | None, knowledge: Knowledge, before: Knowledge | None, moment: datetime, oldest: datetime
) -> tuple[str, dict[str, tuple[Form, ...]]]:
    """Return a written history brought up to the records of today, as text and as it is.

    `before` is what was on record until now, `oldest` when the first of those who listen today began to.
    """
    if text:
        version, history = read(text)
    else:
        first = before or knowledge
        version, history = first.version, updated({}, fingerprints(first), BEFORE_ALL)
    if version != knowledge.version:
        same = before if before and before.version == version else None
        history = updated(history, fingerprints(knowledge, same, history), moment)
    history = pruned(history, oldest)
    return written(knowledge.version, history), history


def topics(cooperation: Cooperation, knowledge: Knowledge) -> frozenset[Topic]:
    """Return all that somebody may follow to hear of a cooperation; a region stands for all that lies in it."""
    found: set[Topic] = {("all", "")} | {("sector", one) for one in cooperation.sectors}
    for party in cooperation.parties:
        if party.region:
            found |= {("region", one) for one in (party.region, *ancestors(knowledge, party.region))}
    return frozenset(found)


class Bulletin:
    """What has changed by now, by topic; made once and read for everybody who listens."""

    def __init__(self, knowledge: Knowledge, history: History) -> None:
        """Lay out the cooperations whose form has changed since watching began, newest change first."""
        self._history = history
        changed = [id_ for id_, forms in history.items() if forms[-1].hash and forms[-1].since > BEFORE_ALL]
        changed.sort(key=lambda one: (-history[one][-1].since.timestamp(), one))
        self._topics = {id_: topics(knowledge.cooperations[id_], knowledge) for id_ in changed}

    def news(self, following: Iterable[tuple[Topic, datetime]], told: Mapping[str, str]) -> list[News]:
        """Return what somebody has not been told, who follows topics since some times and was told of these hashes."""
        began = dict(following)
        found = []
        for id_, belongs in self._topics.items():
            since = min((began[one] for one in belongs if one in began), default=None)
            if since is None or self._history[id_][-1].since <= since:
                continue
            known, now = self._known(id_, since, told.get(id_)), self._history[id_][-1].hash
            if known != now:
                found.append(News(id_, now, not known))
        return found

    def _known(self, cooperation: str, since: datetime, told: str | None) -> str:
        """Return the form that somebody knows: that of their beginning, or a later one of which they were told."""
        forms = self._history[cooperation]
        if told is not None and any(one.hash == told and one.since > since for one in forms):
            return told
        return next((one.hash for one in reversed(forms) if one.since <= since), "")
