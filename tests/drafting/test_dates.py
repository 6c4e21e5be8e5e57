"""Days in articles: how they are written, which day is meant, and weekdays that do not fit."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafting import dates
from bot.drafting.article import Article

FRIDAY = date(2025, 5, 30)


def found(text: str, published: date | None = FRIDAY) -> list[dates.Found]:
    return list(dates.find(Article(text, None), published))


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("Pertemuan digelar Jumat (30/5/2025).", "2025-05-30"),
        ("Pertemuan digelar Kamis, 29 Mei 2025.", "2025-05-29"),
        ("Pertemuan digelar Kamis 29 Mei 2025.", "2025-05-29"),
        ("Pertemuan digelar pada 5 Juni 2025.", "2025-06-05"),
        ("Pertemuan digelar Kamis (29/5).", "2025-05-29"),
        ("Pertemuan digelar (28/12) lalu.", "2024-12-28"),
        ("Pertemuan digelar 2 Januari.", "2025-01-02"),
        ("Pertemuan digelar 2025-05-28.", "2025-05-28"),
        ("Pertemuan digelar 28-05-2025.", "2025-05-28"),
        ("Pameran digelar 20-22 Agustus 2025.", "2025-08-20/2025-08-22"),
        ("Pertemuan digelar kemarin.", "2025-05-29"),
        ("Pertemuan digelar hari ini.", "2025-05-30"),
        ("Pertemuan digelar besok.", "2025-05-31"),
        ("Pertemuan digelar Senin lalu.", "2025-05-26"),
        ("Pertemuan digelar Jumat lalu.", "2025-05-23"),
        ("Pertemuan digelar Rabu.", "2025-05-28"),
        ("Pertemuan akan digelar Rabu.", "2025-06-04"),
        ("Pertemuan digelar Senin depan.", "2025-06-02"),
        ("Pertemuan digelar Selasa pekan lalu.", "2025-05-20"),
        ("Pertemuan digelar pekan lalu.", "2025-05-19/2025-05-25"),
        ("Pertemuan digelar minggu depan.", "2025-06-02/2025-06-08"),
        ("Pertemuan digelar pada Minggu lalu.", "2025-05-25"),
        ("Pertemuan digelar bulan depan.", "2025-06"),
        ("Pertemuan digelar bulan lalu.", "2025-04"),
        ("Pertemuan digelar awal November.", "2025-11"),
        ("Pertemuan digelar akhir Desember 2024.", "2024-12"),
        ("Pertemuan digelar akhir bulan ini.", "2025-05"),
        ("Pertemuan digelar akhir tahun ini.", "2025"),
        ("Pertemuan digelar tahun depan.", "2026"),
        ("Pertemuan digelar tahun 2023.", "2023"),
        ("Rencana 2024–2034 disusun.", "2024/2034"),
        ("Pertumbuhan pada semester I 2025 naik.", "2025-01-01/2025-06-30"),
        ("Pendataan rampung dua bulan lalu.", "2025-03"),
        ("Pendataan rampung tiga hari lalu.", "2025-05-27"),
    ],
)
def test_what_is_meant(written: str, means: str) -> None:
    assert [one.normal for one in found(written)] == [means]


@pytest.mark.parametrize(
    "written",
    [
        "Anggaran Rp 1.234.567 disetujui.",
        "Peraturan Nomor 28/12345 berlaku.",
        "Pengiriman 12/13 kontainer berjalan.",
        "Pada 31/2/2025 tidak ada apa-apa.",
        "Kode 2025.123 dipakai.",
        "Di kemudian hari lalu lintas ramai.",
    ],
)
def test_what_is_no_day(written: str) -> None:
    assert [one.normal for one in found(written) if one.precision != "year"] == []


def test_a_weekday_that_does_not_fit() -> None:
    (one,) = found("Kunjungan berlangsung Jumat (30/5/2024).")
    assert (one.normal, one.fits) == ("2024-05-30", False)
    assert one.instead[0] == FRIDAY, "the day of publication fits, and is the likeliest"


def test_without_publication_the_day_beside_comes_first() -> None:
    (one,) = found("Kunjungan berlangsung Kamis (29/8/2025).", None)
    assert not one.fits
    assert one.instead[0] == date(2025, 8, 28)


def test_a_fitting_weekday_is_no_matter() -> None:
    (one,) = found("Kunjungan berlangsung Kamis (29/5/2025).")
    assert one.fits
    assert one.instead == ()


def test_without_any_day_nothing_relative_is_known() -> None:
    (one,) = found("Pertemuan digelar pekan lalu.", None)
    assert (one.first, one.relative, one.normal) == (None, True, "?")


def test_the_first_full_date_stands_in_for_publication() -> None:
    relative, full = found("Pusat itu dibuka pekan lalu. Naskah diteken Kamis, 7 Agustus 2025.", None)
    assert full.normal == "2025-08-07"
    assert relative.normal == "2025-07-28/2025-08-03"


def test_direct_speech_counts_from_the_event() -> None:
    text = "Naskah diteken Senin (26/5/2025). “Kesepakatan hari ini penting,” katanya."
    assert [one.normal for one in found(text)] == ["2025-05-26", "2025-05-26"]


def test_a_word_that_repeats_a_date_is_passed_over() -> None:
    assert [one.normal for one in found("Rapat digelar Kamis (29/5/2025) kemarin.")] == ["2025-05-29"]


def test_the_mention_is_quoted_whole() -> None:
    (one,) = found("Rapat digelar Kamis (29/5/2025) di aula.")
    assert one.said == "Kamis (29/5/2025)"
