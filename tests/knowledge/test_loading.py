"""The folder as a whole: which files, in which order, and what comes out."""

from __future__ import annotations

import shutil
import time
from datetime import date

import pytest

from bot.knowledge.check import run
from bot.knowledge.loading import load
from bot.knowledge.model import Fact
from bot.knowledge.problems import KnowledgeError, Problem, complaint
from tests.knowledge.sample import COOP, KNOWLEDGE, Sample


def test_knowledge_is_indexed(sample: Sample) -> None:
    knowledge = load(sample.folder)
    assert list(knowledge.cooperations) == ["palu-balikpapan", "palu-parepare"]
    assert knowledge.name_of("kota-palu")["en"] == "Palu"
    assert knowledge.name_of("un-habitat")["id"] == "UN-Habitat"
    assert knowledge.sources["fokus"].published == date(2025, 5, 30)


def test_dates_are_written_out(sample: Sample) -> None:
    coop = load(sample.folder).cooperations["palu-balikpapan"]
    assert coop.summary["id"] == "Kedua kota bertemu pada Jumat, 30 Mei 2025."
    assert coop.summary["en"] == "The two cities met on Friday, 30 May 2025."
    assert coop.facts[0].text["id"] == "Kunjungan itu pada 30 Mei 2025."
    assert coop.facts[0].text["en"] == "The visit was on 30 May 2025."


def test_a_headline_keeps_its_braces(sample: Sample) -> None:
    assert load(sample.folder).sources["kabar"].title == "Dua Kota: {Satu} Pasar"


def test_dates_are_written_out_in_questions(sample: Sample) -> None:
    sample.edit(COOP, "en: [When was the visit?]", "en: ['What happened on {2025-05-30:d}?']")
    fact: Fact = load(sample.folder).cooperations["palu-balikpapan"].facts[0]
    assert fact.questions["en"] == ("What happened on 30 May 2025?",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("on {2025-02-30}", "there is no such day"),
        ("on {2025-13-01:d}", "there is no such day"),
        ("on {0000-01-01}", "there is no such day"),
        ("on {30 May}", "is no date placeholder"),
        ("on {2025-05-30:x}", "is no date placeholder"),
        ("on {2025-5-30}", "is no date placeholder"),
        ("on {}", "is no date placeholder"),
        ("on {2025-05-30", "`{` is no date placeholder"),
        ("on 2025-05-30}", "`}` is no date placeholder"),
        ("on {{2025-05-30", "is no date placeholder"),
    ],
)
def test_wrong_placeholders(sample: Sample, text: str, says: str) -> None:
    sample.edit(COOP, "en: The visit was on {2025-05-30:d}.", f"en: Visit {text}")
    with pytest.raises(KnowledgeError) as caught:
        load(sample.folder)
    problem = caught.value.problems[0]
    assert says in problem.message
    assert (problem.file, problem.line) == (COOP, sample.line(COOP, "Visit on"))
    assert problem.id == "palu-balikpapan/tanggal"


def test_version_tells_loads_apart(sample: Sample) -> None:
    before = load(sample.folder).version
    assert load(sample.folder).version == before
    assert len(before) == 12
    sample.edit("regions.yaml", "- id: indonesia", "# a note\n- id: indonesia")
    assert load(sample.folder).version != before


@pytest.mark.parametrize(
    ("name", "is_folder"),
    [
        ("source.yaml", False),
        ("notes.txt", False),
        ("coops", True),
        ("cooperations/a.yml", False),
        ("cooperations/old", True),
        ("cooperations/Palu Poso.yaml", False),
        ("cooperations/\udcff.yaml", False),
        ("a\nb", False),
    ],
)
def test_strangers_are_told(sample: Sample, name: str, is_folder: bool) -> None:
    path = sample.folder / name
    path.mkdir() if is_folder else path.write_text("x")
    (problem,) = run(sample.folder)[0]
    assert problem.file == ascii(name)[1:-1]
    assert "is no file" in problem.message


def test_neighbours_are_let_be(sample: Sample) -> None:
    for name in ("README.md", "LICENSE"):
        (sample.folder / name).write_text("x")
    (sample.folder / "schema").mkdir()
    assert run(sample.folder)[0] == []


@pytest.mark.parametrize("name", ["sources.yaml", "people.yaml", "vocabulary.yaml"])
def test_missing_files_are_told_once(sample: Sample, name: str) -> None:
    (sample.folder / name).unlink()
    (problem,) = run(sample.folder)[0]
    assert (problem.file, problem.line) == (name, 1)
    assert "No such file" in problem.message


@pytest.mark.parametrize("content", ["", "# nothing\n", "~\n", "text\n", "a: b\n"])
def test_wrong_tops_are_told(sample: Sample, content: str) -> None:
    (sample.folder / "sectors.yaml").write_text(content)
    (problem,) = run(sample.folder)[0]
    assert problem.file == "sectors.yaml"


def test_a_file_is_named_after_its_cooperation(sample: Sample) -> None:
    (sample.folder / "cooperations/palu-parepare.yaml").rename(sample.folder / "cooperations/parepare.yaml")
    problems, _ = run(sample.folder)
    assert [problem.message for problem in problems] == [
        "the id is `palu-parepare`, the file `parepare.yaml`; they must be the same"
    ]


def test_no_cooperation_is_told(sample: Sample) -> None:
    shutil.rmtree(sample.folder / "cooperations")
    assert "there is no cooperation in this folder" in [problem.message for problem in run(sample.folder)[0]]


def test_no_folder_is_told(sample: Sample) -> None:
    (problem,) = run(sample.folder / "none")[0]
    assert "there is no folder" in problem.message
    with pytest.raises(KnowledgeError):
        load(sample.folder / "none")


def test_a_problem_reads_like_an_address() -> None:
    problem = Problem("regions.yaml", 7, "kota-palu", complaint("missing_file"))
    assert str(problem) == "regions.yaml:7: kota-palu: is missing"
    assert str(KnowledgeError([problem, problem])) == f"{problem}\n{problem}"


def test_the_real_knowledge_is_good_and_quick() -> None:
    problems, counted = run(KNOWLEDGE)
    assert problems == [], "\n".join(map(str, problems))
    assert counted
    begun = time.process_time()
    load(KNOWLEDGE)
    # The goal is 0.3 s; the margin is for a machine that is doing something else.
    assert time.process_time() - begun < 1.5


def test_problems_of_one_rule_have_an_end(sample: Sample) -> None:
    region = "- {{id: r{0:05d}, kind: kota, name: {{id: n{0}, en: n{0}}}, parent: q{0:05d}}}\n"
    (sample.folder / "regions.yaml").write_text("".join(map(region.format, range(8000))))
    begun = time.process_time()
    problems, _ = run(sample.folder)
    assert time.process_time() - begun < 10
    assert 200 <= len(problems) < 220
