"""Names that questions and records mention: the keys under which the index knows them, and what each key stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.knowledge.model import Knowledge
from bot.resources.reading import Place
from bot.text.tokens import tokens

REGION, ORGANISATION, PERSON, OFFICE, PLACE = "region:", "org:", "person:", "office:", "place:"
"""Prefixes of keys; a `place:` is a name from the gazetteer that no record speaks of."""

_LEVELS = ("pemerintah kota", "pemerintah kabupaten", "pemerintah provinsi", "kota", "kabupaten", "provinsi")


def kind_of(key: str) -> str:
    """Return the prefix of a name's key, or the empty text for an ordinary term."""
    head, colon, _ = key.partition(":")
    return head + colon if colon else ""


def ref_of(key: str) -> str:
    """Return the identifier behind a key."""
    return key.partition(":")[2]


def names(knowledge: Knowledge, places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    """Return key -> phrases for everything that has a name; gazetteer places only where no record has the name."""
    found: dict[str, tuple[str, ...]] = {}
    for region in knowledge.regions.values():
        found[REGION + region.id] = (region.name.id, region.name.en, *region.aliases)
    for organisation in knowledge.organisations.values():
        found[ORGANISATION + organisation.id] = (organisation.name.id, organisation.name.en, *organisation.aliases)
    for office in knowledge.offices.values():
        found[OFFICE + office.id] = (office.name.id, office.name.en, *office.aliases)
    for person in knowledge.people.values():
        parts = [w for w in person.name.split() if len(w) >= 4]
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
