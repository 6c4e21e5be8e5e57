"""The worked example of the curators' page, step by step: from an article's text to an answer."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from bot.__main__ import main
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


# What README.md shows is what was done above


def shown() -> list[str]:
    """The blocks of README's worked example, in their order."""
    readme = (curator.ROOT / "README.md").read_text(encoding="utf-8")
    part = readme.partition("\n## Add an article\n")[2].partition("\n## ")[0]
    return [dedent(block) for block in re.findall(r"^ *```\w*\n(.*?)^ *```$", part, re.MULTILINE | re.DOTALL)]


def test_readme_shows_this_article() -> None:
    assert shown()[0] == TEXT


def test_readme_shows_what_the_draft_says(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command, _, told = shown()[1].partition("\n")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "article.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", str(folder))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    assert main(shlex.split(command.removeprefix("$ simpul"))) == 0
    said = capsys.readouterr()
    assert said.out + said.err == told


def test_readme_shows_what_check_says_then(folder: Path) -> None:
    curator.put_in(drafted(folder), folder)
    problems, _ = run(folder)
    assert shown()[2].strip() in map(str, problems)


def test_readme_shows_texts_of_the_example() -> None:
    filled = yaml.safe_load((EXAMPLE / "filled.yaml").read_text(encoding="utf-8"))
    assert yaml.safe_load(shown()[3])["summary"] == filled["summary"]
    assert yaml.safe_load(shown()[4])["text"] == filled["facts.angka-40-ton.text"]


def test_readme_shows_an_answer_of_the_example(folder: Path) -> None:
    fill_in(curator.put_in(drafted(folder), folder))
    command, _, told = shown()[5].partition("\n")
    (question,) = shlex.split(command)[3:]
    assert question in ASKED
    knowledge = load(folder)
    reply = plain.reply(Conversation(Engine(knowledge)).ask(question)[1], knowledge, str)
    for line in told.splitlines():
        assert line in reply
