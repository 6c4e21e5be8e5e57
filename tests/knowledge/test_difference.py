"""The difference between two loads: every record and field that changed, and nothing else."""

from __future__ import annotations

from bot.knowledge.difference import Change, Difference, Field, difference
from bot.knowledge.loading import load
from bot.rendering.difference import LONGEST, MOST, headline, lines
from tests.knowledge.sample import COOP, FILES, KNOWLEDGE, Sample

PAREPARE = "cooperations/palu-parepare.yaml"


def between(sample: Sample, *edits: tuple[str, str, str]) -> Difference:
    old = load(sample.folder)
    for edit in edits:
        sample.edit(*edit)
    return difference(old, load(sample.folder))


def test_nothing_changed(sample: Sample) -> None:
    same = between(sample, ("regions.yaml", "- id: indonesia", "# a note\n- id: indonesia"))
    assert not same
    assert same.changes == ()
    assert same.old != same.new
    assert headline(same, "en") == f"Nothing changed (version {same.new})."
    assert len(lines(same, "id")) == 1


def test_a_field_of_a_fact(sample: Sample) -> None:
    found = between(sample, (COOP, "The visit was on {2025-05-30:d}.", "They came on {2025-05-30:d}."))
    assert [group.cooperation for group in found.groups] == ["palu-balikpapan"]
    text = Field("text.en", "The visit was on 30 May 2025.", "They came on 30 May 2025.")
    assert found.changes == (Change("changed", "facts", "tanggal", (text,)),)


def test_of_a_list_only_what_went_and_came(sample: Sample) -> None:
    found = between(sample, (COOP, "[Kapan kunjungannya?]", "[Kapan kunjungannya?, Kapan dia datang?]"))
    assert found.changes[0].fields == (Field("questions.id", "", "Kapan dia datang?"),)


def test_the_order_of_a_list(sample: Sample) -> None:
    found = between(sample, (COOP, "[perdagangan, ikn]", "[ikn, perdagangan]"))
    assert found.changes == (
        Change(
            "changed", "cooperations", "palu-balikpapan", (Field("sectors", "perdagangan; ikn", "ikn; perdagangan"),)
        ),
    )


def test_records_come_and_go(sample: Sample) -> None:
    stage = (COOP, "category: KSDD\n", "")
    gap = (COOP, "  - id: nilai\n", "  - id: harga\n")
    person = ("people.yaml", "- id: rahmad-masud", "- id: rahmad")
    word = ("vocabulary.yaml", "  yg: yang\n", "  yg: yang\n  dgn: dengan\n")
    golden = ("questions.yaml", "Berapa nilainya?", "Berapa?")
    found = between(sample, stage, gap, person, word, golden)
    assert [(c.kind, c.table, c.id) for c in found.changes] == [
        ("changed", "cooperations", "palu-balikpapan"),
        ("removed", "gaps", "nilai"),
        ("added", "gaps", "harga"),
        ("removed", "people", "rahmad-masud"),
        ("added", "people", "rahmad"),
        ("changed", "vocabulary", "vocabulary"),
        ("removed", "golden", "Berapa nilainya?"),
        ("added", "golden", "Berapa?"),
    ]
    assert found.changes[0].fields == (Field("category", "KSDD", ""),)
    assert found.changes[5].fields == (Field("spellings", "", "dgn: dengan"),)
    assert found.counts["people", "added"] == 1
    assert [group.cooperation for group in found.groups] == ["palu-balikpapan", None]


def test_whole_cooperations(sample: Sample) -> None:
    old = load(sample.folder)
    (sample.folder / PAREPARE).unlink()
    sample.edit(COOP, "related: [palu-parepare]\n", "")
    new = load(sample.folder)
    assert [(c.kind, c.id) for c in difference(old, new).changes] == [
        ("changed", "palu-balikpapan"),
        ("removed", "palu-parepare"),
    ]
    assert difference(new, old).changes[-1] == Change("added", "cooperations", "palu-parepare")
    assert PAREPARE in FILES


def test_as_lines(sample: Sample) -> None:
    found = between(
        sample,
        (COOP, "  - id: nilai\n", "  - id: harga\n"),
        (COOP, "id: Harinya Jumat.", "id: Jumat."),
        ("people.yaml", "[Pak Hadianto]", "[Pak Hadianto, Pak Anto]"),
    )
    assert lines(found, "en") == [
        f"Changes {found.old} → {found.new}: 1 added, 2 changed, 1 removed.",
        "palu-balikpapan:",
        "~ disagreement tahun: changed",
        "   why.id: Harinya Jumat. → Jumat.",
        "− gap nilai: removed",
        "+ gap harga: added",
        "Shared tables:",
        "~ person hadianto-rasyid: changed",
        "   aliases: + Pak Anto",
    ]
    assert lines(found, "id")[1:3] == ["palu-balikpapan:", "~ perbedaan sumber tahun: berubah"]
    assert lines(found, "en", most=4)[-1] == "… and 6 more lines"


def test_the_lines_have_an_end(sample: Sample) -> None:
    found = difference(load(sample.folder), load(KNOWLEDGE))
    shown = lines(found, "id")
    assert len(shown) == MOST
    assert all(len(line) < 3 * LONGEST for line in shown)
    assert len(lines(found, "id", most=10_000)) > MOST
