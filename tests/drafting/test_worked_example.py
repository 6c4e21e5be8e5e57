"""The worked example of the curators' page, step by step: from an article's text to an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer
from bot.conversation import Conversation
from bot.drafting.drafting import Draft, draft
from bot.drafting.yamltext import written
from bot.knowledge.check import run
from bot.knowledge.loading import load
from bot.rendering import plain
from tests.drafting import curator

EXAMPLE = curator.HERE / "example"
TEXT = (EXAMPLE / "article.txt").read_text(encoding="utf-8")
ASKED = {
    "berapa ton ikan yang akan dikirim berau ke bontang": "40 ton ikan sebulan",
    "when was the agreement between Bontang and Berau signed?": "Tuesday, 17 June 2025",
    "siapa bupati berau?": "Syahrir Misal",
}
"""Question -> what the answer says, each time with the new source."""
OFFICES = {"Siapa Wali Kota Bontang?", "Siapa Bupati Berau?"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return curator.copy_of_knowledge(tmp_path)


def drafted(folder: Path) -> Draft:
    return draft(
        TEXT, publisher="Kabar Uji", published=date(2025, 6, 18), article="article.txt", knowledge=load(folder)
    )


def fill_in(file: Path) -> None:
    """Write the example's texts where the draft has TODO."""
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    for place, text in yaml.safe_load((EXAMPLE / "filled.yaml").read_text(encoding="utf-8")).items():
        here, *way = place.split(".")
        part: Any = record
        if way:
            key = "person" if here == "people" else "id"
            (part,) = [one for one in record[here] if one[key] == way[0]]
            here = way[1]
        assert "TODO" in part[here]["id"], f"{place} is nothing to fill in"
        part[here] = text
    file.write_text(written(record), encoding="utf-8")


def test_from_the_article_to_the_answer(folder: Path) -> None:
    # 1. Draft it, and put the records where they belong.
    file = curator.put_in(drafted(folder), folder)
    assert file.name == "bontang-berau.yaml"
    # 2. `check` names every TODO and nothing else.
    problems, summary = run(folder)
    assert summary == ""
    assert len(problems) >= 10
    assert [str(problem) for problem in problems if "TODO" not in problem.message] == []
    # 3. Write the texts; then it has nothing more to say, against the article's text neither.
    fill_in(file)
    problems, summary = run(folder)
    assert problems == []
    assert "7 cooperations" in summary
    ours = [str(one) for one in run(folder, EXAMPLE)[0] if "there is no article" not in one.message]
    assert ours == [], "only the founding articles' texts are elsewhere"
    # 4. Ask: in words of one's own, and in those that the draft proposed.
    knowledge = load(folder)
    conversation = Conversation(Engine(knowledge))
    for question, says in ASKED.items():
        _, outcome = conversation.ask(question)
        answer = plain.reply(outcome, knowledge, str)
        assert says in answer, answer
        assert "Kabar Uji, “Bontang dan Berau Sepakati Pasokan Ikan”" in answer, answer
    for fact in knowledge.cooperations["bontang-berau"].facts:
        for question in fact.questions:
            _, outcome = conversation.ask(question)
            assert isinstance(outcome, Answer), question
            # Who holds an office is answered from the record of the person.
            assert f"bontang-berau/{fact.id}" in {one.fact for one in outcome.statements} or question in OFFICES


def test_before_it_is_filled_in_nobody_can_use_it(folder: Path) -> None:
    curator.put_in(drafted(folder), folder)
    with pytest.raises(Exception, match="is still `TODO`"):
        load(folder)
