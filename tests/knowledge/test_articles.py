"""Records against the articles' texts: evidence that is not there, and sentences that were copied."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bot.knowledge.check import run
from bot.knowledge.problems import Problem
from tests.knowledge.sample import COOP, Sample

ARTICLE = (
    "PALU \u2013 Pada Jumat (30/5/2024), kedua pihak menandatangani  nota\nkesepahaman. \u201cKami ingin kota kami "
    "maju bersama dalam segala hal yang baik,\u201d kata Wali Kota Palu Hadianto Rasyid kepada Rahmad Mas\u2019ud.\n"
)


@pytest.fixture
def articles(sample: Sample, tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    _name(sample, "a.txt", hashlib.sha256(ARTICLE.encode()).hexdigest())
    return folder


def _name(sample: Sample, name: str, digest: str) -> None:
    sample.edit("sources.yaml", "  url: https", f"  article: {name}\n  sha256: {digest}\n  url: https")


def _only(sample: Sample, articles: Path) -> Problem:
    found, counted = run(sample.folder, articles)
    problems = [problem for problem in found if problem.severity == "error"]  # an editor's warning may stand beside it
    assert len(problems) == 1, "\n".join(map(str, found))
    assert counted == ""
    return problems[0]


def test_good(sample: Sample, articles: Path) -> None:
    problems, counted = run(sample.folder, articles)
    assert problems == []
    assert "1 articles compared" in counted


@pytest.mark.parametrize(
    "phrase",
    [
        "JUMAT",
        "Rahmad Mas'ud",
        "Rahmad Mas\u02bcud",
        "'Nota-kesepahaman, \"Kami\"'",
        "30 5 2024",
        "hal   yang baik",
        "\uff2b\uff41\uff4d\uff49 ingin",
    ],
)
def test_evidence_is_found_however_it_is_set(sample: Sample, articles: Path, phrase: str) -> None:
    sample.edit(COOP, "evidence: [Jumat]", f"evidence: [{phrase}]")
    assert run(sample.folder, articles)[0] == []


@pytest.mark.parametrize("phrase", ["Kamis", "Juma", "umat", "Jumat 2024", "Hadianto Rahmad"])
def test_evidence_that_is_not_there(sample: Sample, articles: Path, phrase: str) -> None:
    sample.edit(COOP, "evidence: [Jumat]", f"evidence: [{phrase}]")
    problem = _only(sample, articles)
    assert f"`{phrase}` does not occur in the article of `fokus`" in problem.message
    assert (problem.id, problem.line) == ("palu-balikpapan/tanggal", sample.line(COOP, f"evidence: [{phrase}]"))


def test_evidence_of_people_is_looked_for(sample: Sample, articles: Path) -> None:
    sample.edit("people.yaml", "Wali Kota Palu, Hadianto Rasyid", "Gubernur Hadianto")
    assert _only(sample, articles).file == "people.yaml"


def test_an_article_must_be_there(sample: Sample, articles: Path) -> None:
    (articles / "a.txt").unlink()
    problem = _only(sample, articles)
    assert "there is no article `a.txt`" in problem.message
    assert (problem.file, problem.line) == ("sources.yaml", sample.line("sources.yaml", "a.txt"))


def test_an_edited_article_is_noticed(sample: Sample, articles: Path) -> None:
    (articles / "a.txt").write_text(ARTICLE + "!", encoding="utf-8")
    assert "another sha256" in _only(sample, articles).message


@pytest.mark.parametrize("name", ["../articles/a.txt", "/etc/passwd", "sub/a.txt", ".."])
def test_an_article_stays_in_its_folder(sample: Sample, tmp_path: Path, name: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(ARTICLE)
    _name(sample, name, "a" * 64)
    assert "without a folder" in _only(sample, tmp_path / "articles").message


@pytest.mark.parametrize(("content", "says"), [(b"\xff\xfe", "not UTF-8"), (b"a" * (4 * 1024 * 1024 + 1), "4 MiB")])
def test_an_article_that_is_no_text(sample: Sample, articles: Path, content: bytes, says: str) -> None:
    (articles / "a.txt").write_bytes(content)
    assert says in _only(sample, articles).message


def test_no_folder_of_articles(sample: Sample, tmp_path: Path) -> None:
    assert "there is no folder" in _only(sample, tmp_path / "none").message


@pytest.mark.parametrize(
    ("old", "at"),
    [
        ("Palu berharap membuka pasar di Balikpapan.", "palu-balikpapan/pasar"),
        ("{id: sayur", "palu-balikpapan/pasar"),
        ("Kedua kota bertemu pada {2025-05-30}.", "palu-balikpapan"),
        ("Yang dipegang 2025.", "palu-balikpapan/tahun"),
        ("Harinya Jumat.", "palu-balikpapan/tahun"),
    ],
)
def test_copied_words(sample: Sample, articles: Path, old: str, at: str) -> None:
    # Nine words of the article; the tenth is another one.
    copied = "Harap: kami INGIN kota-kami maju bersama dalam segala hal buruk"
    sample.edit(COOP, old, f"{{id: '{copied}'" if old.startswith("{id") else f"'{copied}'")
    problem = _only(sample, articles)
    assert problem.id == at
    assert "9 words in a row" in problem.message
    assert "'kami ingin kota kami maju bersama dalam segala hal'" in problem.message


def test_seven_words_are_not_yet_copied(sample: Sample, articles: Path) -> None:
    sample.edit(COOP, "Harinya Jumat.", "Kami ingin kota kami maju bersama dalam damai.")
    assert run(sample.folder, articles)[0] == []


def test_notes_and_readings_may_quote(sample: Sample, articles: Path) -> None:
    sample.edit(COOP, "Fokus menulis 2024.", "Fokus menulis 2024 kami ingin kota kami maju bersama dalam segala hal")
    assert run(sample.folder, articles)[0] == []
