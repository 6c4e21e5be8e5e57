"""Turns that lean on what was said before, and turns that must not."""

from __future__ import annotations

import pytest

from bot.answering.dialogue import Dialogue
from bot.answering.engine import Engine
from bot.answering.outcomes import Answer, Clarify, SmallTalk, Unknown
from tests.answering.asking import Ask, facts, text


@pytest.mark.parametrize(
    ("turns", "entry", "said"),
    [
        # Ellipsis
        (("Kapan Parepare datang ke Balikpapan?", "siapa pemimpin rombongannya?"), "parepare-balikpapan", "tasming"),
        (("Siapa yang membuka Export Center Balikpapan?", "kapan?"), "export-center-balikpapan", "1 agustus 2025"),
        (("Who signed in Tarakan for Kaltara?", "where was it signed?"), "kaltim-kaltara", "swiss-belhotel"),
        (("Di mana Kaltim dan Kaltara meneken kesepakatan?", "kapan?"), "kaltim-kaltara", "7 agustus 2025"),
        (("Kapan Palu berkunjung ke Balikpapan?", "di mana?"), "palu-balikpapan", "rumah jabatan"),
        (("Kapan Palu berkunjung ke Balikpapan?", "di mana?", "kenapa?"), "palu-balikpapan", "perdagangan"),
        (("Apa tantangan rencana ASEAN Palu?", "bagaimana mengatasinya?"), "palu-asean", "tim diplomasi"),
        (("Parepare main bola di Balikpapan?", "apa maknanya?"), "parepare-balikpapan", "keakraban"),
        # A name that is not meant gives way
        (("kapan palu ke balikpapan", "bukan palu, parepare"), "parepare-balikpapan", "23 januari 2026"),
        # What another thing of a list is, some turns on
        (
            ("kerja sama apa saja yang sudah diteken", "yang pertama", "kapan", "kalau yang kedua?"),
            "kaltim-kaltara",
            "kaltara",
        ),
        # Pronouns
        (("Siapa duta besar RI untuk Kazakhstan?", "beliau datang kapan?"), "balikpapan-kazakhstan", "28 agustus 2025"),
        (("Siapa dubes RI utk Kazakhstan?", "kapan dia ke Balikpapan?"), "balikpapan-kazakhstan", "28 agustus 2025"),
        (("Who opened the export center?", "when did he open it?"), "export-center-balikpapan", "1 august 2025"),
        # The same question for another name
        (("Kapan Palu berkunjung ke Balikpapan?", "kalau yang Parepare?"), "parepare-balikpapan", "23 januari 2026"),
        (("Who is the mayor of Palu?", "and of Parepare?"), "parepare-balikpapan", "tasming hamid"),
        (("gubernur kaltim siapa", "kalau yang kaltara?"), "kaltim-kaltara", "zainal"),
        (("Siapa wali kota Parepare?", "kalau gubernur Kaltara?"), "kaltim-kaltara", "zainal"),
        # Correction
        (("Kapan kunjungan Parepare ke Balikpapan?", "eh maksud saya Palu"), "palu-balikpapan", "30 mei 2025"),
        (("Kapan kunjungan Palu?", "bukan, maksudnya Kazakhstan"), "balikpapan-kazakhstan", "28 agustus 2025"),
        # Narrowing
        (("Apa saja target sepuluh tahun Palu?", "yang soal ekspor saja"), "palu-asean", "50 persen"),
        # Small talk in between changes nothing
        (("Kapan Parepare ke Balikpapan?", "oke makasih", "siapa penyambutnya?"), "parepare-balikpapan", "bagus"),
    ],
    ids=lambda value: " / ".join(value) if isinstance(value, tuple) else None,
)  # fmt: skip
def test_what_leans_on_the_conversation(ask: Ask, turns: tuple[str, ...], entry: str, said: str) -> None:
    outcome = ask(*turns)
    assert isinstance(outcome, Answer)
    assert outcome.entry == entry
    assert said in text(outcome)


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Sebutkan tujuh langkah strategis Palu", "jelaskan yang keempat"), "digital"),
        (("Sebutkan tujuh langkah strategis Palu", "yang pertama?"), "mou"),
        (("step pertama dari 7 langkah Palu apa?", "next step-nya?"), "pertukaran"),
        (("Palu punya kerja sama dengan siapa saja?", "yang kedua"), "asean"),
        (("who are Palu's partners?", "the first one"), "balikpapan"),
    ],
)
def test_ordinals_pick_from_what_was_listed(ask: Ask, turns: tuple[str, ...], said: str) -> None:
    outcome = ask(*turns)
    assert isinstance(outcome, Answer)
    assert said in text(outcome)


STAND_ALONE = [
    "Siapa wali kota Palu?",
    "siapa gubernur provinsi kaltim?",
    "Who is the governor of North Kalimantan?",
    "Di mana Export Center Balikpapan?",
    "Berapa pengusaha Kazakhstan yang hadir di Balikpapan?",
    "Siapa presiden Uzbekistan?",
    "Kapan kunjungan Parepare ke Balikpapan?",
]


@pytest.mark.parametrize("question", STAND_ALONE)
@pytest.mark.parametrize(
    "before",
    ["Siapa wali kota Parepare?", "Apa itu Cultural Trail?", "Kapan export center diresmikan?", "kata wali kota apa?"],
)  # fmt: skip
def test_a_question_that_stands_alone_is_answered_as_if_it_came_first(ask: Ask, before: str, question: str) -> None:
    alone, after = ask(question), ask(before, question)
    assert type(after) is type(alone)
    assert text(after) == text(alone)


