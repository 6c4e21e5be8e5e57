"""Rules about people: one spelling each, and one holder of an office at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from bot.knowledge.lines import Path
from bot.knowledge.loaded import Loaded, Row
from bot.knowledge.model import Cooperation, Person
from bot.knowledge.problems import Problem, complaint, shown
from bot.knowledge.records import texts
from bot.text.folding import fold

_OLD_SPELLING = re.compile(r"oe|dj|tj|sj|nj|ch|th|dh|(.)\1")
_NEW = {"oe": "u", "dj": "j", "tj": "c", "sj": "sy", "nj": "ny", "ch": "kh", "th": "t", "dh": "d"}
_FORMS = {"moh": "muhammad", "mohd": "muhammad", "muh": "muhammad", "mohammad": "muhammad", "mochammad": "muhammad"}
_LONG = 5
"""Letters from which one letter more or less makes a misspelling rather than another name."""
_POSSESSIVE = re.compile(r"['’]s$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class _Held(NamedTuple):
    """An office that a person has according to sources of these days."""

    row: Row[Any]
    path: Path
    person: str
    cited: frozenset[str]


def titles_have_one_holder(loaded: Loaded) -> Iterator[Problem]:
    """One office of one region is held by one person, unless a discrepancy says that sources disagree on it."""
    held: dict[tuple[str, str | None, str | None], list[tuple[Row[Person], int]]] = {}
    for row in loaded.people:
        for index, tenure in enumerate(row.record.tenures):
            # Without a place it is no one's in particular: there are many members of parliament.
            if tenure.of is not None and tenure.discrepancy is None:
                held.setdefault((tenure.office, tenure.of, tenure.to), []).append((row, index))
    for (office, of, _), holders in held.items():
        for (first, _), (row, index) in pairwise(holders):
            if first.record.id != row.record.id:
                said = complaint("office_held_twice", office=shown(office), of=shown(of), person=shown(first.record.id))
                yield loaded.problem(row, ("tenures", index, "office"), said)


def roles_have_one_holder(loaded: Loaded) -> Iterator[Problem]:
    """In sources of one time one office of one region is given to one person, unless a discrepancy is known."""
    published = {row.record.id: row.record.published for row in loaded.sources}
    disputed = {
        (tenure.office, tenure.of) for row in loaded.people for tenure in row.record.tenures if tenure.discrepancy
    }
    held: dict[tuple[str, str], list[_Held]] = {}
    for row in loaded.cooperations:
        for index, role in enumerate(row.record.people):
            if role.of is not None and (role.office, role.of) not in disputed:
                cited = frozenset(one.source for one in role.sources)
                held.setdefault((role.office, role.of), []).append(_Held(row, ("people", index), role.person, cited))
    for (office, of), holders in held.items():
        told: set[str] = set()
        for first, later in combinations(holders, 2):
            if first.person != later.person and later.person not in told and _one_time(first, later, published):
                told.add(later.person)
                said = complaint("role_held_twice", person=shown(first.person), office=shown(office), of=shown(of))
                yield loaded.problem(later.row, (*later.path, "person"), said)


def _one_time(first: _Held, later: _Held, published: dict[str, date | None]) -> bool:
    if first.cited & later.cited:
        return True
    days = [sorted(day for one in held.cited if (day := published.get(one))) for held in (first, later)]
    return bool(days[0] and days[1]) and days[0][0] <= days[1][-1] and days[1][0] <= days[0][-1]


def people_have_one_spelling(loaded: Loaded) -> Iterator[Problem]:
    """No two people are one person whose name is written in two ways."""
    first: dict[str, Row[Person]] = {}
    for row in loaded.people:
        key = " ".join(_sounds(word) for word in fold(row.record.name).split())
        owner = first.setdefault(key, row)
        if owner is not row:
            yield loaded.problem(row, ("name",), complaint("two_spellings", person=shown(owner.record.id)))


def texts_spell_names_as_recorded(loaded: Loaded) -> Iterator[Problem]:
    """A text does not write the full name of a person with a letter more, less or another."""
    names: dict[tuple[str, ...], tuple[str, frozenset[str]]] = {}
    for row in loaded.people:
        for name in (row.record.name, *row.record.aliases):
            if len(name.split()) > 1:
                names[tuple(fold(name).split())] = name, frozenset(fold(row.record.name).split())
    with_word: dict[tuple[str, int], list[tuple[str, ...]]] = {}
    for words in names:
        for at, word in enumerate(words):
            with_word.setdefault((word, at), []).append(words)
    positions = range(max(map(len, names), default=0))
    for place, path, language, text in _own_texts(loaded):
        capitals = [match[0] for match in _WORD.finditer(text) if match[0][0].isupper()]
        folded = [fold(_POSSESSIVE.sub("", word)) for word in capitals]
        told: set[int] = set()
        for at, word in enumerate(folded):
            for position in positions:
                for right in with_word.get((word, position), ()):
                    start, end = at - position, at - position + len(right)
                    run = tuple(folded[max(0, start) : end])
                    # Only the person's own name: "President Prabowo" is no slip of "Presiden Prabowo".
                    if start not in told and run not in names and _misspelt(run, right, names[right][1]):
                        told.add(start)
                        written = " ".join(capitals[start:end])
                        said = complaint("name_misspelt", written=shown(written), name=shown(names[right][0]))
                        yield loaded.problem(place, (*path, language), said, "warning")


def _own_texts(loaded: Loaded) -> Iterator[tuple[Row[Cooperation], Path, str, str]]:
    """Yield what is written in own words; discrepancies quote other spellings."""
    for row in loaded.cooperations:
        for path, text in texts(row.record):
            if path[0] != "discrepancies":
                yield row, path, "id", text.id
                yield row, path, "en", text.en


def _misspelt(run: tuple[str, ...], name: tuple[str, ...], own: frozenset[str]) -> bool:
    different = [(a, b) for a, b in zip(run, name, strict=False) if a != b]
    if len(run) != len(name) or len(different) != 1:
        return False
    written, right = different[0]
    return right in own and len(right) >= _LONG and OSA.distance(written, right, score_cutoff=1) == 1


def _sounds(word: str) -> str:
    """Return a word of a name without what the old spelling, doubled letters and short forms change in it."""
    word = _FORMS.get(word, word)
    return _OLD_SPELLING.sub(lambda found: found[1] or _NEW[found[0]], word).replace("kh", "h").replace("v", "f")
