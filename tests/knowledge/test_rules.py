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
    """A spoilt file: what is replaced by what, and the problem that must come of it."""

    file: str
    old: str
    new: str
    at: str
    """Part of the line that is told."""
    id: str
    """Id that is told; a dot stands for the cooperation."""
    says: str
    severity: str = "error"


PAREPARE = "cooperations/palu-parepare.yaml"
BAD: dict[str, tuple[Bad, ...]] = {
    "ids_are_unique": (
        Bad(COOP, "  - id: pasar\n", "  - id: tanggal\n", "- id: tanggal\n", "./tanggal", "taken by"),
        Bad(COOP, "  - id: nilai\n", "  - id: pasar\n", "", "./pasar", "taken by"),
        Bad("organisations.yaml", "id: dpr-ri", "id: kota-palu", "id: kota-palu", "kota-palu", "regions"),
        Bad(
            "vocabulary.yaml",
            "question_words:",
            "  - id: harga\n    words: {id: [ongkos]}\nquestion_words:",
            "",
            "harga",
            "position 1",
        ),
    ),
    "tables_are_sorted": (
        Bad("people.yaml", "id: rahmad-masud", "id: ahmad", "id: ahmad", "ahmad", "before `hadianto-rasyid`"),
    ),
    "names_are_unambiguous": (
        Bad("regions.yaml", "Pemkot Palu", "BALIKPAPAN!", "BALIKPAPAN!", "kota-palu", "kota-balik"),
        Bad("people.yaml", "Pak Hadianto", "walkot", "walkot", "hadianto-rasyid", "`wali-kota`"),
        Bad("people.yaml", "Pak Hadianto", "'?!'", "?!", "hadianto-rasyid", "no letter"),
    ),
    "table_references_resolve": (
        Bad("regions.yaml", "indonesia\n  aliases", "indonesa\n  aliases", "indonesa", "kota-palu", "mean `indonesia`"),
        Bad(
            "people.yaml", "palu-balikpapan/tahun", "palu-balikpapan/tahu", "/tahu", "hadianto-rasyid", "no discrepancy"
        ),
        Bad("people.yaml", "palu-balikpapan/tahun", "tahun", "discrepancy", "hadianto-rasyid", "cooperation/disc"),
    ),
    "part_references_resolve": (
        Bad("people.yaml", "office: wali-kota", "office: walikota", "walikota", "hadianto-rasyid", "offices.yaml"),
        Bad("people.yaml", "of: kota-palu", "of: kota-pal", "kota-pal", "hadianto-rasyid", "regions.yaml or org"),
        Bad("people.yaml", "of: kota-palu", "to: kota-pal", "kota-pal", "hadianto-rasyid", "in regions.yaml with"),
        Bad(COOP, "- region: kota-palu", "- region: dpr-ri", "dpr-ri", ".", "regions.yaml"),
        Bad(COOP, "organisation: un-habitat", "organisation: unhabitat", "unhabitat", ".", "`un-habitat`?"),
        Bad(COOP, "person: hadianto", "person: hadiantu", "hadiantu", ".", "people.yaml"),
        Bad(COOP, "office: wali-kota", "office: camat", "camat", ".", "offices.yaml"),
        Bad(COOP, "    of: kota-palu", "    of: palu", "of: palu", ".", "regions.yaml or"),
        Bad(COOP, "sectors: [perdagangan, ikn]", "sectors: [perdagangan,\n  air]", "air]", ".", "sectors.yaml"),
        Bad(COOP, "    region: kota-balikpapan\n", "    region: bpp\n", "bpp", "./kunjungan", "regions"),
        Bad(COOP, "visitor: kota-palu", "visitor: palo", "palo", "./kunjungan", "regions"),
        Bad(COOP, "host: kota-balikpapan", "host: bpp", "host: bpp", "./kunjungan", "regions"),
        Bad(COOP, "speaker: hadianto-rasyid", "speaker: x", "speaker: x", "./tanggal", "people"),
        Bad(
            COOP,
            "discrepancy: tahun\n    speaker",
            "discrepancy: th\n    speaker",
            "discrepancy: th\n",
            "./tanggal",
            "no discrepancy",
        ),
        Bad(
            COOP,
            "discrepancy: tahun\nevents",
            "discrepancy: th\nevents",
            "discrepancy: th\n",
            "./nota",
            "no discrepancy",
        ),
        Bad(COOP, "near: [tanggal]", "near: [nota]", "near", "./nilai", "no fact"),
        Bad(COOP, "[palu-parepare]", "[palu-asean]", "related", ".", "no cooperation"),
        Bad(COOP, "[palu-parepare]", "[palu-balikpapan]", "related", ".", "itself"),
    ),
    "citations_resolve": (
        Bad(
            COOP,
            "source: fokus, evidence: [Jumat]",
            "source: focus, evidence: [Jumat]",
            "focus",
            "./tanggal",
            "mean `fokus`",
        ),
        Bad(
            COOP,
            "{source: fokus}, {source: kabar}",
            "{source: kabar}, {source: kabar}",
            "{source: kabar}, {",
            "./kunjungan",
            "twice",
        ),
    ),
    "sources_are_used": (
        Bad(
            "sources.yaml",
            "- id: kabar",
            "- id: gema\n  publisher: G\n  title: G\n- id: kabar",
            "id: gema",
            "gema",
            "no record",
            "warning",
        ),
    ),
    "parents_form_no_circle": (
        Bad(
            "regions.yaml",
            "  code: ID",
            "  parent: kota-palu",
            "parent: kota-palu",
            "indonesia",
            "indonesia -> kota-palu -> indonesia",
        ),
    ),
    "articles_are_published_before_they_are_read": (
        Bad("sources.yaml", "2025-06-01", "2025-05-01", "accessed", "kabar", "before it was published"),
    ),
    "events_come_before_their_articles": (
        Bad(
            COOP,
            "date: 2025-05-30\n    region",
            "date: 2025-05-31\n    region",
            "date: 2025-05-31",
            "./kunjungan",
            "`fokus`",
        ),
    ),
    "signings_come_before_their_articles": (
        Bad(
            COOP,
            "date: 2025-05-30\n    sectors",
            "date: 2025-05-31\n    sectors",
            "date: 2025-05-31",
            "./nota",
            "signed on 2025-05-31",
        ),
        Bad(PAREPARE, "2025-07-01", "2025-01-01", "2025-01-01", "palu-parepare/surat", "planned for"),
    ),
    "stages_fit_the_instruments": (
        Bad(COOP, "stage: kesepakatan", "stage: penjajakan", "stage:", ".", "`nota` is signed"),
        Bad(COOP, "stage: kesepakatan", "stage: rencana", "stage:", ".", "`nota` is signed"),
        Bad(PAREPARE, "stage: rencana", "stage: kesepakatan", "stage:", "palu-parepare", "no instrument is signed"),
        Bad(PAREPARE, "stage: rencana", "stage: perjanjian", "stage:", "palu-parepare", "no instrument is signed"),
    ),
    "signings_fit_the_stage": (
        Bad(
            PAREPARE,
            "facts:",
            "events:\n  - id: tanda-tangan\n    kind: penandatanganan\n    name: {id: Acara, en: Ceremony}\n"
            "    sources: [{source: kabar}]\nfacts:",
            "kind: penandatanganan",
            "palu-parepare/tanda-tangan",
            "the stage is `rencana`",
        ),
    ),
    "plans_sound_like_plans": (
        Bad(COOP, "Palu berharap membuka", "Palu membuka", "Palu membuka", "./pasar", "renca, akan"),
        Bad(COOP, "Palu berharap membuka", "Palu memperkirakan", "Palu memper", "./pasar", "akan"),
        Bad(COOP, "Palu hopes to open", "Palu opens", "Palu opens", "./pasar", "plan, will"),
    ),
    "nothing_is_left_to_write": (
        Bad(
            COOP, "Palu berharap membuka pasar di Balikpapan.", "TODO (berharap)", "TODO", "./pasar", "is still `TODO`"
        ),
        Bad("people.yaml", "Pak Hadianto", "TODO nama", "TODO nama", "hadianto-rasyid", "is still `TODO`"),
    ),
    "evidence_is_short": (
        Bad(
            COOP,
            "[nota kesepahaman]",
            "[satu dua tiga empat lima enam tujuh delapan sembilan]",
            "sembilan",
            ".",
            "9 words",
        ),
        Bad("people.yaml", '"Wali Kota Palu, Hadianto Rasyid"', '"..."', "...", "hadianto-rasyid", "no letter"),
    ),
    "questions_are_asked_once": (
        Bad(COOP, "Apa harapan Palu?", "kapan  Kunjungannya", "Kunjungannya", "./pasar", "palu-balikpapan/tanggal"),
        Bad(COOP, "Berapa nilainya?", "Tahun berapa", "Tahun berapa]", "./nilai", "palu-balikpapan/tahun"),
        Bad(
            PAREPARE,
            "What is the plan?",
            "When was the visit",
            "When was",
            "palu-parepare/rencana",
            "palu-balikpapan/tanggal",
        ),
        Bad(COOP, "Berapa nilainya?", "'?'", "'?'", "./nilai", "no letter"),
    ),
    "golden_questions_expect_entries": (
        Bad("questions.yaml", "palu-balikpapan/tanggal", "palu-balikpapan/tangal", "tangal", "questions", "mean"),
        Bad("questions.yaml", "unknown", "palu-balikpapan/nilai", "/nilai", "questions", "no entry"),
    ),
    "golden_questions_are_asked_once": (
        Bad("questions.yaml", "Berapa nilainya?", "kapan  kunjungannya", "kapan", "questions", "in line 1 already"),
    ),
    "facts_can_be_asked_in_both_languages": (
        Bad(COOP, "en: [When was the visit?]", "en: []", "Kapan kunjungannya", "./tanggal", "English", "warning"),
    ),
}


@pytest.mark.parametrize(("rule", "bad"), [(rule, bad) for rule, bads in BAD.items() for bad in bads])
def test_bad_example(sample: Sample, rule: str, bad: Bad) -> None:
    sample.edit(bad.file, bad.old, bad.new)
    problems, _ = run(sample.folder)
    assert len(problems) == 1, "\n".join(map(str, problems))
    (problem,) = problems
    loaded, shape_problems = read_folder(sample.folder)
    assert shape_problems == []
    assert problem in list(_rule(rule)(loaded)), "another rule found it"
    assert problem.id == bad.id.replace(".", "palu-balikpapan")
    assert problem.severity == bad.severity
    assert bad.says in problem.message
    assert problem.said("id") != problem.said("en")
    assert problem.file == bad.file
    assert bad.at in (sample.folder / bad.file).read_text().splitlines()[problem.line - 1] + "\n"


def _rule(name: str) -> rules.Rule:
    return next(rule for rule in rules.RULES if rule.__name__ == name)


def test_every_rule_has_a_bad_example_and_a_sentence() -> None:
    assert set(BAD) == {rule.__name__ for rule in rules.RULES}
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
