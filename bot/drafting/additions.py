"""The records of the shared tables that a draft needs and the knowledge lacks: regions, bodies, offices, people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from babel import Locale

from bot.drafting.offices import Title
from bot.drafting.organisations import Body
from bot.drafting.people import Named
from bot.drafting.places import Spot, place_of
from bot.knowledge.model import Knowledge
from bot.knowledge.rules_texts import TODO
from bot.resources.reading import Place
from bot.text.folding import fold

_ENGLISH: Final = re.compile(r"\b(?:North|South|East|West|Central|Southeast|Southwest|Islands)\b")
_LONGEST: Final = 60


def slug(text: str) -> str:
    """Return a text as an id: "Mas'ud, S.E." becomes mas-ud... without its apostrophe: masud-s-e."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(text).encode("ascii", "ignore").decode("ascii")).strip("-")
    return words[:_LONGEST].strip("-") or "x"


def unused(id_: str, taken: Iterable[str]) -> str:
    """Return the id, with a number after it where it is taken."""
    known, number, found = set(taken), 2, id_
    while found in known:
        found = f"{id_[: _LONGEST - 4].rstrip('-')}-{number}"
        number += 1
    return found


class Additions:
    """Collects new records while the draft is put together; asking twice for one gives the same id."""

    def __init__(self, knowledge: Knowledge, source: str) -> None:
        self._knowledge, self._source = knowledge, source
        self._tables: dict[str, dict[str, dict[str, Any]]] = {}
        self._ids: dict[tuple[str, str], str] = {}
        self._names: set[str] = set()
        self._english: dict[str, str] = {}
        """Code of a place -> its English name, settled before it is taken by its own record."""
        for table in (knowledge.regions, knowledge.organisations, knowledge.offices, knowledge.sectors):
            for record in table.values():
                self._names |= {fold(name) for name in (record.name.id, record.name.en, *record.aliases)}
        for person in knowledge.people.values():
            self._names |= {fold(name) for name in (person.name, *person.aliases)}

    @property
    def tables(self) -> Mapping[str, list[dict[str, Any]]]:
        """File name -> its new records in the order of their ids."""
        return {name: [rows[id_] for id_ in sorted(rows)] for name, rows in sorted(self._tables.items())}

    def region(self, spot: Spot) -> str:
        """Return the id of a region."""
        return spot.region.id if spot.region else self._place(spot.place) if spot.place else ""

    def english(self, spot: Spot) -> str:
        """Return the English name of a region."""
        return spot.region.name.en if spot.region else self._in_english(spot.place) if spot.place else ""

    def body(self, body: Body) -> str:
        """Return the id of an institution."""
        if body.known:
            return body.known.id
        return self._add(
            "organisations.yaml", body.key, slug(body.name), _named(body.name, f"{TODO} {body.name}"), (body.name,)
        )

    def office(self, title: Title) -> str:
        """Return the id of an office."""
        if title.office:
            return title.office
        english = _named(title.name, f"{TODO} {title.name}")
        return self._add("offices.yaml", fold(title.name), slug(title.name), english, (title.name,))

    def person(self, named: Named, of: str, to: str) -> str:
        """Return the id of a person, whose office is of and to these regions or institutions."""
        if named.person:
            return named.person.id
        record: dict[str, Any] = {"name": named.name}
        spellings = [
            name for name in dict.fromkeys(named.written) if fold(name) != fold(named.name) and self._is_free(name)
        ]
        if spellings:
            record["aliases"] = spellings
        if named.title:
            tenure: dict[str, Any] = {"office": self.office(named.title)}
            tenure |= {"of": of} if of else {}
            tenure |= {"to": to} if to else {}
            tenure["sources"] = [{"source": self._source, "evidence": [named.evidence]}]
            record["tenures"] = [tenure]
        return self._add("people.yaml", fold(named.name), slug(named.name), record, (named.name, *spellings))

    def _place(self, place: Place) -> str:
        known = next((one.id for one in self._knowledge.regions.values() if one.code == place.code), None)
        if known:
            return known
        spot = Spot(None, place)
        english = self._in_english(place)
        name = spot.name if self._is_free(spot.name) else f"{spot.name} ({place.code})"
        record: dict[str, Any] = {"kind": spot.kind, "name": {"id": name, "en": english}}
        if re.fullmatch(r"[0-9.]{2,5}|[A-Z]{2}", place.code):
            record["code"] = place.code
        parent = place_of(place.parent)
        if parent is not None:
            record["parent"] = self._place(parent)
        aliases = [
            place.name,
            *(
                [f"Pemkot {place.name}"]
                if place.kind == "kota"
                else [f"Pemkab {place.name}"]
                if place.kind == "kabupaten"
                else []
            ),
        ]
        aliases += [
            alias
            for alias in place.aliases
            if alias not in place.common_aliases and len(alias) > 2 and not _ENGLISH.search(alias)
        ]
        own = {fold(name), fold(english)}
        free = [alias for alias in dict.fromkeys(aliases) if fold(alias) not in own and self._is_free(alias)]
        if free:
            record["aliases"] = {"id": free, "en": []}
        prefix = f"{spot.kind}-" if place.kind in ("kota", "kabupaten", "provinsi", "kota_dunia") else ""
        id_ = (
            slug(place.name)
            if place.kind == "kota_dunia" and fold(place.name).startswith("kota ")
            else slug(prefix + place.name)
        )
        return self._add("regions.yaml", place.code, id_, record, (name, english, *free))

    def _in_english(self, place: Place) -> str:
        return self._english.setdefault(place.code, self._english_name(place))

    def _english_name(self, place: Place) -> str:
        if place.kind == "negara":
            return str(Locale("en").territories.get(place.code, place.name))
        name = next((alias for alias in place.aliases if _ENGLISH.search(alias)), place.name)
        endings = {"kabupaten": " Regency", "provinsi": " Province", "kota": " City"}
        if place.kind == "kabupaten" or (not self._is_free(name) and name == place.name):
            return name + endings.get(place.kind, f" ({place.code})")
        return name

    def _is_free(self, name: str) -> bool:
        return bool(fold(name)) and fold(name) not in self._names

    def _add(self, file: str, key: str, id_: str, record: dict[str, Any], names: tuple[str, ...]) -> str:
        if (file, key) not in self._ids:
            known = self._knowledge
            taken: set[str] = set(self._tables.get(file, {}))
            if file in ("regions.yaml", "organisations.yaml"):
                taken |= {
                    *known.regions,
                    *known.organisations,
                    *self._tables.get("regions.yaml", {}),
                    *self._tables.get("organisations.yaml", {}),
                }
            else:
                taken |= set(known.offices if file == "offices.yaml" else known.people)
            id_ = unused(id_, taken)
            self._ids[file, key] = id_
            self._tables.setdefault(file, {})[id_] = {"id": id_, **record}
            self._names |= {fold(name) for name in names}
        return self._ids[file, key]


def _named(name: str, english: str) -> dict[str, Any]:
    return {"name": {"id": name, "en": english}}
