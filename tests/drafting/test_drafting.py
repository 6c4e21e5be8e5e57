"""Drafts as a whole: they load but for their TODOs, tell what is doubtful, and state nothing of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.drafting.drafting import Draft, draft
from bot.drafting.notes import Note, RefusedError, said
from bot.knowledge.articles import COPIED_WORDS
from bot.knowledge.check import run
from bot.knowledge.model import Knowledge
from bot.text.folding import fold
from tests.bench import draft as bench
from tests.drafting import curator

ARTICLES = [pair for articles in bench.halves(curator.FOUNDING).values() for pair in articles if pair[0].is_file()]
OWN = [path for path, _ in ARTICLES if path.parent == curator.ARTICLES]


def made(path: Path, knowledge: Knowledge, marks: Any = None) -> Draft:
    text = path.read_text(encoding="utf-8")
    return draft(text, published=marks and marks.get("published"), article=path.name, knowledge=knowledge)


def test_the_projects_own_articles_are_at_hand() -> None:
    assert len(OWN) == len(curator.own_articles()) == 9


@pytest.mark.parametrize(("path", "marks"), ARTICLES, ids=lambda value: value.name if isinstance(value, Path) else "")
def test_nothing_is_wrong_with_a_draft_but_its_todos(
    path: Path, marks: Any, knowledge: Knowledge, tmp_path: Path
) -> None:
    folder = curator.copy_of_knowledge(tmp_path)
    curator.put_in(made(path, knowledge, marks), folder)
    problems, _ = run(folder, path.parent)
    missing = "there is no article"  # of the founding ones, next to the project's own
    assert [str(one) for one in problems if "TODO" not in one.message and missing not in one.message] == []
    assert sum("TODO" in one.message for one in problems) >= 10


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


@pytest.mark.parametrize(("path", "marks"), ARTICLES, ids=lambda value: value.name if isinstance(value, Path) else "")
def test_no_sentence_is_copied_and_all_evidence_stands_in_the_text(
    path: Path, marks: Any, knowledge: Knowledge
) -> None:
    one = made(path, knowledge, marks)
    article = f" {fold(path.read_text(encoding='utf-8'))} "
    record = yaml.safe_load(one.cooperation)
    for row in [record, *record.get("people", []), *record["facts"], *record.get("instruments", [])]:
        for citation in row["sources"]:
            for phrase in citation.get("evidence", []):
                assert f" {fold(phrase)} " in article
                assert len(phrase.split()) <= 8
    for text in texts(record):
        assert len(fold(text).split()) <= COPIED_WORDS or f" {fold(text)} " not in article
    for fact in record["facts"]:
        assert all(text.startswith("TODO") for text in fact["text"].values())


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_notes_speak_both_languages_and_the_draft_is_always_the_same(path: Path, knowledge: Knowledge) -> None:
    one = made(path, knowledge)
    assert one.notes
    assert all(said(note, "id") != said(note, "en") for note in one.notes)
    assert [note.warning for note in one.notes] == sorted((note.warning for note in one.notes), reverse=True)
    assert made(path, knowledge) == one


VISIT = (
    "Pemkot Palu dan Pemkot Balikpapan kembali bertemu di Balai Kota Balikpapan, Minggu (1/6/2025), untuk membahas "
    "perdagangan dan pariwisata. Wali Kota Balikpapan Bagus Susetyo menyambut rombongan itu. Kedua kota akan "
    "menyusun langkah lanjutan pada Senin (10/6/2025) dan melibatkan 12 pengusaha."
)


def told(one: Draft) -> dict[str, Note]:
    return {note.key: note for note in one.notes}


def test_a_likely_duplicate_is_told(knowledge: Knowledge) -> None:
    note = told(draft(VISIT, published=date(2025, 6, 2), knowledge=knowledge))["draft.alike.days"]
    assert (
        said(note, "en")
        == "This looks like palu-balikpapan: the same parties (kota-balikpapan, kota-palu), 2 days apart."
    )


def test_what_contradicts_the_record_is_told(knowledge: Knowledge) -> None:
    notes = told(draft(VISIT, published=date(2025, 6, 2), knowledge=knowledge))
    assert notes["draft.person.other_office"].values["known"] == "Wakil Wali Kota"
    assert notes["draft.person.other_holder"].values["known"] == "Rahmad Mas'ud"
    assert notes["draft.date.weekday"].values["said"] == "Senin (10/6/2025)"


def test_an_article_on_record_keeps_its_source(knowledge: Knowledge) -> None:
    known = knowledge.sources["fokusborneo-2025-05-30"]
    one = draft(VISIT, url=known.url, knowledge=knowledge)
    assert "sources.yaml" not in one.additions
    assert "source: fokusborneo-2025-05-30" in one.cooperation
    assert "draft.source.known" in told(one)
    assert one.id == "palu-balikpapan-2"


def test_day_and_publisher_come_from_the_address(knowledge: Knowledge) -> None:
    one = draft(VISIT, url="https://www.fokusborneo.com/daerah/2025/06/02/baru", knowledge=knowledge)
    (source,) = yaml.safe_load(one.additions["sources.yaml"])
    assert (source["id"], source["publisher"], source["published"]) == (
        "fokus-borneo-2025-06-02",
        "Fokus Borneo",
        date(2025, 6, 2),
    )
    assert "sha256" not in source, "no file was named"


def test_a_new_region_comes_with_its_code_and_its_parents(knowledge: Knowledge) -> None:
    text = VISIT.replace("Pemkot Palu", "Pemkab Malang")
    rows = {row["id"]: row for row in yaml.safe_load(draft(text, knowledge=knowledge).additions["regions.yaml"])}
    assert rows["kabupaten-malang"]["code"] == "35.07"
    assert rows["kabupaten-malang"]["parent"] == "provinsi-jawa-timur"
    assert rows["provinsi-jawa-timur"]["name"]["en"] == "East Java"


@pytest.mark.parametrize("publisher", ["a: {b} # c '[x] - &a *b\n%d \u202e", "x" * 500, ""])
def test_publisher_and_text_can_hold_anything(publisher: str, knowledge: Knowledge, tmp_path: Path) -> None:
    odd = (
        "“{2025-99-99}” { --- \u202e \ud800 dan 12 {orang} hadir. Wali Kota Palu {Hadi Misal} serta PT {A: b} # c ada."
    )
    text = f"{VISIT} {odd} Pemkot Palu menggandeng PT Maju: Jaya dan Bupati Sigi Ana: Misal."
    one = draft(text, publisher=publisher, published=date(2025, 6, 2), knowledge=knowledge)
    folder = curator.copy_of_knowledge(tmp_path)
    curator.put_in(one, folder)
    assert [str(problem) for problem in run(folder)[0] if "TODO" not in problem.message] == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", "ftp://x", ""])
def test_an_address_must_be_one(url: str, knowledge: Knowledge) -> None:
    with pytest.raises(RefusedError) as caught:
        draft(VISIT, url=url, knowledge=knowledge)
    assert caught.value.note.key == "draft.refused.url"


def test_what_is_found_stays_found(knowledge: Knowledge) -> None:
    floors = {"dates": 0.95, "parties": 0.85, "people": 0.95, "numbers": 0.95}
    scores = bench.scores([pair for pair in ARTICLES if pair[0] in OWN], knowledge)
    for kind, floor in floors.items():
        assert scores[kind].there >= 15
        assert scores[kind].precision >= floor, scores[kind].misses
        assert scores[kind].recall >= floor, scores[kind].misses
