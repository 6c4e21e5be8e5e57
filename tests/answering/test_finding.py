"""Finding while somebody types."""

from __future__ import annotations

import random

import pytest

from bot.answering.catalogue import catalogue
from bot.answering.engine import Engine
from bot.answering.entries import EntryKind
from bot.answering.finding import LONGEST, Finder


@pytest.fixture(scope="module")
def finder(engine: Engine) -> Finder:
    return Finder(engine, catalogue(engine.knowledge))


def test_a_half_typed_word_is_understood(finder: Finder) -> None:
    for typed in (
        "kunjungan palu balikp",
        "kunjungan palu balikpap",
        "kunjugan plau balikpapan",
        "kunjungan palu balkp",
    ):
        found = finder.find(typed, "id")
        concerned = [entry.cooperation.id for entry in found.entries[:5]]
        assert set(concerned) == {"palu-balikpapan"}, typed


def test_every_beginning_of_a_question_finds_something_and_the_whole_its_answer(finder: Finder) -> None:
    question = "siapa wali kota parepare"
    for end in range(len("siapa wali k"), len(question)):
        assert finder.find(question[:end], "id").entries, question[:end]
    # Of question words alone nobody can tell what is meant.
    for begun in ("siapa", "siapa ", "who is the "):
        assert finder.find(begun, "id").entries[0].id == "parepare-balikpapan"
    found = finder.find(question, "id")
    assert found.answer
    assert "Tasming Hamid" in found.answer.lead[0].text
    assert found.stated == "parepare-balikpapan/wali-kota-parepare"
    assert found.stated not in [entry.id for entry in found.entries]


def test_the_answer_to_the_completed_question_comes_first(finder: Finder) -> None:
    found = finder.find("siapa wali kota parep", "id")
    assert found.asked == "siapa wali kota parepare"
    assert found.answer
    assert "Tasming Hamid" in found.answer.lead[0].text
    # A space ends the word: it is meant as it stands.
    assert finder.find("siapa wali kota parep ", "id").asked != found.asked


@pytest.mark.parametrize("typed", ["palu", "pal", "Palu "])
def test_a_region_alone_finds_what_it_takes_part_in_first_newest_first(finder: Finder, typed: str) -> None:
    found = finder.find(typed, "id")
    assert found.answer is None
    assert [entry.id for entry in found.entries[:2]] == ["palu-asean", "palu-balikpapan"]


def test_two_regions_alone_find_what_they_do_together(finder: Finder) -> None:
    for typed in ("palu balikpapan", "balikpapan palu"):
        assert finder.find(typed, "id").stated == "palu-balikpapan"
    assert finder.find("kaltim kaltara", "id").stated == "kaltim-kaltara"


@pytest.mark.parametrize(
    "typed", ["siapa presiden uzbekistan", "resep rendang", "lagu dangdut", "xyzzy", "daging sapi", "halo", "😀", "<b>"]
)
def test_what_is_not_on_record_finds_nothing(finder: Finder, typed: str) -> None:
    found = finder.find(typed, "id")
    assert found.answer is None
    assert found.entries == ()


def test_only_what_says_something_by_itself_is_found(finder: Finder, engine: Engine) -> None:
    kinds = set()
    for question in ("skor pertandingan parepare balikpapan", "kunjungan balasan palu", "kunjungan palu tahun berapa"):
        kinds |= {entry.kind for entry in finder.find(question, "id").entries}
    assert kinds <= {EntryKind.FACT, EntryKind.SUMMARY}
    assert EntryKind.FACT in kinds


def test_an_id_finds_its_card_alone(finder: Finder) -> None:
    for language in ("id", "en"):
        found = finder.find("palu-asean", language)
        assert [entry.id for entry in found.entries] == ["palu-asean"]
        assert found.language == language


def test_the_query_shows_its_language_or_the_persons_is_spoken(finder: Finder) -> None:
    assert (finder.find("siapa wali kota parepare", "en").language, True) == ("id", True)
    assert finder.find("who is the mayor of parepare", "id").language == "en"
    for language in ("id", "en"):
        found = finder.find("palu", language)
        assert (found.language, found.general) == (language, False)
    assert finder.find("siapa wali kota parepare", "en").general


def test_whatever_is_typed_there_is_no_error(finder: Finder, engine: Engine) -> None:
    rng = random.Random(5)
    letters = "aeiou bkprst-_.,?!<>&%'\"\\\n\t0123456789éğ😀\ud83d\u202e\u0000"
    for _ in range(150):
        typed = "".join(rng.choice(letters) for _ in range(rng.randrange(1, 60)))
        for entry in finder.find(typed, "id").entries:
            assert entry.id in engine.entries
    whole = "palu " * 1000
    assert finder.find(whole, "id").entries == finder.find(whole[:LONGEST], "id").entries
