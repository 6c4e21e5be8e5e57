"""Putting a cooperation together from what was found: the plain values of its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.drafting.additions import Additions, slug, unused
from bot.drafting.asking import Questions
from bot.drafting.dates import Found
from bot.drafting.facts import Facts, cited
from bot.drafting.findings import Findings, visit
from bot.drafting.offices import Title
from bot.drafting.organisations import Body
from bot.drafting.people import Named
from bot.drafting.places import Spot
from bot.drafting.stages import Happening
from bot.knowledge.kinds import EventKind, InstrumentKind, InstrumentStatus
from bot.knowledge.model import Knowledge
from bot.knowledge.rules_texts import TODO
from bot.phrases.dates import WEEKDAYS, plain_date
from bot.phrases.table import phrase
from bot.text.folding import fold

_IN_ENGLISH: Final = {
    InstrumentKind.KESEPAKATAN_BERSAMA: "Memorandum of understanding",
    InstrumentKind.PERJANJIAN_KERJA_SAMA: "Cooperation agreement",
    InstrumentKind.NOTA_KESEPAKATAN: "Agreement",
    InstrumentKind.LETTER_OF_INTENT: "Letter of intent",
    InstrumentKind.MEMORANDUM_SALING_PENGERTIAN: "Memorandum of understanding",
}


class Composer:
    """Puts the parts of one cooperation together; the shared tables' new records gather in `additions`."""

    def __init__(self, findings: Findings, knowledge: Knowledge, source: str, publisher: str) -> None:
        self._findings, self._knowledge, self._source = findings, knowledge, source
        self.additions = Additions(knowledge, source)
        self._spots = {one.spot.key: one.spot for one in findings.places.mentions}
        self._bodies = {one.body.key: one.body for one in findings.bodies}
        self.parties = [(self.id_of(side.who), side) for side in findings.parties]
        self._sides = {language: self._joined(language) for language in ("id", "en")}
        self._facts = Facts(findings, source, Questions(knowledge, publisher), self._sides)
        self._discrepancies: list[dict[str, Any]] = []

    def id_of(self, who: Spot | Body) -> str:
        """Return the id of a region or institution, which is added where the knowledge lacks it."""
        return self.additions.body(who) if isinstance(who, Body) else self.additions.region(who)

    def cooperation(self, related: tuple[str, ...]) -> dict[str, Any]:
        """Return the file's values in the order of the model."""
        findings = self._findings
        events = [self._event(one) for one in findings.happenings]
        self._facts.documents()
        people = self._people()
        self._facts.figures()
        self._facts.plans()
        self._facts.sectors([self._word_of(id_) for id_ in findings.sectors[:4]])
        key_phrases = [row["sources"][0]["evidence"][0] for row in people if row["sources"][0].get("evidence")]
        record: dict[str, Any] = {"id": self._id(), "name": self._name(), "aliases": self._aliases()}
        record |= {"category": findings.category.value} if findings.category else {}
        record |= {
            "stage": findings.stage.value,
            "parties": self._parties(),
            "sectors": list(findings.sectors) or [TODO],
            "summary": {"id": TODO, "en": TODO},
            "sources": [cited(self._source, key_phrases[:3] + [one.said for one in findings.documents[:1]], findings)],
        }
        optional = {
            "people": people,
            "instruments": self._instruments(),
            "events": events,
            "facts": self._facts.rows,
            "discrepancies": self._discrepancies,
            "related": list(related),
        }
        return record | {name: value for name, value in optional.items() if value}

    def _word_of(self, sector: str) -> str:
        """Return the word under which the article names a sector."""
        record = self._knowledge.sectors[sector]
        return next(name for name in (record.name.id, *record.aliases.id) if self._findings.article.has(name))

    def _joined(self, language: str) -> str:
        named = [self._called(side.who, language) for _, side in self.parties[:3]]
        word = {"id": " dan ", "en": " and "}[language]
        return word.join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named) or TODO

    def _called(self, who: Spot | Body, language: str) -> str:
        if isinstance(who, Body):
            return who.known.name[language] if who.known else who.name
        if who.region:
            return who.region.name[language]
        return self.additions.english(who) if language == "en" else who.name

    def _name(self) -> dict[str, str]:
        name = {"id": f"Kerja sama {self._sides['id']}", "en": f"Cooperation between {self._sides['en']}"}
        if len(self.parties) < 2:
            name["en"] = f"Cooperation of {self._sides['en']}"
        taken = {fold(one.name[language]) for one in self._knowledge.cooperations.values() for language in ("id", "en")}
        day = self._findings.published or next((one.first for one in self._findings.dates if one.is_day), None)
        if day and not taken.isdisjoint(map(fold, name.values())):
            name = {language: f"{text} ({plain_date(day, language)})" for language, text in name.items()}
        return name

    def _aliases(self) -> dict[str, list[str]]:
        short = " ".join(
            who.bare if isinstance(who, Spot) else who.shown for who in (side.who for _, side in self.parties[:2])
        )
        return {"id": [f"kerja sama {short or TODO}"[:150]], "en": [f"{short or TODO} cooperation"[:150]]}

    def _id(self) -> str:
        words = [who.bare if isinstance(who, Spot) else who.shown for who in (side.who for _, side in self.parties[:2])]
        return unused(slug("-".join(words) or self._source), self._knowledge.cooperations)

    def _parties(self) -> list[dict[str, Any]]:
        rows = []
        for id_, side in self.parties:
            row: dict[str, Any] = {"organisation" if isinstance(side.who, Body) else "region": id_}
            rows.append(row | ({"prospective": True} if side.prospective else {}))
        return rows or [{"region": TODO}]

    def _of(self, key: str) -> str:
        """Return the id of the region or institution that an office is of."""
        if key in self._spots:
            return self.additions.region(self._spots[key])
        return self.additions.body(self._bodies[key]) if key in self._bodies else self._home(key)

    def _home(self, key: str) -> str:
        """Return the id of Indonesia, whose offices the rules name without having read its name."""
        return key if key in self._knowledge.regions else ""

    def _people(self) -> list[dict[str, Any]]:
        rows = []
        for named in self._findings.people:
            title = named.title
            if title is None:
                tenures = named.person.tenures if named.person else ()
                if not tenures:
                    self.additions.person(named, "", "")
                self._ask_for(named, None)
                continue
            of = self._of(title.of)
            row: dict[str, Any] = {
                "person": self.additions.person(named, of, self._of(title.to)),
                "office": self.additions.office(title),
            }
            row |= {"of": of} if of else {}
            row |= {
                "part": {"id": TODO, "en": TODO},
                "sources": [cited(self._source, [named.evidence], self._findings)],
            }
            rows.append(row)
            self._ask_for(named, title)
        return rows

    def _ask_for(self, named: Named, title: Title | None) -> None:
        point = self._spelling(named)
        indonesian, english = [f"Siapa {named.name}?"], [f"Who is {named.name}?"]
        spot = self._spots.get(title.of) if title else None
        if title and spot:
            # "Wali Kota Palu", not "Wali Kota Kota Palu".
            ranked = fold(title.name).endswith(("kota", "bupati", "gubernur"))
            to = self._spots.get(title.to)
            toward = f" untuk {to.name}" if to else ""
            indonesian.append(f"Siapa {title.name} {spot.bare if ranked else spot.name}{toward}?")
        self._facts.add(f"tokoh-{named.name}", [named.evidence], tuple(indonesian), tuple(english), discrepancy=point)

    def _spelling(self, named: Named) -> str | None:
        spellings = list(dict.fromkeys((*named.written, *((named.name,) if named.person else ()))))
        full = [name for name in spellings if " " in name and self._findings.article.has(name)]
        if not named.spelt_twice or len(full) < 2:
            return None
        about = {"id": f"ejaan nama {named.name}", "en": f"the spelling of the name {named.name}"}
        readings: list[dict[str, Any]] = [
            {"value": {"id": name, "en": name}, "sources": [cited(self._source, [name], self._findings)]}
            for name in full
        ]
        return self._discrepancy(f"ejaan-{named.name}", about, readings)

    def _discrepancy(self, id_: str, about: Mapping[str, str], readings: list[dict[str, Any]]) -> str:
        id_ = unused(slug(id_), (one["id"] for one in self._discrepancies))
        todo = {"id": TODO, "en": TODO}
        row = {"id": id_, "about": dict(about), "readings": readings, "held": todo, "why": todo, "note": todo}
        self._discrepancies.append(row)
        return id_

    def _instruments(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        published = self._findings.published
        for one in self._findings.documents:
            row: dict[str, Any] = {"id": slug(one.kind.value), "kind": one.kind.value}
            said = one.said if one.said == "MoU" else one.said[0].upper() + one.said[1:]
            english = "Joint agreement" if fold(one.said) == "kesepakatan bersama" else _IN_ENGLISH[one.kind]
            between = "between" if len(self.parties) > 1 else "of"
            row["name"] = {"id": f"{said} {self._sides['id']}", "en": f"{english} {between} {self._sides['en']}"}
            row["status"] = one.status.value
            if one.day and (
                published is None or (one.day <= published) == (one.status is InstrumentStatus.DITANDATANGANI)
            ):
                row["date"] = one.day
            row["sources"] = [cited(self._source, [one.evidence], self._findings)]
            rows.append(row)
        return rows

    def _event(self, one: Happening) -> dict[str, Any]:
        kind = one.kind
        if kind is EventKind.PENANDATANGANAN and not self._findings.signed:
            kind = EventKind.PERTEMUAN
        sides = visit(self._findings) if kind is EventKind.KUNJUNGAN_KERJA else None
        name = {language: self._event_name(kind, sides, language) for language in ("id", "en")}
        point = self._weekday(one.when) if not one.when.fits else None
        row: dict[str, Any] = {
            "id": slug(kind.value)
            if kind is not one.kind or not one.when.fits
            else slug(f"{kind.value}-{one.when.normal}")
        }
        row |= {"kind": kind.value, "name": name}
        if one.when.fits and one.when.first:
            row["date"] = one.when.first
        if one.venue:
            row["place"] = {"id": one.venue, "en": one.venue}
            where = self._where(one)
            row |= {"region": self.additions.region(where)} if where else {}
        if sides:
            row |= {"visitor": self.additions.region(sides[0]), "host": self.additions.region(sides[1])}
        row["sources"] = [cited(self._source, [one.when.said, one.venue], self._findings)]
        row |= {"discrepancy": point} if point else {}
        self._facts.add(
            f"tanggal-{kind.value}",
            [one.when.said],
            (f"Kapan {name['id'][0].lower()}{name['id'][1:]}?",),
            (f"When was the {name['en'][0].lower()}{name['en'][1:]}?",),
            discrepancy=point,
        )
        if one.venue:
            self._facts.add(
                f"tempat-{kind.value}",
                [one.venue],
                (f"Di mana {name['id'][0].lower()}{name['id'][1:]}?",),
                (f"Where was the {name['en'][0].lower()}{name['en'][1:]}?",),
            )
        return row

    def _event_name(self, kind: EventKind, sides: tuple[Spot, Spot] | None, language: str) -> str:
        what = phrase(language, f"event.{kind.value}").capitalize()
        if kind is EventKind.PENANDATANGANAN:
            signed = next(one for one in self._findings.documents if one.status is InstrumentStatus.DITANDATANGANI)
            if language == "id":
                return f"{what} {signed.said} {self._sides['id']}"
            return f"Signing of the {_IN_ENGLISH[signed.kind].lower()} by {self._sides['en']}"
        if sides is None:
            return f"{what} {self._sides['id']}" if language == "id" else f"{what} of {self._sides['en']}"
        came, received = (self._called(side, language) for side in sides)
        return f"{what} {came} ke {received}" if language == "id" else f"{what} of {came} to {received}"

    def _where(self, one: Happening) -> Spot | None:
        """Return the region whose name the venue bears, else the one that its sentence begins the news with."""
        inside = [spot for spot in self._spots.values() if f" {fold(spot.bare)} " in f" {fold(one.venue)} "]
        return inside[0] if inside else None

    def _weekday(self, when: Found) -> str:
        date_only = re.sub(r"^[^\d]*", "", when.said).rstrip(")")
        number = WEEKDAYS["id"].index(when.weekday or "senin")
        names = {language: WEEKDAYS[language][number] for language in ("id", "en")}
        about = {"id": "hari dan tanggal dalam berita", "en": "the weekday and date in the report"}
        readings: list[dict[str, Any]] = [
            {"value": {"id": f"hari {names['id'].capitalize()}", "en": f"a {names['en'].capitalize()}"}},
            {"value": {"id": f"tanggal {date_only}", "en": f"the date {date_only}"}},
        ]
        for reading in readings:
            reading["sources"] = [cited(self._source, [when.said], self._findings)]
        return self._discrepancy("hari-dan-tanggal", about, readings)


def source(
    id_: str,
    publisher: str,
    title: str | None,
    published: date | None,
    url: str | None,
    article: tuple[str, str] | None,
) -> dict[str, Any]:
    """Return the record of the article itself; `article` is its file name and the SHA-256 of its text."""
    row: dict[str, Any] = {"id": id_, "publisher": publisher, "title": (title or TODO)[:300]}
    row |= {"published": published} if published else {}
    row |= {"url": url} if url else {}
    return row | ({"article": article[0], "sha256": article[1]} if article else {})
