"""Names that questions and records mention: the keys under which the index knows them, and what each key stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.knowledge.model import Knowledge
from bot.resources.reading import Place
from bot.search.analysis import Lexicon
from bot.text.tokens import tokens

REGION, ORGANISATION, PERSON, OFFICE, PLACE = "region:", "org:", "person:", "office:", "place:"
"""Prefixes of keys; a `place:` is a name from the gazetteer that no record speaks of."""
SUBJECTS = (REGION, ORGANISATION, PERSON, PLACE)
"""What a question can be about."""
NAMES = (*SUBJECTS, OFFICE)

_LEVELS = ("pemerintah kota", "pemerintah kabupaten", "pemerintah provinsi", "kota", "kabupaten", "provinsi")


def kind_of(key: str) -> str:
    """Return the prefix of a name's key, or the empty text for an ordinary term."""
    head, colon, _ = key.partition(":")
    return head + colon if colon else ""


def ref_of(key: str) -> str:
    """Return the identifier behind a key."""
    return key.partition(":")[2]


USUAL = 5.0
"""Zipf frequency from which a part of somebody's name is a word like any other: "bagus" (good), but for "Pak Bagus"."""


def names(knowledge: Knowledge, places: Iterable[Place], lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return key -> phrases for everything that has a name; gazetteer places only where no record has the name."""
    found: dict[str, tuple[str, ...]] = {}
    for region in knowledge.regions.values():
        found[REGION + region.id] = (region.name.id, region.name.en, *region.aliases)
    for organisation in knowledge.organisations.values():
        found[ORGANISATION + organisation.id] = (organisation.name.id, organisation.name.en, *organisation.aliases)
    for office in knowledge.offices.values():
        found[OFFICE + office.id] = (office.name.id, office.name.en, *office.aliases)
    for person in knowledge.people.values():
        parts = [w for w in person.name.split() if len(w) >= 4 and lexicon.get(w.casefold(), (0.0,))[0] < USUAL]
        found[PERSON + person.id] = (person.name, *person.aliases, *parts)
    taken = {tuple(tokens(phrase)) for phrases in found.values() for phrase in phrases}
    taken |= {tuple(w for w in words if w not in _LEVELS) for words in taken}
    for place in places:
        if place.common:
            continue
        phrases = [p for p in (place.name, *place.aliases) if p not in place.common_aliases and len(p) > 2]
        if phrases and not any(tuple(tokens(p)) in taken for p in phrases):
            found[PLACE + place.code + "|" + place.name] = tuple(phrases)
    return found


def ancestors(knowledge: Knowledge, region: str) -> tuple[str, ...]:
    """Return the regions that a region lies in, nearest first."""
    found: list[str] = []
    at = knowledge.regions[region].parent if region in knowledge.regions else None
    while at and at not in found:
        found.append(at)
        at = knowledge.regions[at].parent
    return tuple(found)


def display(knowledge: Knowledge, key: str, language: str) -> str:
    """Return the name behind a key as a reader writes it."""
    kind, ref = kind_of(key), ref_of(key)
    if kind == REGION:
        return knowledge.regions[ref].name[language]
    if kind == ORGANISATION:
        return knowledge.organisations[ref].name[language]
    if kind == PERSON:
        return knowledge.people[ref].name
    if kind == OFFICE:
        return knowledge.offices[ref].name[language]
    return ref.partition("|")[2]


def concept_phrases(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return concept key -> its words in both languages."""
    return {"c:" + concept.id: tuple(concept.words) for concept in knowledge.vocabulary.concepts}


def doubtful(key: str) -> bool:
    """Whether a question may name something wrongly by this key and only ask to confirm it: a figure, a person."""
    return figure(key) or kind_of(key) == PERSON


def figure(key: str) -> bool:
    """Whether a key is a figure that tells something; "the two provinces" is none."""
    return key.isdigit() and int(key) > 2 and not year(key)


def year(key: str) -> bool:
    """Whether a key is a year."""
    return len(key) == 4 and key.isdigit() and 1900 <= int(key) <= 2100
