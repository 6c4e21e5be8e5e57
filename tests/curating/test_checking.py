"""The checks that ask: records their own questions, golden questions theirs, and how both are told."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.answering.engine import Engine
from bot.curating import checking, finding, golden, selfcheck
from bot.knowledge.loading import load, read_folder
from bot.knowledge.model import Golden
from tests.knowledge.sample import COOP, KNOWLEDGE, Sample, write


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return write(tmp_path / "knowledge")


def test_the_sample_passes(sample: Sample) -> None:
    problems, summary = checking.run(sample.folder)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    assert "2 golden questions" in summary


def test_a_record_that_no_question_finds_is_an_error(sample: Sample) -> None:
    sample.edit(
        COOP,
        "questions: {id: [Apa harapan Palu?], en: [What does Palu hope for?]}",
        "questions: {id: [halo], en: [hello]}",
    )
    problems, summary = checking.run(sample.folder)
    (problem,) = [one for one in problems if one.severity == "error"]
    assert (problem.id, problem.line) == ("palu-balikpapan/pasar", sample.line(COOP, "id: [halo]"))
    assert problem.message == "none of its 2 questions finds it: `halo`, `hello`"
    assert summary == ""


def test_a_question_that_finds_something_else_is_a_warning(sample: Sample) -> None:
    sample.edit(COOP, "id: [Apa harapan Palu?]", "id: [Apa harapan Palu?, halo]")
    problems, summary = checking.run(sample.folder)
    (problem,) = [one for one in problems if "halo" in one.message]
    assert (problem.severity, problem.id) == ("warning", "palu-balikpapan/pasar")
    assert problem.message == "1 of its 3 questions finds something else: `halo`"
    assert summary


def test_what_is_answered_in_the_words_of_the_fact_has_found_it(engine: Engine) -> None:
    fact, question = "parepare-balikpapan/wali-kota-parepare", "Siapa yang memimpin Kota Parepare?"
    decision = engine.explain(question)
    assert decision.candidates[0].entry.id != fact, "else there is nothing to see here"
    assert question in engine.entries[fact].questions["id"]
    assert finding.found(decision, engine.entries[fact])
    assert not finding.found(decision, engine.entries["parepare-balikpapan/wali-kota-balikpapan"])


def test_nothing_is_asked_of_broken_knowledge(sample: Sample) -> None:
    sample.edit(COOP, "id: [Apa harapan Palu?]", "id: [halo]")
    sample.edit(COOP, "category: KSDD", "category: KSD")
    assert [problem.id for problem in checking.run(sample.folder)[0]] == ["palu-balikpapan"]
    assert "there is no folder" in checking.run(sample.folder / "none")[0][0].message


def test_golden_misses_are_errors_of_their_line(sample: Sample) -> None:
    sample.edit("questions.yaml", "palu-balikpapan/tanggal", "palu-parepare/rencana")
    problems, _ = checking.run(sample.folder)
    (problem,) = [one for one in problems if one.severity == "error"]
    assert (problem.file, problem.line) == ("questions.yaml", 1)
    assert "must give `palu-parepare/rencana` and gives `palu-balikpapan/tanggal`" in problem.message


@pytest.fixture(scope="module")
def real() -> Engine:
    return Engine(load(KNOWLEDGE))


def test_the_golden_questions_of_the_real_knowledge(real: Engine) -> None:
    assert [(miss.golden.question, miss.got) for miss in golden.run(real)] == []
    cases = real.knowledge.golden
    assert len(cases) >= 40
    assert sum(case.expects == "unknown" for case in cases) >= 5
    assert {case.expects.partition("/")[0].partition("!")[0].partition("?")[0] for case in cases} == {
        "unknown",
        *real.knowledge.cooperations,
    }


@pytest.mark.parametrize(
    ("question", "expects", "got"),
    [
        ("halo", "unknown", "smalltalk"),
        ("Kapan Pemkot Palu berkunjung ke Balikpapan?", "unknown", "palu-balikpapan/tanggal-kunjungan"),
        ("Resep soto Banjar?", "palu-asean", "unknown"),
        (
            "Kapan Pemkot Palu berkunjung ke Balikpapan?",
            "palu-balikpapan/hari-yang-tidak-ada",
            "palu-balikpapan/tanggal-kunjungan",
        ),
    ],
)
def test_what_a_miss_says(real: Engine, question: str, expects: str, got: str) -> None:
    case = Golden(question=question, expects=expects)
    engine = Engine(real.knowledge.model_copy(update={"golden": (case,)}))
    assert golden.run(engine) == [golden.Miss(0, case, got)]


def test_records_find_themselves_soon_enough(real: Engine) -> None:
    """One cooperation; the whole stays under its forty seconds with nine milliseconds a question."""
    begun = time.process_time()
    lost = selfcheck.run(real, only={"export-center-balikpapan"})
    spent = time.process_time() - begun
    asked = sum(
        len(list(entry.questions))
        for entry in real.entries.values()
        if entry.cooperation.id == "export-center-balikpapan"
    )
    assert asked > 300
    # The margin is for a machine that is doing something else.
    assert spent / asked < 0.03
    assert not [one.entry.id for one in lost if one.unreachable]
    loaded, _ = read_folder(KNOWLEDGE)
    assert all(problem.severity == "warning" for problem in selfcheck.problems(loaded, lost))
