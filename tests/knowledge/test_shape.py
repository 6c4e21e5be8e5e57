"""What does not fit the model is told in plain sentences, with its line, and does not hide anything else."""

from __future__ import annotations

import pytest

from bot.knowledge.check import run
from bot.knowledge.loading import read_folder
from tests.knowledge.sample import COOP, Sample

# File, what is replaced, by what, text in the line that is told, id (a dot is the cooperation), part of the sentence.
WRONG = (
    ("sources.yaml", "  publisher: Fokus", "  publisher: Fokus\n  naem: x", "naem", "fokus", "unknown field `naem`"),
    (
        "regions.yaml",
        "  name: {id: Kota Palu",
        "  naem: {id: Kota Palu",
        "naem",
        "kota-palu",
        "unknown field `naem`; did you mean `name`?",
    ),
    (COOP, "text: {id: Nilainya", "txt: {id: Nilainya", "txt", "./nilai", "unknown field `txt`; did you mean `text`?"),
    (
        COOP,
        "category: KSDD",
        "category: KSPD",
        "KSPD",
        ".",
        "allowed: KSDD, KSDPK, KSDPL, KSDLL, sinergi; did you mean `KSDD`?",
    ),
    (COOP, "stage: kesepakatan", "stage: signed", "signed", ".", "allowed: penjajakan, rencana, kesepakatan"),
    (
        COOP,
        "en: The visit was on",
        "eng: The visit was on",
        "eng",
        "./tanggal",
        "unknown field `eng`; did you mean `en`?",
    ),
    (
        COOP,
        "      en: The visit was on {2025-05-30:d}.\n",
        "",
        "text:",
        "./tanggal",
        "the English text is missing: add `en` to `text`",
    ),
    (
        COOP,
        "    kind: kesepakatan_bersama\n",
        "",
        "- id: nota",
        "./nota",
        "`kind` is missing; it takes one of kesepakatan_bersama,",
    ),
    (
        COOP,
        "    planned: true",
        "    planned: 'no'",
        "planned",
        "./pasar",
        "is the text `no`; it takes true or false, without quotes",
    ),
    (COOP, "    planned: true", "    planned: 1", "planned", "./pasar", "it takes true or false"),
    (
        COOP,
        "part: {id: memimpin rombongan",
        "part: {id: no",
        "part",
        ".",
        "`part.id` is `no`, which YAML reads as false (put it in quotes",
    ),
    (
        COOP,
        "part: {id: memimpin rombongan",
        "part: {id: 30:10",
        "part",
        ".",
        "is `30:10`, which YAML reads as the number 1810",
    ),
    (
        COOP,
        "part: {id: memimpin rombongan",
        "part: {id: 2025-05-30",
        "part",
        ".",
        "`2025-05-30`, which YAML reads as a date",
    ),
    (
        COOP,
        "part: {id: memimpin rombongan",
        "part: {id: ~",
        "part",
        ".",
        "`part.id` is `~`, which YAML reads as nothing",
    ),
    (COOP, "part: {id: memimpin rombongan", "part: {id: '  '", "part", ".", "is empty; write a text"),
    (
        COOP,
        "part: {id: memimpin rombongan, en: led the delegation}",
        "part: memimpin",
        "part",
        ".",
        "it takes a text in both languages: {id: ..., en: ...}",
    ),
    (
        COOP,
        "[Which year?]}",
        "Which year?}",
        "Which year",
        "./tahun",
        "`questions.en` is the text `Which year?`; it takes a list: [...]",
    ),
    (
        COOP,
        "questions: {id: [Kapan kunjungannya?], en: [When was the visit?]}",
        "questions: [Kapan?]",
        "[Kapan?]",
        "./tanggal",
        "it takes lists in both languages",
    ),
    (
        COOP,
        "evidence: [Jumat]",
        "evidence: [no]",
        "[no]",
        "./tanggal",
        "`evidence[1]` is `no`, which YAML reads as false",
    ),
    (
        COOP,
        "    sources: [{source: fokus, evidence: [Jumat]}]",
        "    sources: []",
        "sources: []",
        "./tanggal",
        "is an empty list; at least one is needed",
    ),
    (
        COOP,
        "  - region: kota-palu",
        "  - {region: kota-palu, organisation: dpr-ri}",
        "dpr-ri",
        ".",
        "give either region or organisation",
    ),
    (
        COOP,
        "    date: 2025-05-30\n    region",
        "    date: Jumat\n    region",
        "Jumat",
        "./kunjungan",
        "`Jumat`, which is no day; write it as 2025-05-30",
    ),
    (
        COOP,
        "    date: 2025-05-30\n    region",
        "    date: 20250530\n    region",
        "20250530",
        "./kunjungan",
        "is no day",
    ),
    (
        COOP,
        "  - id: kunjungan",
        "  - id: Kunjungan Palu",
        "Kunjungan Palu\n",
        "./Kunjungan Palu",
        "an id is lower-case",
    ),
    (
        "sources.yaml",
        "https://example.org/palu",
        "example.org/palu",
        "example",
        "fokus",
        "begins with http:// or https://",
    ),
    (
        "sources.yaml",
        "  accessed: 2025-06-01",
        "  article: a.txt",
        "kabar\n",
        "kabar",
        "article and sha256 belong together",
    ),
    ("sources.yaml", "  accessed: 2025-06-01", "  article: a.txt\n  sha256: abc", "abc", "kabar", "64 digits"),
    ("regions.yaml", "  code: ID", "  code: Indonesia", "code", "indonesia", "Kemendagri code"),
    (
        "regions.yaml",
        "  code: ID",
        "  code: 64.71",
        "code",
        "indonesia",
        "is `64.71`, which YAML reads as the number 64.71",
    ),
    (
        "people.yaml",
        "name: Rahmad Mas'ud",
        "name: " + "x" * 161,
        "xxx",
        "rahmad-masud",
        "has 161 characters; at most 160",
    ),
    ("vocabulary.yaml", "  kapan: ", "  kapn: ", "kapn", "vocabulary", "allowed: siapa, kapan"),
    ("vocabulary.yaml", "yg: yang", "yg: no", "yg", "vocabulary", "is `no`, which YAML reads as false"),
    ("vocabulary.yaml", "yg: yang", "n: nomor", "n: nomor", "vocabulary", ""),
)


