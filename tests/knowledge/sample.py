"""A small knowledge without fault, as text, and ways to spoil it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
"""The real folder."""

COOP = "cooperations/palu-balikpapan.yaml"

FILES = {
    "sources.yaml": """\
# yaml-language-server: $schema=schema/sources.schema.json
- id: fokus
  publisher: Fokus
  title: Palu Jajaki Kerja Sama
  published: 2025-05-30
  url: https://example.org/palu
- id: kabar
  publisher: Kabar
  title: "Dua Kota: {Satu} Pasar"
  published: 2025-05-31
  accessed: 2025-06-01
""",
    "regions.yaml": """\
- id: indonesia
  kind: negara
  name: {id: Indonesia, en: Indonesia}
  code: ID
- id: kota-balikpapan
  kind: kota
  name: {id: Kota Balikpapan, en: Balikpapan}
  parent: indonesia
- id: kota-palu
  kind: kota
  name: {id: Kota Palu, en: Palu}
  parent: indonesia
  aliases: {id: [Pemkot Palu], en: [Palu City]}
- id: nusantara
  kind: kawasan
  name: {id: Nusantara, en: Nusantara}
  aliases: {id: [IKN], en: [IKN]}
""",
    "organisations.yaml": """\
- id: dpr-ri
  name: {id: DPR RI, en: House of Representatives}
- id: un-habitat
  name: {id: UN-Habitat, en: UN-Habitat}
""",
    "offices.yaml": """\
- id: wali-kota
  name: {id: Wali Kota, en: mayor}
  aliases: {id: [walkot], en: [city mayor]}
""",
    "people.yaml": """\
- id: hadianto-rasyid
  name: Hadianto Rasyid
  aliases: [Pak Hadianto]
  tenures:
    - office: wali-kota
      of: kota-palu
      sources:
        - {source: fokus, evidence: ["Wali Kota Palu, Hadianto Rasyid"]}
      discrepancy: palu-balikpapan/tahun
- id: rahmad-masud
  name: Rahmad Mas'ud
""",
    "sectors.yaml": """\
- id: ikn
  name: {id: IKN, en: the new capital}
- id: perdagangan
  name: {id: perdagangan, en: trade}
""",
    "vocabulary.yaml": """\
spellings:
  yg: yang
concepts:
  - id: harga
    words: {id: [harga, tarif], en: [price]}
    asks: true
question_words:
  kapan: {id: [kapan], en: [when]}
fillers: {id: [dong], en: [please]}
small_talk:
  greeting: {id: [halo], en: [hello]}
""",
    "questions.yaml": """\
- question: Kapan kunjungannya?
  expects: palu-balikpapan/tanggal
- question: Berapa nilainya?
  expects: unknown
""",
    COOP: """\
id: palu-balikpapan
name: {id: Kerja sama Palu dan Balikpapan, en: Cooperation of Palu and Balikpapan}
category: KSDD
stage: kesepakatan
parties:
  - region: kota-palu
  - region: kota-balikpapan
  - {organisation: un-habitat, prospective: true}
sectors: [perdagangan, ikn]
summary:
  id: Kedua kota bertemu pada {2025-05-30}.
  en: The two cities met on {2025-05-30}.
sources:
  - {source: fokus, evidence: [nota kesepahaman]}
people:
  - person: hadianto-rasyid
    office: wali-kota
    of: kota-palu
    part: {id: memimpin rombongan, en: led the delegation}
    sources: [{source: fokus}]
instruments:
  - id: nota
    kind: kesepakatan_bersama
    name: {id: Nota kesepahaman, en: Memorandum}
    status: ditandatangani
    date: 2025-05-30
    sectors: [perdagangan]
    sources: [{source: fokus}]
    discrepancy: tahun
events:
  - id: kunjungan
    kind: kunjungan_kerja
    name: {id: Kunjungan Palu, en: Visit of Palu}
    date: 2025-05-30
    region: kota-balikpapan
    visitor: kota-palu
    host: kota-balikpapan
    sources: [{source: fokus}, {source: kabar}]
facts:
  - id: tanggal
    text:
      id: Kunjungan itu pada {2025-05-30:d}.
      en: The visit was on {2025-05-30:d}.
    questions: {id: [Kapan kunjungannya?], en: [When was the visit?]}
    sources: [{source: fokus, evidence: [Jumat]}]
    discrepancy: tahun
    speaker: hadianto-rasyid
    sectors: [perdagangan]
  - id: pasar
    text:
      id: Palu berharap membuka pasar di Balikpapan.
      en: Palu hopes to open a market in Balikpapan.
    items:
      - {id: sayur, en: vegetables}
      - {id: usul DPR RI dan Rahmad Mas'ud, en: what the DPR RI and Rahmad Mas'ud propose}
    questions: {id: [Apa harapan Palu?], en: [What does Palu hope for?]}
    sources: [{source: kabar}]
    planned: true
discrepancies:
  - id: tahun
    about: {id: tahun kunjungan, en: year of the visit}
    readings:
      - value: {id: "2024", en: "2024"}
        sources: [{source: fokus, evidence: [30/5/2024]}]
    held: {id: Yang dipegang 2025., en: Held is 2025.}
    why: {id: Harinya Jumat., en: It was a Friday.}
    note: {id: Fokus menulis 2024., en: Fokus writes 2024.}
    questions: {id: [Tahun berapa?], en: [Which year?]}
gaps:
  - id: nilai
    text: {id: Nilainya tidak disebut., en: The value is not given.}
    questions: {id: [Berapa nilainya?], en: [What is it worth?]}
    near: [tanggal]
related: [palu-parepare]
""",
    "cooperations/palu-parepare.yaml": """\
id: palu-parepare
name: {id: Palu dan Parepare, en: Palu and Parepare}
stage: rencana
parties: [{region: kota-palu}]
sectors: [perdagangan]
summary: {id: Baru rencana., en: Only a plan.}
sources: [{source: kabar}]
instruments:
  - id: surat
    kind: letter_of_intent
    name: {id: Surat minat, en: Letter of intent}
    status: direncanakan
    date: 2025-07-01
    sources: [{source: kabar}]
facts:
  - id: rencana
    text: {id: Palu akan ke Parepare., en: Palu will go to Parepare.}
    questions: {id: [Apa rencananya?], en: [What is the plan?]}
    sources: [{source: kabar}]
""",
}


@dataclass
class Sample:
    """The small knowledge in a folder."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that must occur exactly once."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def line(self, file: str, part: str) -> int:
        """Return the number of the only line that contains a text."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        found = [number for number, line in enumerate(lines, 1) if part in line]
        assert len(found) == 1, f"{part!r} is in the lines {found} of {file}"
        return found[0]


def write(folder: Path) -> Sample:
    """Write the small knowledge into a folder."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Sample(folder)
