"""How a question is understood before anything is looked for."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from bot.answering.names import OFFICE, ORGANISATION, PERSON, PLACE, REGION
from bot.answering.reading import LONGEST
from bot.knowledge.model import QuestionKind as Kind


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("di mana letak Export Center itu", "id"),
        ("where is the export center located", "en"),
        ("brp pengusaha yg dtg dr kazakhstan", "id"),
        ("who welcomed the guests from Parepare", "en"),
        ("kapan sih the signing itu berlangsung", "id"),
        ("when did rombongan Parepare datang", "en"),
        ("tell me about the kerja sama between Palu and Balikpapan", "en"),
        ("Kapan Palu ke Balikpapan? Answer in English please", "en"),
        ("When did Palu come? jawab pakai bahasa Indonesia", "id"),
        ("Balikpapan", "id"),
    ],
)
def test_language(engine: Engine, question: str, language: str) -> None:
    assert engine.reader.read(question).language == language


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("siapa yang datang dari Kazakhstan", {Kind.SIAPA}),
        ("kapan rombongan itu tiba", {Kind.KAPAN}),
        ("tanggal berapa mereka bertemu", {Kind.KAPAN}),
        ("di mana acara itu", {Kind.DI_MANA}),
        ("berapa negara yang dituju", {Kind.BERAPA}),
        ("how many steps are planned", {Kind.BERAPA}),
        ("kenapa kerja sama itu tertunda", {Kind.MENGAPA}),
        ("why was it delayed", {Kind.MENGAPA}),
        ("bagaimana cara mengatasinya", {Kind.BAGAIMANA}),
        ("apakah sudah ada MoU", {Kind.YA_TIDAK}),
        ("siapa yang datang dan kapan", {Kind.SIAPA, Kind.KAPAN}),
        ("who was the host when Palu came", {Kind.SIAPA}),
        ("kerja sama Palu dan Balikpapan", set()),
    ],
)
def test_kinds(engine: Engine, question: str, kinds: set[Kind]) -> None:
    assert engine.reader.read(question).kinds == kinds


def focus(engine: Engine, message: str) -> str:
    reading = engine.reader.read(message)
    start, end = reading.focus
    return " ".join(reading.words[start:end])


def test_the_question_at_the_end_of_a_story_is_what_is_asked(engine: Engine) -> None:
    asked = focus(
        engine,
        "Selamat sore. Saya guru di Banjarmasin dan murid saya ingin tahu banyak tentang Kazakhstan. "
        "Minggu depan ada tugas. Siapa gubernur Kalimantan Utara?",
    )
    assert asked.startswith("siapa gubernur")
    assert "banjarmasin" not in asked


def test_a_question_before_the_thanks_is_what_is_asked(engine: Engine) -> None:
    asked = focus(engine, "Where was the agreement of East and North Kalimantan signed? Thanks a lot for your help.")
    assert "signed" in asked
    assert "thanks" not in asked


def test_a_single_sentence_is_asked_as_a_whole(engine: Engine) -> None:
    reading = engine.reader.read("Kapan Export Center Balikpapan diresmikan?")
    assert reading.focus == (0, len(reading.words))


def test_of_a_very_long_message_the_end_is_read(engine: Engine) -> None:
    reading = engine.reader.read("cerita panjang sekali " * 200 + ". Siapa wali kota Palu?")
    assert len(reading.text) <= LONGEST
    assert reading.regions == ("kota-palu",)


@pytest.mark.parametrize(
    ("question", "kind", "key"),
    [
        ("apa kata Pemkot Pare-Pare", REGION, "region:kota-parepare"),
        ("bpp itu di mana", REGION, "region:kota-balikpapan"),
        ("apa rencana Kaltara", REGION, "region:provinsi-kalimantan-utara"),
        ("apa pesan Pak Harum", PERSON, "person:rudy-masud"),
        ("apa kata dubes Pajrul", PERSON, "person:fadjroel-rachman"),
        ("peran Kemendag apa", ORGANISATION, "org:kementerian-perdagangan"),
        ("walkotnya siapa", OFFICE, "office:wali-kota"),
        ("siapa wakil wali kota", OFFICE, "office:wakil-wali-kota"),
        ("siapa wakil gubernur", OFFICE, "office:wakil-gubernur"),
        ("apa rencana Uzbekistan", PLACE, "place:UZ|Uzbekistan"),
        ("apa rencana Pemkot Plau", REGION, "region:kota-palu"),
        ("balikpapn dan kazakstan", REGION, "region:kota-balikpapan"),
    ],
)
def test_mentions(engine: Engine, question: str, kind: str, key: str) -> None:
    mentions = [m for m in engine.reader.read(question).mentions if m.kind == kind]
    assert key in mentions[0].keys


def test_a_name_that_two_bear_has_both_keys(engine: Engine) -> None:
    (mention,) = [m for m in engine.reader.read("apa kata Mas'ud").mentions if m.kind == PERSON]
    assert set(mention.keys) == {"person:rahmad-masud", "person:rudy-masud"}


def test_a_name_in_the_story_is_background(engine: Engine) -> None:
    reading = engine.reader.read("Kakak saya tinggal di Davao dan suka pantai. Siapa gubernur Kaltim?")
    assert reading.regions == ("provinsi-kalimantan-timur",)
    assert [m.keys[0] for m in reading.mentions if not m.in_focus] == ["region:kota-davao"]


def test_reading_leaves_nothing_behind(engine: Engine) -> None:
    first = engine.reader.read("Kapan Palu ke Balikpapan?")
    engine.reader.read("Siapa wali kota Parepare?", background="Kapan Palu ke Balikpapan?")
    assert engine.reader.read("Kapan Palu ke Balikpapan?") == first
