"""Why a question got its reply, as a curator reads it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import __main__
from bot.answering.dialogue import Dialogue
from bot.answering.engine import Engine
from bot.conversation import Conversation
from bot.knowledge.model import Knowledge
from bot.rendering.explain import LONGEST, MOST_CANDIDATES, TEXTS, explanation
from bot.search.query import Origin

MOST_LINES = 40
WIDTH = 14


def sections(text: str) -> dict[str, list[str]]:
    """Label -> the lines of its column."""
    found: dict[str, list[str]] = {}
    label = ""
    for line in text.splitlines():
        label = line[:WIDTH].strip() or label
        found.setdefault(label, []).append(line[WIDTH:])
    return found


@pytest.fixture(scope="module")
def shown(engine: Engine, knowledge: Knowledge) -> dict[str, list[str]]:
    """A question with every kind of word in it."""
    question = "kpn walkot plu dtg ke balikpapn naik xyzzyq?"
    return sections(explanation(question, engine.explain(question), knowledge))


def test_the_sections_stand_in_order(shown: dict[str, list[str]]) -> None:
    assert list(shown) == [
        "question", "understood", "words", "language", "kind", "names", "terms",
        "context", "relations", "candidates", "decided by", "reply",
    ]  # fmt: skip


def test_the_question_as_typed_and_as_understood(shown: dict[str, list[str]]) -> None:
    assert shown["question"] == ["kpn walkot plu dtg ke balikpapn naik xyzzyq?"]
    assert shown["understood"][0].startswith("kapan wali kota palu datang ke balikpapan")
    assert shown["language"] == ["id"]
    assert shown["kind"] == ["kapan"]


def test_each_changed_or_strange_word_says_what_it_stands_for(shown: dict[str, list[str]]) -> None:
    words = {line.split()[0]: line for line in shown["words"]}
    assert words["walkot"].startswith("walkot -> wali kota")
    assert TEXTS[Origin.REPAIRED] in words["balikpapn"]
    assert TEXTS[Origin.UNKNOWN] in words["xyzzyq"]
    assert "->" not in words["xyzzyq"]
    assert "ke" not in words


def test_names_have_their_keys(shown: dict[str, list[str]]) -> None:
    assert "palu = Kota Palu (region:kota-palu)" in shown["names"]
    assert "wali kota = Wali Kota (office:wali-kota)" in shown["names"]


def test_the_best_candidates_with_what_each_part_gives(shown: dict[str, list[str]]) -> None:
    heads, parts = shown["candidates"][::2], shown["candidates"][1::2]
    assert len(heads) == len(parts) == MOST_CANDIDATES
    assert heads[0].startswith("1. palu-balikpapan/")
    for name in ("rank", "confidence", "coverage", "likeness"):
        assert all(name in head for head in heads)
    for name in ("all", "ask", "words", "pairs"):
        assert all(f"{name} " in part for part in parts)


def test_what_decided(engine: Engine, knowledge: Knowledge, shown: dict[str, list[str]]) -> None:
    assert "confidence" in shown["decided by"][0]
    for question in ("halo", "siapa wali kota Palu", "apakah Parepare bekerja sama dengan Palu", "qwrtpsdfg"):
        decision = engine.explain(question)
        assert decision.why
        assert sections(explanation(question, decision, knowledge))["decided by"] == [decision.why]


def test_relations_with_their_share_of_the_question(engine: Engine, knowledge: Knowledge) -> None:
    question = "siapa wali kota Palu"
    lines = sections(explanation(question, engine.explain(question), knowledge))["relations"]
    assert "office: answer, explains 1.00, certain" in lines


def test_evidence_for_and_against_has_its_name(engine: Engine, knowledge: Knowledge) -> None:
    before = Dialogue().after(engine.answer("Kapan Palu berkunjung ke Balikpapan?"))
    follow_up = engine.explain("apa tujuannya?", before)
    shown = sections(explanation("apa tujuannya?", follow_up, knowledge))
    assert shown["context"] == ["palu-balikpapan"]
    assert any("for context ×1." in line for line in shown["candidates"])
    question = "berapa skor pertandingan Poso lawan Balikpapan?"
    shown = sections(explanation(question, engine.explain(question), knowledge))
    assert any("against" in line and "wrong name place:" in line and "×0." in line for line in shown["candidates"])


def test_a_completed_question_is_shown(engine: Engine, knowledge: Knowledge) -> None:
    before = Dialogue().after(engine.answer("Siapa wali kota Palu?"))
    shown = sections(explanation("kalau yang Parepare?", engine.explain("kalau yang Parepare?", before), knowledge))
    assert shown["question"] == ["kalau yang Parepare?"]
    assert "parepare" in shown["completed to"][0]


def test_what_was_said_before_stands_outside_the_brackets(engine: Engine, knowledge: Knowledge) -> None:
    message = "Saya guru di Samarinda. Kapan Export Center Balikpapan diresmikan?"
    (line,) = sections(explanation(message, engine.explain(message), knowledge))["understood"]
    assert line.startswith("saya guru di samarinda [kapan export center")
    message = "cerita yang sangat panjang sekali dari saya. " * 12 + "Kapan Export Center Balikpapan diresmikan?"
    shown = sections(explanation(message, engine.explain(message), knowledge))
    assert shown["understood"][0].startswith("… [kapan export center")
    assert len(shown["question"][0]) <= LONGEST


def test_nothing_is_said_to_be_none(engine: Engine, knowledge: Knowledge) -> None:
    shown = sections(explanation("halo", engine.explain("halo"), knowledge))
    for label in ("words", "kind", "names", "terms", "context", "relations", "candidates"):
        assert shown[label] == [TEXTS["none"]]


WORDS = [
    "kpn",
    "Palu",
    "blkppn",
    "uzbekistn",
    "skor",
    "wali kota",
    "7",
    "langkah",
    "qzx\n",
    "Davao?",
    "Penang.",
    "Kaltim",
]
noisy = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(noisy)
def test_it_stays_readable(engine: Engine, knowledge: Knowledge, question: str) -> None:
    lines = explanation(question, engine.explain(question), knowledge).split("\n")
    assert len(lines) <= MOST_LINES
    assert all(len(line) <= WIDTH + LONGEST for line in lines)
    assert all(line.splitlines() in ([], [line]) for line in lines)


def test_a_conversation_explains_each_question_and_goes_on(engine: Engine) -> None:
    conversation = Conversation(engine)
    explained = conversation.explain("Siapa wali kota Palu? Siapa gubernur provinsi Kaltim?")
    assert [question for question, _ in explained] == ["Siapa wali kota Palu?", "Siapa gubernur provinsi Kaltim?"]
    asked = Conversation(engine)
    asked.ask("Siapa wali kota Palu? Siapa gubernur provinsi Kaltim?")
    assert conversation.ask("kalau yang Kaltara?") == asked.ask("kalau yang Kaltara?")


def test_ask_explains_every_turn(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(__main__, "_engine", lambda _: engine)
    assert __main__.main(["ask", "--explain", "Kapan Palu berkunjung ke Balikpapan?", "di mana?"]) == 0
    out = capsys.readouterr().out
    assert out.count("\nunderstood ") == 2
    assert out.count("\ndecided by ") == 2
    assert "palu-balikpapan/tanggal-kunjungan" in out


@pytest.mark.parametrize("other", [["--json"], ["--batch", "file"]])
def test_it_goes_with_nothing_else(other: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        __main__.main(["ask", "--explain", *([] if "--batch" in other else ["x"]), *other])
    assert caught.value.code == 2
    assert "--explain" in capsys.readouterr().err