def test_a_name_outside_the_records_is_not_filled_from_the_conversation(ask: Ask) -> None:
    for first, then in (
        ("Kapan Parepare ke Balikpapan?", "kalau Mamuju?"),
        ("Siapa wali kota Palu?", "kalau Uzbekistan?"),
        ("Berapa pengusaha Kazakhstan yang datang?", "and Uzbekistan?"),
    ):
        outcome = ask(first, then)
        assert isinstance(outcome, Unknown)
        assert not facts(outcome)


def test_yes_takes_the_first_reading_offered(ask: Ask) -> None:
    offered = ask("siapa yang menyambut tamunya?")
    assert isinstance(offered, Clarify)
    assert text(ask("siapa yang menyambut tamunya?", "ya")) == text(ask(offered.readings[0].question))


@pytest.mark.parametrize(("turn", "at"), [("yang kedua", 1), ("yang terakhir aja", -1), ("nomor 1", 0)])
def test_ordinals_pick_from_the_readings(ask: Ask, turn: str, at: int) -> None:
    offered = ask("siapa yang menyambut tamunya?")
    assert isinstance(offered, Clarify)
    assert text(ask("siapa yang menyambut tamunya?", turn)) == text(ask(offered.readings[at].question))


def test_yes_to_nothing_is_no_question(ask: Ask) -> None:
    assert isinstance(ask("ya"), SmallTalk)


def test_without_a_conversation_a_bare_word_states_nothing(ask: Ask) -> None:
    for turn in ("kapan?", "di mana?", "yang kedua", "kalau itu?"):
        assert not isinstance(ask(turn), Answer)


def test_a_conversation_is_a_value(engine: Engine) -> None:
    question = "Kapan Palu berkunjung ke Balikpapan?"
    dialogue = Dialogue().after(engine.answer(question))
    assert dialogue.topic.cooperations == ("palu-balikpapan",)
    assert engine.answer("di mana?", dialogue) == engine.answer("di mana?", dialogue)


@pytest.mark.parametrize(
    ("before", "turn", "language"),
    [
        ("Which products does Kazakhstan want from Balikpapan?", "siapa pemenang piala dunia 2022?", "id"),
        ("Kapan Palu berkunjung ke Balikpapan?", "who won the world cup in 2022?", "en"),
    ],
)
def test_a_turn_that_shows_its_language_is_answered_in_it(ask: Ask, before: str, turn: str, language: str) -> None:
    assert ask(before, turn).language == language


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("wali kota palu siapa?", "kalau parepare siapa?"), "tasming"),
        (("When did Parepare visit Balikpapan?", "who received them?"), "bagus"),
        (("Palu ingin turis ASEAN naik berapa persen?", "itu buat jangka waktu berapa lama?"), "10 tahun"),
        (("Please describe the Kazakhstan meeting in Balikpapan.", "Who hosted it on the city's side?"), "rahmad"),
    ],
)
def test_who_talks_on_leaves_much_unsaid(ask: Ask, turns: tuple[str, ...], said: str) -> None:
    outcome = ask(*turns)
    assert isinstance(outcome, Answer)
    assert said in text(outcome)


def test_a_pointing_word_asks_on_about_what_was_told(ask: Ask) -> None:
    outcome = ask("When did the people from Parepare come to Balikpapan?", "what day of the week was that?")
    assert not isinstance(outcome, Clarify)
    assert "palu" not in text(outcome)


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("kapan kunjungan Parepare ke Balikpapan?", "kalau dubes?"), "28 agustus 2025"),
        (("siapa wali kota Balikpapan?", "wakilnya?"), "bagus susetyo"),
    ],
)
def test_offices_take_the_place_of_what_was_asked(ask: Ask, turns: tuple[str, ...], said: str) -> None:
    outcome = ask(*turns)
    assert isinstance(outcome, Answer)
    assert said in text(outcome)


def test_a_deputy_of_whom_nothing_is_known(ask: Ask) -> None:
    assert isinstance(ask("siapa gubernur Kaltara?", "wakilnya?"), Unknown)


def test_all_four_are_no_fourth(ask: Ask) -> None:
    outcome = ask("Ada empat pertimbangan Palu menyasar kota-kota Asia Tenggara. Apa saja keempatnya?")
    assert isinstance(outcome, Answer)
    assert "budaya" in text(outcome)


def test_what_is_told_before_the_question_counts_out_nothing(ask: Ask) -> None:
    outcome = ask("Palu bukan yang pertama bikin program seperti ini. Kota mana saja yang dicontoh Palu?")
    assert isinstance(outcome, Answer)
    assert "davao" in text(outcome)


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        (("apa saja kerja sama kaltim", "selain yang sama kaltara"), ("parepare", "kazakhstan"), ("kaltara",)),
        (("kunjungan ke balikpapan apa saja", "ada berapa"), ("tercatat 3 peristiwa",), ()),
        (
            ("balikpapan kerja sama sama siapa aja", "yang udah tanda tangan berapa"),
            ("tercatat 1", "palu"),
            ("astana",),
        ),
        (("bandingkan palu dan parepare", "mana yang lebih dulu"), ("palu ke balikpapan lebih dulu",), ()),
    ],
)
def test_what_was_listed_is_narrowed_and_counted(
    ask: Ask, turns: tuple[str, ...], told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    outcome = ask(*turns)
    assert isinstance(outcome, Answer)
    said = text(outcome)
    assert all(part in said for part in told), said
    assert not any(part in said for part in untold), said
