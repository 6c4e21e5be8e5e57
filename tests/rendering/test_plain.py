"""What people read in the terminal, and programs in `text`."""

from __future__ import annotations

from bot.answering.outcomes import Answer, Reason, SmallTalk, Statement, Talk, Unknown
from bot.knowledge.model import Knowledge
from bot.rendering import plain
from bot.rendering.citations import caution
from bot.rendering.offers import examples, offers, topics
from tests.rendering.outcomes import ANSWER, CLARIFY, DOUBTFUL, FOKUS, LACKING, NOTHING, THANKS


def test_an_answer_has_its_parts_in_order(knowledge: Knowledge) -> None:
    assert plain.text(ANSWER, knowledge).splitlines() == [
        "Ada dua <hal>.",
        "1. satu",
        "2. dua",
        "Konteks & lain.",
        'Catatan: Fokus Borneo menulis "2024".',
    ]


def test_a_reply_names_each_source_once(knowledge: Knowledge) -> None:
    lines = plain.reply(ANSWER, knowledge).splitlines()[5:]
    assert lines[0] == "Sumber:"
    assert lines[1].startswith("- Fokus Borneo, “Palu dan Balikpapan Jajaki")
    assert ", 30 Mei 2025 – https://fokusborneo.com/" in lines[1]
    # No date and no address where the record has none.
    assert lines[2] == "- Info Nasional, “Kaltim Siap Bersinergi untuk Perdagangan Antarwilayah Kalimantan”"
    assert lines[3:] == [
        "Pertanyaan terkait:",
        "1. Kapan Palu berkunjung ke Balikpapan?",
        "2. Pertanyaan yang tidak ada di mana pun?",
    ]


def test_a_single_source_stands_on_the_line_of_its_label(knowledge: Knowledge) -> None:
    painted = plain.reply(Answer("en", (Statement("X.", (FOKUS,)),)), knowledge, lambda text: f"[{text}]")
    assert painted.splitlines()[1].startswith("Sources: [Fokus Borneo, “Palu")


def test_readings_are_numbered(knowledge: Knowledge) -> None:
    assert plain.text(CLARIFY, knowledge) == "Which one do you mean?\n1. Palu & Balikpapan\n2. Kaltim"


def test_what_the_sources_lack_takes_the_place_of_the_apology(knowledge: Knowledge) -> None:
    assert plain.text(LACKING, knowledge) == (
        "Sumber tidak menyebut harganya.\nYang paling dekat dan diketahui: Cabai dibeli."
    )


def test_who_knows_nothing_says_so_and_what_is_covered(knowledge: Knowledge) -> None:
    first, second = plain.text(NOTHING, knowledge).splitlines()
    assert first == "Sorry, my sources have nothing on Uzbekistan."
    assert all(name in second for name in topics(knowledge, "en"))


def test_every_reason_has_words_with_and_without_subject(knowledge: Knowledge) -> None:
    for reason in Reason:
        for language in ("id", "en"):
            for subject in ("", "{Mars}"):
                text = plain.text(Unknown(language, reason, subject=subject, entry="palu-balikpapan"), knowledge)
                assert text
                assert "{" not in text.replace("{Mars}", "")


def test_small_talk_has_words_for_every_kind(knowledge: Knowledge) -> None:
    assert plain.text(THANKS, knowledge) == "You are welcome! Glad to help."
    for kind in Talk:
        for language in ("id", "en"):
            assert plain.text(SmallTalk(language, kind), knowledge)


def test_a_caution_is_shown_once_and_only_if_no_other_source_helps(knowledge: Knowledge) -> None:
    line = knowledge.sources[DOUBTFUL].caution
    assert line
    alone = Answer("id", (Statement("A.", (DOUBTFUL,)), Statement("B.", (DOUBTFUL,))))
    assert plain.text(alone, knowledge).splitlines() == ["A.", "B.", f"Catatan: {line.id}"]
    already = Answer("en", (Statement("A.", (DOUBTFUL,)),), notes=(Statement(line.en, (DOUBTFUL,)),))
    assert plain.text(already, knowledge).count(line.en) == 1
    helped = Answer("id", (Statement("A.", (DOUBTFUL, FOKUS)),))
    assert plain.text(helped, knowledge) == "A."
    assert caution((), "id") is None


def test_examples_come_from_different_cooperations(knowledge: Knowledge) -> None:
    for language in ("id", "en"):
        assert len(set(examples(knowledge, language))) == 4


def test_offers_are_readings_or_suggestions() -> None:
    assert offers(CLARIFY) == ("Palu and Balikpapan?", "Kaltim?")
    assert offers(ANSWER) == ANSWER.suggestions
    assert offers(THANKS) == ()
