"""What is taken in as an article, and what is refused with its reason."""

from __future__ import annotations

import pytest

from bot.drafting.article import MAX_BYTES, decoded, read
from bot.drafting.notes import RefusedError, said
from tests.drafting import curator

GOOD = (curator.ARTICLES / "tune-samarinda-surabaya.txt").read_text(encoding="utf-8")
ENGLISH = "The city government of Palu signed an agreement with the city of Balikpapan on trade and tourism. " * 3
HTML = f"<html><body><p>{GOOD}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "draft.refused.empty"),
        (" \n\t\u200b\ufeff ", "draft.refused.empty"),
        ("Pemkot Palu dan Balikpapan bekerja sama.", "draft.refused.short"),
        (ENGLISH, "draft.refused.language"),
        ("lorem ipsum dolor sit amet consectetur " * 5, "draft.refused.language"),
        (HTML, "draft.refused.html"),
        (GOOD * 300, "draft.refused.large"),
        ("é" * (MAX_BYTES - 10), "draft.refused.large"),
    ],
)
def test_refused(text: str, key: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read(text)
    assert caught.value.note.key == key
    assert all(said(caught.value.note, language) for language in ("id", "en"))


def test_bytes_that_are_no_utf8_are_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        decoded("Wali Kota Rahmad Mas’ud".encode("utf-16"))
    assert caught.value.note.key == "draft.refused.encoding"


def test_too_many_bytes_are_refused_before_they_are_read() -> None:
    with pytest.raises(RefusedError) as caught:
        decoded(b"\xff" * (MAX_BYTES + 1))
    assert caught.value.note.key == "draft.refused.large"


def test_a_sign_that_is_like_a_tag_is_no_page() -> None:
    assert read(GOOD + " Nilainya < 5 dan > 2.").text


def test_furniture_is_left_out() -> None:
    text = read(GOOD + "\nBaca Juga : Libur 18 Agustus 2025\nLeave a Reply\n").text
    assert "18 Agustus" not in text
    assert "Reply" not in text


def test_a_headline_is_told_from_a_beginning() -> None:
    assert read("Dua Kota Teken Kerja Sama\n\n" + GOOD).title == "Dua Kota Teken Kerja Sama"
    assert read(GOOD).title is None


def test_sentences_do_not_end_at_abbreviations() -> None:
    article = read(GOOD)
    (one,) = {article.said_at(article.text.index(word)) for word in ("Syaiful Misal", "S.E.", "menyaksikan acara")}
    assert "M.M." in one


def test_invisible_signs_are_taken_out() -> None:
    assert read(GOOD.replace("Samarinda", "Sama\u200brinda")).text == read(GOOD).text
