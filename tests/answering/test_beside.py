"""What stands next to what is asked is no answer: another office, another property, words that no record uses."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Clarify, Unknown
from tests.answering.asking import Ask, facts, text


@pytest.mark.parametrize(
    "question",
    [
        "siapa menteri pertanian?",
        "Siapa Menteri Perhubungan yang datang ke Balikpapan?",
        "who is the minister of health?",
        "who is Indonesia's finance minister",
    ],
)
def test_an_office_with_another_charge_is_not_the_one_on_record(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown)
    assert "budi santoso" not in text(outcome)


@pytest.mark.parametrize("question", ["Siapa Menteri Perdagangan?", "menteri siapa yang meresmikan Export Center?"])
def test_the_office_on_record_is_told(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    assert "budi santoso" in text(outcome)


@pytest.mark.parametrize(
    "question",
    ["siapa gubernur kaltim sebelum rudy mas'ud?", "mantan wali kota parepare siapa", "former mayor of Palu?"],
)
def test_who_held_an_office_at_another_time_is_unknown(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


@pytest.mark.parametrize(
    "question",
    [
        "jadwal konser balikpapan",
        "apakah parepare menang lomba kebersihan?",
        "What is Tasming Hamid's favourite food?",
        "ibu kota kazakhstan apa?",
        "bandara mana yang dipakai rombongan parepare?",
        "kerja sama bidang kesehatan ada?",
        "kenapa parepare menolak tawaran balikpapan?",
        "apakah rudy dan rahmad bersaudara?",
        "apakah zainal pernah ke kazakhstan?",
    ],
)
def test_a_property_that_no_record_has_is_unknown(ask: Ask, question: str) -> None:
    assert isinstance(ask(question), Unknown)


def test_one_told_of_another_is_no_cooperation_of_the_two(ask: Ask) -> None:
    outcome = ask("Apakah Singapura bekerja sama dengan Balikpapan?")
    assert isinstance(outcome, Unknown)
    assert facts(outcome)


def test_their_link_is_told_where_only_a_link_is_asked(ask: Ask) -> None:
    outcome = ask("what is the link between North Kalimantan and Balikpapan?")
    assert isinstance(outcome, Answer)
    assert "export" in text(outcome)


def test_a_bare_matter_of_several_cooperations_is_asked_back(ask: Ask) -> None:
    outcome = ask("ekspornya ke mana?")
    assert isinstance(outcome, Clarify)


def test_what_is_not_signed_is_not_what_is_signed(ask: Ask) -> None:
    signed, open_ = ask("kerja sama mana yang sudah ditandatangani?"), ask("kerja sama mana yang belum ditandatangani?")
    assert isinstance(signed, Answer)
    assert isinstance(open_, Answer)
    assert "parepare" in text(open_)
    assert not {item.text for item in signed.items} & {item.text for item in open_.items}


@pytest.mark.parametrize(
    ("question", "named", "missing"),
    [
        ("kerja sama antarprovinsi apa saja?", "kalimantan utara", "parepare"),
        ("kerja sama antar kota apa saja?", "parepare", "kalimantan utara"),
        ("kunjungan luar negeri ke balikpapan", "kazakhstan", "parepare"),
        ("daerah di sulawesi yang kerja sama dengan balikpapan", "parepare", "kazakhstan"),
        ("kunjungan terakhir ke balikpapan siapa?", "parepare", "kazakhstan"),
    ],
)
def test_lists_are_narrowed_by_who_takes_part(ask: Ask, question: str, named: str, missing: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    said = "\n".join(item.text for item in outcome.items).casefold()
    assert named in said
    assert missing not in said


def test_a_long_story_is_not_what_is_asked(ask: Ask) -> None:
    story = (
        "Selamat sore kak, saya mahasiswa yang sedang menulis makalah tentang perdagangan daerah. Dosen saya minta "
        "contoh daerah yang membantu UMKM menembus pasar luar negeri, dan teman saya bilang ada beberapa. "
    )
    outcome = ask(story + "Dari berita yang ada di sini daerah mana saja ya?")
    assert isinstance(outcome, Answer)
    assert len(outcome.items) > 1
    assert "palu" in text(outcome)


def test_the_fields_of_what_was_listed(ask: Ask) -> None:
    outcome = ask("kerja sama mana saja yang sudah diteken?", "bidangnya apa saja?")
    assert isinstance(outcome, Answer)
    assert all("perdagangan" in item.text for item in outcome.items)


def test_who_said_what_was_told_last(ask: Ask) -> None:
    outcome = ask("Kapan Presiden Prabowo ke Kazakhstan?", "siapa yang bilang?")
    assert isinstance(outcome, Answer)
    assert "fadjroel" in text(outcome)
    assert "prabowo" in text(outcome)


@pytest.mark.parametrize("turn", ["in indonesian please", "pakai bahasa indonesia dong"])
def test_the_same_again_in_the_other_language(ask: Ask, turn: str) -> None:
    outcome = ask("When did Parepare visit Balikpapan?", turn)
    assert isinstance(outcome, Answer)
    assert outcome.language == "id"
    assert "23 januari 2026" in text(outcome)
