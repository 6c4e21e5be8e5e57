"""Every rule with its bad examples: the one problem, in the one line, under the one id."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from bot.knowledge import rules
from bot.knowledge.check import run
from bot.knowledge.loading import load, read_folder
from bot.knowledge.problems import KnowledgeError
from tests.knowledge.sample import COOP, Sample


class Bad(NamedTuple):
    rule: str
    file: str
    old: str
    new: str
    at: str
    id: str
    says: str
    severity: str = "error"


PAREPARE = "cooperations/palu-parepare.yaml"
ID_TWICE = "  - id: pasar\n"
BAD = (
    Bad("ids_are_unique", COOP, ID_TWICE, "  - id: tanggal\n", "- id: tanggal\n", "palu-balikpapan/tanggal", "taken by"),
    Bad("ids_are_unique", COOP, "  - id: nilai\n", "  - id: pasar\n", "", "palu-balikpapan/pasar", "taken by"),
    Bad("ids_are_unique", "organisations.yaml", "id: dpr-ri", "id: kota-palu", "id: kota-palu", "kota-palu", "regions"),
    Bad(
        "ids_are_unique",
        "vocabulary.yaml",
        "question_words:",
        "  - id: harga\n    words: {id: [ongkos]}\nquestion_words:",
        "",
        "harga",
        "position 1",
    ),
    Bad("tables_are_sorted", "people.yaml", "id: rahmad-masud", "id: ahmad", "id: ahmad", "ahmad", "before `hadianto-rasyid`"),
    Bad("names_are_unambiguous", "regions.yaml", "Pemkot Palu", "BALIKPAPAN!", "BALIKPAPAN!", "kota-palu", "kota-balik"),
    Bad("names_are_unambiguous", "people.yaml", "Pak Hadianto", "walkot", "walkot", "hadianto-rasyid", "`wali-kota`"),
    Bad("names_are_unambiguous", "people.yaml", "Pak Hadianto", "'?!'", "?!", "hadianto-rasyid", "no letter"),
    Bad("table_references_resolve", "regions.yaml", "indonesia\n  aliases", "indonesa\n  aliases", "indonesa", "kota-palu", "mean `indonesia`"),
    Bad("table_references_resolve", "people.yaml", "palu-balikpapan/tahun", "palu-balikpapan/tahu", "/tahu", "hadianto-rasyid", "no discrepancy"),
    Bad("table_references_resolve", "people.yaml", "palu-balikpapan/tahun", "tahun", "discrepancy", "hadianto-rasyid", "cooperation/disc"),
    Bad("part_references_resolve", "people.yaml", "office: wali-kota", "office: walikota", "walikota", "hadianto-rasyid", "offices.yaml"),
    Bad("part_references_resolve", "people.yaml", "of: kota-palu", "of: kota-pal", "kota-pal", "hadianto-rasyid", "regions.yaml or org"),
    Bad("part_references_resolve", "people.yaml", "of: kota-palu", "to: kota-pal", "kota-pal", "hadianto-rasyid", "in regions.yaml with"),
    Bad("part_references_resolve", COOP, "- region: kota-palu", "- region: dpr-ri", "dpr-ri", "palu-balikpapan", "regions.yaml"),
    Bad("part_references_resolve", COOP, "organisation: un-habitat", "organisation: unhabitat", "unhabitat", "palu-balikpapan", "`un-habitat`?"),
    Bad("part_references_resolve", COOP, "person: hadianto", "person: hadiantu", "hadiantu", "palu-balikpapan", "people.yaml"),
    Bad("part_references_resolve", COOP, "office: wali-kota", "office: camat", "camat", "palu-balikpapan", "offices.yaml"),
    Bad("part_references_resolve", COOP, "    of: kota-palu", "    of: palu", "of: palu", "palu-balikpapan", "regions.yaml or"),
    Bad("part_references_resolve", COOP, "sectors: [perdagangan, ikn]", "sectors: [perdagangan,\n  air]", "air]", "palu-balikpapan", "sectors.yaml"),
    Bad("part_references_resolve", COOP, "    region: kota-balikpapan\n", "    region: bpp\n", "bpp", "palu-balikpapan/kunjungan", "regions"),
    Bad("part_references_resolve", COOP, "visitor: kota-palu", "visitor: palo", "palo", "palu-balikpapan/kunjungan", "regions"),
    Bad("part_references_resolve", COOP, "host: kota-balikpapan", "host: bpp", "host: bpp", "palu-balikpapan/kunjungan", "regions"),
    Bad("part_references_resolve", COOP, "speaker: hadianto-rasyid", "speaker: x", "speaker: x", "palu-balikpapan/tanggal", "people"),
    Bad("part_references_resolve", COOP, "discrepancy: tahun\n    speaker", "discrepancy: th\n    speaker", "discrepancy: th\n", "palu-balikpapan/tanggal", "no discrepancy"),
    Bad("part_references_resolve", COOP, "discrepancy: tahun\nevents", "discrepancy: th\nevents", "discrepancy: th\n", "palu-balikpapan/nota", "no discrepancy"),
    Bad("part_references_resolve", COOP, "near: [tanggal]", "near: [nota]", "near", "palu-balikpapan/nilai", "no fact"),
    Bad("part_references_resolve", COOP, "[palu-parepare]", "[palu-asean]", "related", "palu-balikpapan", "no cooperation"),
    Bad("part_references_resolve", COOP, "[palu-parepare]", "[palu-balikpapan]", "related", "palu-balikpapan", "itself"),
    Bad("citations_resolve", COOP, "source: fokus, evidence: [Jumat]", "source: focus, evidence: [Jumat]", "focus", "palu-balikpapan/tanggal", "mean `fokus`"),
    Bad("citations_resolve", COOP, "{source: fokus}, {source: kabar}", "{source: kabar}, {source: kabar}", "{source: kabar}, {", "palu-balikpapan/kunjungan", "twice"),
    Bad("sources_are_used", "sources.yaml", "- id: kabar", "- id: gema\n  publisher: G\n  title: G\n- id: kabar", "id: gema", "gema", "no record", "warning"),
    Bad("parents_form_no_circle", "regions.yaml", "  code: ID", "  parent: kota-palu", "parent: kota-palu", "indonesia", "indonesia -> kota-palu -> indonesia"),
    Bad("articles_are_published_before_they_are_read", "sources.yaml", "2025-06-01", "2025-05-01", "accessed", "fokus", "before it was published"),
    Bad("events_come_before_their_articles", COOP, "date: 2025-05-30\n    region", "date: 2025-05-31\n    region", "date: 2025-05-31", "palu-balikpapan/kunjungan", "`fokus`"),
    Bad("signings_come_before_their_articles", COOP, "date: 2025-05-30\n    sectors", "date: 2025-05-31\n    sectors", "date: 2025-05-31", "palu-balikpapan/nota", "signed on 2025-05-31"),
    Bad("signings_come_before_their_articles", PAREPARE, "2025-07-01", "2025-01-01", "2025-01-01", "palu-parepare/surat", "planned for"),
    Bad("stages_fit_the_instruments", COOP, "stage: kesepakatan", "stage: penjajakan", "stage:", "palu-balikpapan", "`nota` is signed"),
    Bad("stages_fit_the_instruments", COOP, "stage: kesepakatan", "stage: rencana", "stage:", "palu-balikpapan", "`nota` is signed"),
    Bad("stages_fit_the_instruments", PAREPARE, "stage: rencana", "stage: kesepakatan", "stage:", "palu-parepare", "no instrument is signed"),
    Bad("stages_fit_the_instruments", PAREPARE, "stage: rencana", "stage: perjanjian", "stage:", "palu-parepare", "no instrument is signed"),
    Bad("plans_sound_like_plans", COOP, "Palu berharap membuka", "Palu membuka", "Palu membuka", "palu-balikpapan/pasar", "renca, akan"),
    Bad("plans_sound_like_plans", COOP, "Palu berharap membuka", "Palu memperkirakan", "Palu memper", "palu-balikpapan/pasar", "akan"),
    Bad("plans_sound_like_plans", COOP, "Palu hopes to open", "Palu opens", "Palu opens", "palu-balikpapan/pasar", "plan, will"),
    Bad("evidence_is_short", COOP, "[nota kesepahaman]", "[satu dua tiga empat lima enam tujuh delapan sembilan]", "sembilan", "palu-balikpapan", "9 words"),
    Bad("evidence_is_short", "people.yaml", '"Wali Kota Palu, Hadianto Rasyid"', '"..."', "...", "hadianto-rasyid", "no letter"),
    Bad("questions_are_asked_once", COOP, "Apa harapan Palu?", "kapan  Kunjungannya", "Kunjungannya", "palu-balikpapan/pasar", "palu-balikpapan/tanggal"),
    Bad("questions_are_asked_once", COOP, "Berapa nilainya?", "Tahun berapa", "Tahun berapa]", "palu-balikpapan/nilai", "palu-balikpapan/tahun"),
    Bad("questions_are_asked_once", PAREPARE, "What is the plan?", "When was the visit", "When was", "palu-parepare/rencana", "palu-balikpapan/tanggal"),
    Bad("questions_are_asked_once", COOP, "Berapa nilainya?", "'?'", "'?'", "palu-balikpapan/nilai", "no letter"),
    Bad("facts_can_be_asked_in_both_languages", COOP, "en: [When was the visit?]", "en: []", "Kapan kunjungannya", "palu-balikpapan/tanggal", "English", "warning"),
)  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.rule)
def test_bad_example(sample: Sample, bad: Bad) -> None:
    sample.edit(bad.file, bad.old, bad.new)
    problems, _ = run(sample.folder)
    assert len(problems) == 1, "\n".join(map(str, problems))
    (problem,) = problems
    loaded, shape_problems = read_folder(sample.folder)
    assert shape_problems == []
    assert problem in list(_rule(bad.rule)(loaded)), "another rule found it"
    assert problem.id == bad.id
    assert problem.severity == bad.severity
    assert bad.says in problem.message
    assert problem.file == bad.file
    assert bad.at in (sample.folder / bad.file).read_text().splitlines()[problem.line - 1] + "\n"


def _rule(name: str) -> rules.Rule:
    return next(rule for rule in rules.RULES if rule.__name__ == name)


def test_every_rule_has_a_bad_example_and_a_sentence() -> None:
    assert {bad.rule for bad in BAD} == {rule.__name__ for rule in rules.RULES}
    assert all(rule.__doc__ for rule in rules.RULES)


def test_good_example_is_good(sample: Sample) -> None:
    problems, counted = run(sample.folder)
    assert problems == []
    assert counted.startswith("2 cooperations, 3 facts, 1 discrepancies, 1 gaps, 2 sources")
    assert "10 ways to ask" in counted


def test_warnings_do_not_refuse(sample: Sample) -> None:
    sample.edit("sources.yaml", "- id: kabar", "- id: gema\n  publisher: G\n  title: G\n- id: kabar")
    assert "gema" in load(sample.folder).sources
    problems, counted = run(sample.folder)
    assert [problem.severity for problem in problems] == ["warning"]
    assert ": gema: warning: " in str(problems[0])
    assert counted


def test_place_and_sector_may_share_a_name(sample: Sample) -> None:
    # IKN is both in the sample; the same name twice among places is refused.
    sample.edit("regions.yaml", "aliases: {id: [Pemkot Palu]", "aliases: {id: [IKN]")
    with pytest.raises(KnowledgeError, match="also names `kota-palu`"):
        load(sample.folder)


def test_a_longer_circle_is_told_once(sample: Sample) -> None:
    sample.edit("regions.yaml", "  code: ID", "  parent: nusantara")
    sample.edit("regions.yaml", "  kind: kawasan", "  kind: kawasan\n  parent: kota-palu")
    problems, _ = run(sample.folder)
    assert [problem.id for problem in problems] == ["indonesia"]
