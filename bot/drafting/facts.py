"""Proposing the facts of a draft: ids, evidence, ways to ask; what they say is left to the curator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from bot.drafting.additions import slug, unused
from bot.drafting.asking import Questions
from bot.drafting.dates import Found
from bot.drafting.findings import Findings
from bot.drafting.numbers import Figure
from bot.drafting.words import listed
from bot.knowledge.kinds import InstrumentStatus
from bot.knowledge.rules_texts import TODO
from bot.phrases.dates import month, plain_date

MOST: Final = 24
"""Facts of one draft: more than that nobody finishes in ten minutes."""
_PLAN: Final = re.compile(
    r"\b(?:akan|berencana|rencana\w*|direncanakan|ditarget\w*|menarget\w*|dijadwalkan|siap|siapkan|bisa|ingin|berharap)\b",
    re.I,
)
_SURELY: Final = re.compile(r"\b(?:akan|berencana|rencana\w*|direncanakan|ditarget\w*|menarget\w*|dijadwalkan)\b", re.I)
_WORD_AFTER: Final = re.compile(r" ([^\W\d_][\w-]*)")
_STOP: Final = listed(
    """
    akan yang dan untuk dengan pada telah sudah itu ini atau di dalam sedangkan serta mulai selama adalah
    """
)
_UNITS: Final[Mapping[str, str]] = {
    "orang": "people",
    "persen": "per cent",
    "ton": "tonnes",
    "hektare": "hectares",
    "hektar": "hectares",
    "negara": "countries",
    "perusahaan": "companies",
    "pengusaha": "businesspeople",
    "pelaku": "businesses",
    "kota": "cities",
    "desa": "villages",
    "kecamatan": "districts",
    "petani": "farmers",
    "nelayan": "fishers",
    "pelajar": "pupils",
    "mahasiswa": "students",
    "guru": "teachers",
    "perawat": "nurses",
    "pedagang": "traders",
    "tahun": "years",
    "bulan": "months",
    "pekan": "weeks",
    "hari": "days",
    "cabang": "branches",
    "jiwa": "inhabitants",
    "peserta": "participants",
    "langkah": "steps",
    "unit": "units",
}


def plan(indonesian: str, english: str) -> dict[str, str]:
    """Return the mark for a text that has to say that it is a plan."""
    return {"id": f"{TODO} (akan {indonesian})", "en": f"{TODO} (will {english})"}


class Facts:
    """Collects the proposed facts of one cooperation."""

    def __init__(self, findings: Findings, source: str, questions: Questions, sides: Mapping[str, str]) -> None:
        self._findings, self._source, self._questions = findings, source, questions
        self._sides = sides
        """Language -> "Kota Palu dan Kota Balikpapan" in that language."""
        self.rows: list[dict[str, Any]] = []

    def add(
        self,
        id_: str,
        evidence: list[str],
        indonesian: tuple[str, ...],
        english: tuple[str, ...],
        *,
        planned: bool = False,
        discrepancy: str | None = None,
    ) -> None:
        """Add a fact, as long as there are not too many."""
        if len(self.rows) >= MOST:
            return
        row: dict[str, Any] = {"id": unused(slug(id_), (one["id"] for one in self.rows))}
        row["text"] = plan("...", "...") if planned else {"id": TODO, "en": TODO}
        row["questions"] = self._questions.of(indonesian, english)
        row["sources"] = [cited(self._source, evidence, self._findings)]
        row |= {"discrepancy": discrepancy} if discrepancy else {}
        row |= {"planned": True} if planned else {}
        self.rows.append(row)

    def sectors(self, evidence: list[str]) -> None:
        """Add the fact that lists the fields of the cooperation."""
        self.add(
            "bidang-kerja-sama",
            evidence,
            (f"Apa saja bidang kerja sama {self._sides['id']}?",),
            (f"What are the fields of cooperation of {self._sides['en']}?",),
        )

    def documents(self) -> None:
        """Add a fact for each instrument."""
        for one in self._findings.documents:
            planned = one.status is InstrumentStatus.DIRENCANAKAN
            indonesian = f"Apakah {one.said} {self._sides['id']} sudah ditandatangani?"
            english = f"Has the document “{one.said}” of {self._sides['en']} been signed?"
            self.add(f"naskah-{one.kind.value}", [one.evidence], (indonesian,), (english,), planned=planned)

    def figures(self) -> None:
        """Add a fact for each figure, each normal form once."""
        seen: set[str] = set()
        for figure in self._findings.figures:
            if figure.normal not in seen:
                seen.add(figure.normal)
                indonesian, english = self._asked(figure)
                self.add(
                    f"angka-{figure.normal}",
                    [figure.said],
                    (indonesian,),
                    (english,),
                    planned=self._is_planned(figure.start),
                )

    def _asked(self, figure: Figure) -> tuple[str, str]:
        if figure.unit.isupper() or figure.unit == "Rp":
            return (
                f"Untuk apa {figure.said} dalam kerja sama {self._sides['id']}?",
                f"What is {figure.said} for in the cooperation of {self._sides['en']}?",
            )
        unit = _UNITS.get(figure.unit)
        number = f"{figure.value:g}"
        stands = f"What does the figure {number} {unit or f'({figure.unit})'} stand for"
        english = f"{stands} in the cooperation of {self._sides['en']}?"
        counted = " ".join((figure.unit, *self._counted(figure.end)))
        return f"Berapa {counted} dalam kerja sama {self._sides['id']}?", english

    def _counted(self, at: int) -> Iterator[str]:
        """Yield what follows a figure and is counted by it: "85 pelaku usaha dari Kalimantan Selatan"."""
        for match in islice(_WORD_AFTER.finditer(self._findings.article.text, at, at + 80), 4):
            if match.start() != at or match[1].lower() in _STOP:
                break
            yield match[1]
            at = match.end()

    def plans(self) -> None:
        """Add a fact for each time that is still to come."""
        seen: set[str] = set()
        now = self._findings.published or next((one.first for one in self._findings.dates if one.is_day), None)
        for one in self._findings.dates:
            start = one.first
            if start is None or one.last is None or one.normal in seen or not self._is_plan(one.start):
                continue
            if now is None or start > now or (one.relative and one.last > now and one.precision != "day"):
                seen.add(one.normal)
                self.add(
                    f"rencana-{one.normal}",
                    [one.said],
                    (f"Apa rencana {self._sides['id']} pada {_written(one, 'id')}?",),
                    (f"What do {self._sides['en']} plan for {_written(one, 'en')}?",),
                    planned=True,
                )

    def _is_planned(self, offset: int) -> bool:
        """Whether a sentence speaks of a plan anywhere; what is taken for one is only written more carefully."""
        return bool(_SURELY.search(self._findings.article.said_at(offset)))

    def _is_plan(self, offset: int) -> bool:
        article = self._findings.article
        return bool(_PLAN.search(article.text[article.sentence_at(offset).start : offset]))


def _written(one: Found, language: str) -> str:
    if one.first is None or one.last is None or one.precision == "year":
        return one.normal
    if one.precision == "month":
        return month(one.first, language)
    if one.precision == "day":
        return plain_date(one.first, language)
    return f"{plain_date(one.first, language)} – {plain_date(one.last, language)}"


def cited(source: str, evidence: list[str], findings: Findings) -> dict[str, Any]:
    """Return a citation with those phrases that stand in the article and are short enough."""
    phrases = (" ".join(one.split()) for one in evidence)
    good = [
        one
        for one in dict.fromkeys(phrases)
        if 0 < len(one.split()) <= 8 and len(one) <= 120 and findings.article.has(one)
    ]
    return {"source": source, "evidence": good} if good else {"source": source}
