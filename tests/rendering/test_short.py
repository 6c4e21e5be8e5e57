"""The short form: enough by itself, with all that the answer's honesty needs."""

from __future__ import annotations

import pytest

from bot.answering.dialogue import START
from bot.answering.engine import Engine
from bot.answering.outcomes import Answer, Choice, Clarify, Outcome, Statement, Unknown
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from bot.rendering import html, short
from bot.rendering.cards import Card
from bot.rendering.citations import cited

NUMBER = 2**63 - 1


def every_question(knowledge: Knowledge) -> list[str]:
    return [
        question
        for cooperation in knowledge.cooperations.values()
        for fact in cooperation.facts
        for language in ("id", "en")
        for question in fact.questions[language][:1]
    ] + [
        question
        for cooperation in knowledge.cooperations.values()
        for discrepancy in cooperation.discrepancies
        for question in discrepancy.questions["id"][:1]
    ]


def test_every_answer_keeps_its_sources_and_notes(engine: Engine, knowledge: Knowledge) -> None:
    shortened = 0
    for question in every_question(knowledge):
        outcome = engine.answer(question, START)
        if not isinstance(outcome, Answer):
            continue
        cut = short.short(outcome)
        shortened += cut != outcome
        said = short.text(outcome, knowledge)
        assert cut.notes == outcome.notes
        assert html.escaped(outcome.lead[0].text) in said
        for statement in cut.statements:
            assert html.escaped(statement.text) in said, question
        # What is shown has its sources, each with its link.
        for source in cited(cut, knowledge):
            assert html.source_line(source, outcome.language) in said, question
        assert any(one.sources for one in cut.statements)
        assert html.visible(said) <= html.LIMIT
    assert shortened > 10


def test_a_correction_is_never_shown_without_the_fact(knowledge: Knowledge) -> None:
    source = next(iter(knowledge.sources))
    lead = (Statement("Other.", (source,)), Statement("Fact.", (source,), "a/b"), Statement("More.", (source,), "a/c"))
    assert short.short(Answer("id", lead)).lead == lead[:2]
    assert short.short(Answer("id", lead[1:])).lead == lead[1:2]
    assert short.short(Answer("id", lead, several=True)).lead == lead
    assert short.short(Answer("id", lead[:1])).lead == lead[:1]


def test_missing_items_are_counted(knowledge: Knowledge) -> None:
    items = tuple(Statement(f"Item {number}") for number in range(7))
    said = short.text(Answer("en", (Statement("Seven:"),), items=items), knowledge)
    assert "Item 2" in said
    assert "Item 3" not in said
    assert phrase("en", "ui.more", count=4) in said


@pytest.mark.parametrize("full", [False, True])
def test_buttons_in_a_group_fit_telegram(engine: Engine, knowledge: Knowledge, full: bool) -> None:
    for question in every_question(knowledge)[:40]:
        card = short.group(engine.answer(question, START), knowledge, NUMBER, full=full)
        for row in card.rows:
            assert len(row) <= 3
            assert all(len(button.data.encode()) <= 64 for button in row)
        labels = [button.label for row in card.rows for button in row]
        assert not (full and set(labels) & {"Selengkapnya", "More"})


def test_readings_go_by_number(knowledge: Knowledge) -> None:
    outcome = Clarify("id", (Choice("x" * 200, "?" * 500), Choice("b", "c")))
    card = short.group(outcome, knowledge, NUMBER)
    assert [row[0].data for row in card.rows] == [f"g:{NUMBER}:0", f"g:{NUMBER}:1"]
    assert len(card.rows[0][0].label) <= 100
    assert card.html == html.escaped(phrase("id", "clarify"))


@pytest.mark.parametrize("question", ["siapa presiden uzbekistan?", "kerja sama Surabaya apa?", "how tall is Monas?"])
def test_unknown_is_one_line_with_nothing_to_go_on_with(engine: Engine, knowledge: Knowledge, question: str) -> None:
    outcome: Outcome = engine.answer(question, START)
    assert isinstance(outcome, Unknown)
    card = short.group(outcome, knowledge, NUMBER)
    assert "\n" not in card.html
    assert [button.data for row in card.rows for button in row] == [f"f:{NUMBER}"]


def test_an_answer_that_is_short_by_itself_has_nothing_to_unfold(knowledge: Knowledge) -> None:
    outcome = Answer("id", (Statement("Satu.", (next(iter(knowledge.sources)),), "a/b"),), entry="a")
    card = Card("whole")
    assert short.folded(card, outcome, knowledge, 5) is card
    assert [button.label for row in short.group(outcome, knowledge, 5).rows for button in row] == ["👍", "👎"]


def test_the_link_is_escaped() -> None:
    assert short.again("id", 'https://t.me/a"b/1').html.count('"') == 2
