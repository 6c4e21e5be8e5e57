"""What Telegram gets: read by Telegram's own parser, and never too long."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer, Outcome, Statement
from bot.knowledge.model import Knowledge
from bot.rendering import cards, html
from bot.rendering.callbacks import Callbacks
from bot.rendering.cards import Card
from bot.rendering.parts import parts
from tests.botapi import entities
from tests.botapi.validation import problems
from tests.rendering.outcomes import ANSWER, NOTHING, outcomes


def wrong(card: Card) -> list[str]:
    """Everything that Telegram would have against a card."""
    rows = [[{"text": button.label, "callback_data": button.data} for button in row] for row in card.rows]
    markup = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
    found = problems("sendMessage", {"chat_id": 1, "text": card.html, "parse_mode": "HTML", **markup})
    if entities.utf16(shown(card.html)) > html.LIMIT:
        found.append("too long in UTF-16")
    return found


def shown(marked: str) -> str:
    return entities.parse(marked, "HTML")[0]


def test_an_answer_reads_like_this(knowledge: Knowledge) -> None:
    text, marks = entities.parse(html.answer(parts(ANSWER, knowledge)), "HTML")
    assert text.split("\n\n") == [
        "Ada dua <hal>.",
        "1. satu\n2. dua",
        "Konteks & lain.",
        'Catatan: Fokus Borneo menulis "2024".',
        "Sumber\n"
        "• Fokus Borneo, “Palu dan Balikpapan Jajaki Kerja Sama Sektor Pariwisata dan Perdagangan”, 30 Mei 2025\n"
        "• Info Nasional, “Kaltim Siap Bersinergi untuk Perdagangan Antarwilayah Kalimantan”",
    ]
    assert [mark["type"] for mark in marks] == ["italic", "bold", "text_link"]
    assert marks[-1]["url"].startswith("https://fokusborneo.com/daerah/2025/05/30/palu-dan")


def test_a_pressed_question_stands_above_its_answer(knowledge: Knowledge) -> None:
    text = html.answer(parts(ANSWER, knowledge), "Siapa <dia>?")
    assert text.startswith("<b>Siapa &lt;dia&gt;?</b>\n\nAda dua")


def test_what_does_not_fit_is_counted(knowledge: Knowledge) -> None:
    items = tuple(Statement(f"{number} " + "x" * 300) for number in range(60))
    text = shown(html.answer(parts(Answer("en", (Statement("Sixty:"),), items), knowledge)))
    kept = text.count("\n• ")
    assert f"… and {60 - kept} more" in text
    assert 3500 < len(text) <= 4096


def test_the_answer_and_a_source_stay_whatever_else_goes(knowledge: Knowledge) -> None:
    many = Answer("id", (Statement("A" * 3000, tuple(knowledge.sources)),), (Statement("x" * 600),) * 50)
    text = shown(html.answer(parts(many, knowledge), "q" * 4000))
    assert "A" * 1900 in text
    assert "\nSumber\n• " in text


def test_lines_are_packed_into_messages() -> None:
    assert html.messages([]) == []
    assert html.messages(["a", "b"], limit=3) == ["a\nb"]
    assert html.messages(["a", "b"], limit=2) == ["a", "b"]
    assert html.messages(["<b>aa</b>", "&amp;", "c"], limit=4) == ["<b>aa</b>\n&amp;", "c"]


def test_a_cut_leaves_no_half_character() -> None:
    assert html.shortened("abc", 3) == "abc"
    assert html.shortened("abcd", 3) == "ab…"
    assert html.shortened("𝒳𝒳𝒳", 4) == "𝒳…"
    assert html.sound("a\ud800b") == "a?b"


def test_all_cards_of_the_records_are_valid(knowledge: Knowledge) -> None:
    callbacks = Callbacks(knowledge)
    for language in ("id", "en"):
        made = [
            cards.start(knowledge, callbacks, language),
            cards.topics(knowledge, callbacks, 0, language),
            *(cards.line(language, key) for key in ("grp.how", "ui.other", "ui.error", "ui.command.unknown")),
        ]
        assert [wrong(card) for card in made] == [[]] * len(made)
        assert len(made[0].rows) == 4


def test_sources_are_listed_newest_first(knowledge: Knowledge) -> None:
    newest = cards.newest_sources(knowledge)
    assert len(newest) == len(knowledge.sources)
    days = [source.published for source in newest if source.published]
    assert days == sorted(days, reverse=True)
    assert all(source.published is None for source in newest[len(days) :])


def test_topics_are_turned_like_pages(knowledge: Knowledge) -> None:
    one = next(iter(knowledge.cooperations.values()))
    many = {f"c{number}": one.model_copy(update={"id": f"c{number}"}) for number in range(2 * cards.PAGE + 1)}
    large = knowledge.model_copy(update={"cooperations": many})
    callbacks = Callbacks(large)
    pages = [cards.topic_rows(large, callbacks, number, "en") for number in (0, 1, 2, 99)]
    assert [len(page) for page in pages] == [cards.PAGE + 1, cards.PAGE + 1, 2, 2]
    assert [[button.data for button in page[-1]] for page in pages] == [["te:1"], ["te:0", "te:2"], ["te:1"], ["te:1"]]


def test_an_unknown_offers_topics(knowledge: Knowledge) -> None:
    card = cards.answer(NOTHING, knowledge, Callbacks(knowledge))
    assert [row[0].data for row in card.rows] == [f"se:{one}" for one in knowledge.cooperations]
    # The buttons say what is covered; the text need not.
    assert shown(card.html) == "Sorry, my sources have nothing on Uzbekistan."


def test_an_answer_offers_questions_and_its_summary(knowledge: Knowledge) -> None:
    rows = cards.answer(ANSWER, knowledge, Callbacks(knowledge)).rows
    assert [button.label for row in rows for button in row] == [*ANSWER.suggestions, "Ringkasan"]
    assert rows[-1][0].data == "si:palu-balikpapan"


def test_any_outcome_is_a_valid_message(knowledge: Knowledge) -> None:
    callbacks = Callbacks(knowledge)

    @settings(max_examples=150, deadline=None)
    @given(outcomes(knowledge), st.text(max_size=500))
    def holds(outcome: Outcome, asked: str) -> None:
        # Telegram refuses what has no words at all; the engine never answers with nothing.
        card = cards.answer(outcome, knowledge, callbacks, asked)
        if shown(card.html).strip() and all(button.label.strip() for row in card.rows for button in row):
            assert wrong(card) == []

    holds()


def test_any_text_gets_a_valid_message(engine: Engine) -> None:
    knowledge = engine.knowledge
    callbacks = Callbacks(knowledge)
    known = sorted({word for c in knowledge.cooperations.values() for q in c.facts[0].questions for word in q.split()})
    text = st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from([*known, "<b>", "&amp;", "/start", "\n", "?"]), max_size=12).map(" ".join),
    )

    @settings(max_examples=150, deadline=None)
    @given(text)
    def holds(question: str) -> None:
        outcome = engine.answer(question)
        for asked in ("", question):
            assert wrong(cards.answer(outcome, knowledge, callbacks, asked)) == []

    holds()
