"""Files and overlays: what lies over the folder, what it is called, and what comes out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge import rules
from bot.knowledge.aliases import with_alias
from bot.knowledge.exporting import exported, taken_over, write_folder
from bot.knowledge.files import content_hash, is_name, merged, overlay_between, read
from bot.knowledge.loading import load, load_files, read_files
from bot.knowledge.model import Bilingual, BilingualList, Concept, Vocabulary
from bot.knowledge.parsed import Read
from bot.knowledge.problems import KnowledgeError
from bot.knowledge.writing import as_file, canonical, raw, rewritten
from bot.knowledge.yamlfile import YamlFile, parse_yaml
from tests.knowledge.sample import COOP, FILES, KNOWLEDGE, Sample

REAL = read(KNOWLEDGE).files
SMALL = {name: text.encode() for name, text in FILES.items()}
PAREPARE = "cooperations/palu-parepare.yaml"


def test_files_load_as_the_folder_does(sample: Sample) -> None:
    assert load_files(read(sample.folder).files) == load(sample.folder)
    assert load(sample.folder).version == content_hash(SMALL)


@pytest.mark.parametrize("name", sorted(REAL))
def test_names_of_the_real_files(name: str) -> None:
    assert is_name(name)


NO_NAMES = (
    "",
    "x.yaml",
    "../people.yaml",
    "cooperations/../people.yaml",
    "cooperations/a/b.yaml",
    "/people.yaml",
    "README.md",
    "cooperations/",
    "cooperations/A.yaml",
    "schema/people.schema.json",
    "people.yaml\n",
    "cooperations/a.yaml\n",
)


@pytest.mark.parametrize("name", NO_NAMES)
def test_names_of_nothing(name: str) -> None:
    assert not is_name(name)
    with pytest.raises(ValueError, match="not a file of the knowledge"):
        merged(SMALL, {name: b"x"})


def test_an_overlay_changes_adds_and_removes() -> None:
    overlay = {PAREPARE: None, "people.yaml": b"[]\n", "cooperations/baru.yaml": b"id: baru\n"}
    whole = merged(SMALL, overlay)
    assert PAREPARE not in whole
    assert whole["people.yaml"] == b"[]\n"
    assert overlay_between(SMALL, whole) == overlay
    assert content_hash(whole) != content_hash(SMALL)
    assert merged(whole, {PAREPARE: None}) == whole


def test_a_missing_table_is_told_once() -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_files({name: content for name, content in SMALL.items() if name != "people.yaml"})
    assert [str(problem) for problem in caught.value.problems] == ["people.yaml:1: people: is missing"]


def test_golden_questions_may_be_missing() -> None:
    assert load_files({name: content for name, content in SMALL.items() if name != "questions.yaml"}).golden == ()
    assert [one.expects for one in load_files(SMALL).golden] == ["palu-balikpapan/tanggal", "unknown"]


def test_only_changed_files_are_read_again() -> None:
    before: Read = {}
    first, problems = read_files(SMALL, before=before)
    assert not problems
    changed = merged(SMALL, {PAREPARE: SMALL[PAREPARE].replace(b"Baru rencana.", b"Masih rencana.")})
    second, _ = read_files(changed, before=before)
    assert second.cooperations[0].record is first.cooperations[0].record
    assert second.cooperations[1].record is not first.cooperations[1].record
    assert second.knowledge() == load_files(changed)
    assert set(before) == set(changed)


def test_a_faulty_file_is_told_again_and_lines_are_found_late() -> None:
    before: Read = {}
    read_files(SMALL, before=before)
    spoilt = merged(SMALL, {"people.yaml": SMALL["people.yaml"].replace(b"office: wali-kota", b"ofice: wali-kota")})
    for _ in range(2):
        _, problems = read_files(spoilt, before=before)
        assert [(one.file, one.line) for one in problems] == [("people.yaml", 5), ("people.yaml", 5)]
        assert "people.yaml" not in before
    gone = merged(SMALL, {"sectors.yaml": b"- id: ikn\n  name: {id: IKN, en: IKN}\n"})
    loaded, _ = read_files(gone, before=before)
    again, _ = read_files(gone)
    rows = (loaded.cooperations[0], again.cooperations[0])
    assert loaded.place(rows[0], ("facts", 1)) == again.place(rows[1], ("facts", 1))


@pytest.mark.parametrize("files", [SMALL, dict(REAL)], ids=["sample", "real"])
def test_the_canonical_form_is_stable_and_means_the_same(files: dict[str, bytes]) -> None:
    once = {name: rewritten(name, content) for name, content in files.items()}
    assert {name: rewritten(name, content) for name, content in once.items()} == once
    before, after = load_files(files), load_files(once)
    assert after.model_copy(update={"version": before.version}) == before


def test_an_export_is_stable(tmp_path: Path) -> None:
    overlay = {PAREPARE: None, COOP: SMALL[COOP].replace(b"[palu-parepare]", b"[]  # none yet")}
    out = exported(SMALL, overlay)
    assert PAREPARE not in out
    assert out["people.yaml"] == SMALL["people.yaml"]
    assert b"# none yet" not in out[COOP]
    assert b"{2025-05-30:d}" in out[COOP], "dates stay placeholders"
    write_folder(out, tmp_path / "out")
    found = read(tmp_path / "out")
    assert found.problems == ()
    assert exported(found.files, {}) == exported(found.files, found.files) == out
    assert load(tmp_path / "out").cooperations == load_files(merged(SMALL, overlay)).cooperations
    with pytest.raises(FileExistsError):
        write_folder(out, tmp_path / "out")


def test_what_has_found_its_way_back_lies_over_the_folder_no_longer() -> None:
    commented = SMALL[COOP] + b"# a note\n"
    overlay = {
        "people.yaml": SMALL["people.yaml"],
        COOP: commented,
        PAREPARE: None,
        "questions.yaml": b"- x",
        "sectors.yaml": None,
    }
    folder = {**merged(SMALL, {PAREPARE: None}), COOP: rewritten(COOP, commented)}
    assert taken_over(folder, overlay) == {"people.yaml", COOP, PAREPARE}
    assert taken_over(SMALL, {COOP: commented}) == set()


def test_an_export_refuses_what_cannot_be_written_again() -> None:
    with pytest.raises(KnowledgeError) as caught:
        exported(SMALL, {COOP: SMALL[COOP].replace(b"category: KSDD", b"category: KSD")})
    assert caught.value.problems[0].line == 3


def test_fields_stand_in_the_order_of_the_model_without_defaults() -> None:
    text = canonical(Concept(id="harga", words=BilingualList(id=("no", "2025"), en=("a: b",)), asks=True))
    assert text == "id: harga\nwords:\n  id:\n    - 'no'\n    - '2025'\n  en:\n    - 'a: b'\nasks: true\n"
    assert canonical([Bilingual(id="x", en="y")]) == "- id: x\n  en: y\n"
    assert "\n" not in canonical(Concept(id="a", words=BilingualList())).partition("words: {}")[0].removeprefix(
        "id: a\n"
    )


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=150).filter(
    lambda text: text.strip() and "\ufeff" not in text
)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(TEXTS, max_size=4), spellings=st.dictionaries(TEXTS, TEXTS, max_size=4))
def test_any_text_survives(words: list[str], spellings: dict[str, str]) -> None:
    fillers = BilingualList(id=tuple(words), en=tuple(reversed(words)))
    value = Vocabulary(spellings=spellings, concepts=(), question_words={}, fillers=fillers, small_talk={})
    content = as_file("vocabulary.yaml", value)
    assert raw("vocabulary.yaml", content) == value
    assert rewritten("vocabulary.yaml", content) == content


@pytest.mark.parametrize(
    ("entry", "of"),
    [
        ("palu-balikpapan", lambda coop: coop.aliases),
        ("palu-balikpapan/pasar", lambda coop: coop.facts[1].questions),
        ("palu-balikpapan!tahun", lambda coop: coop.discrepancies[0].questions),
        ("palu-balikpapan?nilai", lambda coop: coop.gaps[0].questions),
    ],
)
def test_a_wording_becomes_a_way_to_ask(entry: str, of: object) -> None:
    files = with_alias(SMALL, entry, "id", "  mau   jualan apa sih: di sana? # ya ")
    assert list(overlay_between(SMALL, files)) == [COOP]
    coop = load_files(files).cooperations["palu-balikpapan"]
    assert callable(of)
    assert of(coop)["id"][-1] == "mau jualan apa sih: di sana? # ya"
    assert len(coop.facts) == 2
    assert with_alias(files, entry, "id", "MAU jualan apa sih di sana ya!") == files


def test_a_wording_that_cannot_be_added() -> None:
    for entry in ("palu-balikpapan/none", "none/x", "none", "../x", "palu-balikpapan!pasar", ""):
        with pytest.raises(KeyError):
            with_alias(SMALL, entry, "id", "x")
    with pytest.raises(ValueError, match="language"):
        with_alias(SMALL, "palu-balikpapan", "de", "x")
    with pytest.raises(ValueError, match="surrogates"):
        with_alias(SMALL, "palu-balikpapan", "id", "\ud800")
    # What the whole forbids is told by the check of the whole.
    for wording in ("Kapan kunjungannya?", "x" * 161, "{kapan}", "\u200bkapan"):
        with pytest.raises(KnowledgeError):
            load_files(with_alias(SMALL, "palu-balikpapan/pasar", "id", wording))


def test_what_did_not_change_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before: Read = {}
    read_files(SMALL, before=before)
    parsed: list[str] = []

    def noted(content: bytes, name: str) -> YamlFile:
        parsed.append(name)
        return parse_yaml(content, name)

    for module in ("loading", "parsed"):
        monkeypatch.setattr(f"bot.knowledge.{module}.parse_yaml", noted)
    loaded, _ = read_files(merged(SMALL, {COOP: SMALL[COOP] + b"# a note\n"}), before=before)
    assert rules.check(loaded) == []
    # The lines of the golden questions are compared.
    assert parsed == [COOP, "questions.yaml"]
