"""What an editor would notice, each with bad examples: the one problem, in the one line, under the one id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge import rules
from bot.knowledge.check import run
from bot.knowledge.loading import load, read_folder
from bot.knowledge.rules_dates import sources_were_seen_lately
from bot.knowledge.rules_languages import figures_of, words_of
from bot.knowledge.rules_weekdays import wrong_weekdays
from tests.knowledge.sample import COOP, KNOWLEDGE, Sample
from tests.knowledge.test_rules import PAREPARE, Bad

VISITOR = "    part: {id: memimpin rombongan, en: led the delegation}\n    sources: [{source: fokus}]\n"
SECOND_ROLE = (
    "  - person: rahmad-masud\n    office: wali-kota\n    of: kota-palu\n"
    "    part: {id: ikut serta, en: took part}\n    sources: [{source: fokus}]\n"
)
HOSTS = "".join(
    SECOND_ROLE.replace("kota-palu", "kota-balikpapan").replace("rahmad-masud", person)
    for person in ("rahmad-masud", "hadianto-rasyid")
)
TENURE = "  tenures:\n    - office: wali-kota\n      of: kota-balikpapan\n      sources: [{source: kabar}]\n"
THIRD = "- id: zul\n  name: Zul\n" + TENURE
TWIN = (
    "parties:\n  - region: kota-palu\n  - region: kota-balikpapan\n  - {organisation: un-habitat, prospective: true}\n"
)

BAD: dict[str, tuple[Bad, ...]] = {
    "records_are_referred_to": (
        Bad(
            "organisations.yaml",
            "- id: un-habitat",
            "- id: kadin\n  name: {id: Kadin, en: Chamber}\n- id: un-habitat",
            "id: kadin",
            "kadin",
            "no text names it",
            "warning",
        ),
        Bad(
            "people.yaml",
            "name: Rahmad Mas'ud",
            "name: Budi",
            "id: rahmad-masud",
            "rahmad-masud",
            "no record",
            "warning",
        ),
    ),
    "sources_were_seen_lately": (
        Bad(
            "sources.yaml",
            "  url: https",
            "  accessed: 2025-05-30\n  url: https",
            "accessed: 2025-05-30",
            "fokus",
            "was last",
            "warning",
        ),
    ),
    "weekdays_fit_their_dates": (
        Bad(
            COOP,
            "id: Kunjungan itu pada {2025-05-30:d}.",
            "id: 'Kunjungan itu pada Kamis, 30 Mei 2025.'",
            "Kamis",
            "./tanggal",
            "Friday, 30",
        ),
        Bad(
            COOP,
            "en: The visit was on {2025-05-30:d}.",
            "en: 'It was on Monday, 30 May 2025.'",
            "Monday",
            "./tanggal",
            "Friday, 30",
        ),
    ),
    "quoted_weekdays_are_explained": (
        Bad(
            COOP,
            "    sources: [{source: kabar}]\n    planned: true",
            "    sources: [{source: kabar, evidence: ['Kamis (30/5/2025)']}]\n    planned: true",
            "Kamis",
            "./pasar",
            "add a disc",
        ),
    ),
    "titles_have_one_holder": (
        Bad(
            "people.yaml",
            "  name: Rahmad Mas'ud\n",
            "  name: Rahmad Mas'ud\n" + TENURE + THIRD,
            "",
            "zul",
            "`rahmad-masud` too",
        ),
    ),
    "roles_have_one_holder": (
        Bad(COOP, VISITOR, VISITOR + HOSTS, "person: hadianto-rasyid", ".", "`rahmad-masud` has the office"),
    ),
    "people_have_one_spelling": (
        Bad(
            "people.yaml",
            "- id: rahmad-masud\n  name: Rahmad Mas'ud",
            "- id: rachmad\n  name: Rachmad Mas'oed\n- id: rahmad-masud\n  name: Rahmad Mas'ud",
            "Rahmad Mas'ud",
            "rahmad-masud",
            "`rachmad`",
        ),
    ),
    "texts_spell_names_as_recorded": (
        Bad(
            COOP,
            "Kedua kota bertemu pada",
            "Kedua kota dan Hadianto Rasjid bertemu pada",
            "Rasjid",
            ".",
            "`Hadianto Rasyid`",
            "warning",
        ),
        Bad(
            COOP,
            "The two cities met on",
            "Hadiantu Rasyid's two cities met on",
            "Hadiantu",
            ".",
            "`Hadianto Rasyid`",
            "warning",
        ),
    ),
    "cooperations_have_their_own_names": (
        Bad(
            PAREPARE,
            "id: Palu dan Parepare,",
            "id: 'kerja sama: PALU dan Balikpapan',",
            "PALU dan",
            "palu-parepare",
            "join the two",
        ),
    ),
    "cooperations_are_told_once": (
        Bad(
            PAREPARE,
            "parties: [{region: kota-palu}]\n",
            TWIN,
            "parties:",
            "palu-parepare",
            "parties of `palu-balikpapan`",
            "warning",
        ),
    ),
    "numbers_agree": (
        Bad(COOP, "Palu hopes to open a market", "Palu hopes to open 12 markets", "12", "./pasar", "only en has `12`"),
        Bad(
            COOP,
            "en: The visit was on {2025-05-30:d}.",
            "en: The visit was on 30 June 2025.",
            "June",
            "./tanggal",
            "`May`; only en has `June`",
        ),
        Bad(
            COOP,
            "id: Nilainya tidak disebut., en: The value is not given.",
            "id: 'Bukan 2,8 miliar.', en: Not 2.8 million",
            "Bukan",
            "./nilai",
            "2800000000",
        ),
        Bad(
            COOP,
            "Palu hopes to open a market",
            "Palu hopes to open four markets",
            "four",
            "./pasar",
            "number words",
            "warning",
        ),
    ),
    "names_agree": (
        Bad(
            COOP,
            "Palu hopes to open a market in Balikpapan.",
            "The city hopes to open a market in Balikpapan.",
            "The city hopes",
            "./pasar",
            "only id has `kota-palu`",
            "warning",
        ),
    ),
    "each_language_is_itself": (
        Bad(
            COOP,
            "Palu hopes to open a market in Balikpapan.",
            "Palu ingin membuka pasar yang baru di Balikpapan dan will.",
            "will",
            "./pasar",
            "to be English",
        ),
        Bad(
            COOP,
            "Palu berharap membuka pasar di Balikpapan.",
            "Palu hopes to open a market in Balikpapan and the ingin.",
            "ingin",
            "./pasar",
            "to be Indonesian",
        ),
    ),
}


@pytest.mark.parametrize(("rule", "bad"), [(rule, bad) for rule, bads in BAD.items() for bad in bads])
def test_bad_example(sample: Sample, rule: str, bad: Bad) -> None:
    sample.edit(bad.file, bad.old, bad.new)
    loaded, shape_problems = read_folder(sample.folder)
    found = next(one for one in rules.EDITORIAL if one.__name__ == rule)
    problems = list(found(loaded))
    assert len(problems) == 1, "\n".join(map(str, [*shape_problems, *problems]))
    (problem,) = problems
    # Another rule may see something as well: a text that is spoilt in one language no longer fits the other.
    assert problem in run(sample.folder)[0]
    assert problem.id == bad.id.replace(".", "palu-balikpapan")
    assert problem.severity == bad.severity
    assert bad.says in problem.message
    assert problem.said("id") != problem.said("en")
    assert problem.file == bad.file
    assert bad.at in (sample.folder / bad.file).read_text().splitlines()[problem.line - 1] + "\n"
    # The bot starts all the same.
    assert load(sample.folder).cooperations


def test_every_rule_has_a_bad_example_and_a_sentence() -> None:
    assert set(BAD) == {rule.__name__ for rule in rules.EDITORIAL}
    assert all(rule.__doc__ for rule in rules.EDITORIAL)


def test_the_editor_waits_until_nothing_is_broken(sample: Sample) -> None:
    sample.edit(COOP, "Palu hopes to open a market", "Palu hopes to open 12 markets")
    sample.edit(COOP, "category: KSDD", "category: KSD")
    assert ["is not in its list" in problem.message for problem in run(sample.folder)[0]] == [True]


def test_a_source_grows_old_on_its_day(sample: Sample) -> None:
    sample.edit("sources.yaml", "  url: https", "  accessed: 2025-06-01\n  url: https")
    loaded, _ = read_folder(sample.folder)
    assert list(sources_were_seen_lately(replace(loaded, today=date(2026, 6, 1)))) == []
    assert len(list(sources_were_seen_lately(replace(loaded, today=date(2026, 6, 2))))) == 1


def test_a_disputed_office_may_have_two_holders(sample: Sample) -> None:
    # The sample's mayor of Palu carries a discrepancy.
    tenure = TENURE.replace("kota-balikpapan", "kota-palu")
    sample.edit("people.yaml", "  name: Rahmad Mas'ud\n", "  name: Rahmad Mas'ud\n" + tenure)
    sample.edit(COOP, VISITOR, VISITOR + SECOND_ROLE)
    assert run(sample.folder)[0] == []


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("Rp2,8 miliar", "id", {"2800000000"}),
        ("2.8 billion rupiah", "en", {"2800000000"}),
        ("1.250 ton dan 46 negara", "id", {"1250", "46"}),
        ("1,250 tonnes; 46 countries", "en", {"1250", "46"}),
        ("industri 4.0", "id", {"4"}),
        ("95 persen, 0,5 persen", "id", {"95", "0.5"}),
        ("pada 7 Agustus 2025", "id", {"7", "August", "2025"}),
        ("it may march on", "en", set()),
        ("on 3 May 2025", "en", {"3", "May", "2025"}),
        ("tiga juta", "id", set()),
        ("versi 1.2.3", "id", {"1.2.3"}),
    ],
)
def test_figures(text: str, language: str, figures: set[str]) -> None:
    assert figures_of(text, language) == figures


def test_number_words() -> None:
    assert words_of("Ketujuh kota, tiga langkah", "id") == {"7", "3"}
    assert words_of("the seventh of three", "en") == {"7", "3"}
    assert words_of("satu dua", "id") == words_of("one of two", "en") == set()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Jumat, 30 Mei 2025", 0),
        ("Jumat (30/5/2025)", 0),
        ("Jum'at, 30-05-2025", 0),
        ("Friday morning, 30 May 2025", 0),
        ("Jumat (30/5/2024)", 1),
        ("SENIN, 30 MEI 2025 dan Selasa (30/5/2025)", 2),
        ("Senin, 31/4/2025", 0),
        ("Senin lalu; 30 Mei 2025", 0),
    ],
)
def test_weekdays(text: str, wrong: int) -> None:
    assert len(list(wrong_weekdays(text))) == wrong


def test_the_real_knowledge_passes_its_editor() -> None:
    loaded, problems = read_folder(KNOWLEDGE)
    assert [*problems, *rules.edit(replace(loaded, today=date(2026, 2, 1)))] == []