@pytest.mark.parametrize(("file", "old", "new", "at", "id_", "says"), WRONG[:-1])
def test_wrong(sample: Sample, file: str, old: str, new: str, at: str, id_: str, says: str) -> None:
    sample.edit(file, old, new)
    _, problems = read_folder(sample.folder)
    text = (sample.folder / file).read_text().splitlines()
    found = [problem for problem in problems if says in problem.message]
    assert len(found) == 1, "\n".join(map(str, problems))
    assert (found[0].file, found[0].id) == (file, id_.replace(".", "palu-balikpapan"))
    assert at in text[found[0].line - 1] + "\n"


def test_only_true_and_false_are_traps_among_short_words(sample: Sample) -> None:
    *_, (file, old, new, *_) = WRONG
    sample.edit(file, old, new)
    assert run(sample.folder)[0] == []


def test_all_problems_of_all_files_at_once(sample: Sample) -> None:
    sample.edit("sources.yaml", "  url:", "  uri:")
    sample.edit("regions.yaml", "Pemkot Palu", "Balikpapan")
    sample.edit("offices.yaml", "- id: wali-kota", "- id: wali-kota\n  id: bupati")
    sample.edit(COOP, "  - id: pasar\n", "  - id: pasar\n    colour: red\n")
    sample.edit(COOP, "near: [tanggal]", "near: [tangal]")
    sample.edit(COOP, "{2025-05-30:d}.\n      en", "{2025-05-32:d}.\n      en")
    sample.edit(COOP, "host: kota-balikpapan", "host: bpp")
    sample.edit("cooperations/palu-parepare.yaml", "stage: rencana", "stage: [")
    problems, counted = run(sample.folder)
    assert counted == ""
    assert [(problem.file, problem.line) for problem in problems] == sorted(
        [
            ("sources.yaml", sample.line("sources.yaml", "uri:")),
            ("regions.yaml", sample.line("regions.yaml", "Palu City")),
            ("offices.yaml", 2),
            (COOP, sample.line(COOP, "colour")),
            (COOP, sample.line(COOP, "tangal")),
            (COOP, sample.line(COOP, "05-32")),
            (COOP, sample.line(COOP, "bpp")),
            ("cooperations/palu-parepare.yaml", 5),
        ]
    ), "\n".join(map(str, problems))


def test_what_is_set_aside_still_exists(sample: Sample) -> None:
    # None of these may be followed by "there is no record with the id".
    sample.edit("regions.yaml", "  name: {id: Indonesia, en: Indonesia}\n", "")
    sample.edit("people.yaml", "  aliases: [Pak Hadianto]", "  aliases: Pak Hadianto")
    sample.edit(COOP, "      id: Kunjungan itu pada {2025-05-30:d}.\n", "")
    sample.edit("organisations.yaml", "- id: dpr-ri", "- id: dpr-ri: x")
    problems, _ = run(sample.folder)
    assert [problem.file for problem in problems] == [COOP, "organisations.yaml", "people.yaml", "regions.yaml"]


def test_lines_of_rules_are_right_after_something_was_set_aside(sample: Sample) -> None:
    sample.edit(COOP, "      id: Kunjungan itu pada {2025-05-30:d}.\n", "")
    sample.edit(COOP, "Palu hopes to open", "Palu opens")
    problems, _ = run(sample.folder)
    lines = [sample.line(COOP, "The visit was on") - 1, sample.line(COOP, "Palu opens")]
    assert [problem.line for problem in problems] == lines
    assert [problem.id for problem in problems] == ["palu-balikpapan/tanggal", "palu-balikpapan/pasar"]


def test_many_problems_of_shape_have_an_end(sample: Sample) -> None:
    (sample.folder / "offices.yaml").write_text("- {}\n" * 30_000)
    problems, _ = run(sample.folder)
    assert 100 < len(problems) < 120
    assert any("more problems" in problem.message for problem in problems)
