"""Figures in articles: values, scales, units, and what only looks like one."""

from __future__ import annotations

import pytest

from bot.drafting import dates, numbers
from bot.drafting.article import Article


def found(text: str) -> list[str]:
    article = Article(text, None)
    return [one.normal for one in numbers.find(article, dates.find(article, None))]


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("senilai Rp 1,5 miliar", ["Rp 1500000000"]),
        ("senilai Rp750 juta", ["Rp 750000000"]),
        ("senilai Rp 2.500.000", ["Rp 2500000"]),
        ("senilai Rp 1,1 triliun", ["Rp 1100000000000"]),
        ("senilai USD 14,7 juta", ["USD 14700000"]),
        ("senilai US$ 200 ribu", ["USD 200000"]),
        ("senilai 3 juta dolar AS", ["USD 3000000"]),
        ("sebanyak 2.500 ton beras", ["2500 ton"]),
        ("naik 12 persen", ["12 persen"]),
        ("naik 150%", ["150 persen"]),
        ("naik 8,5 persen", ["8.5 persen"]),
        ("diikuti 40 orang", ["40 orang"]),
        ("lebih dari 650 juta jiwa", ["650000000 jiwa"]),
        ("tiga MoU diteken", ["3 mou"]),
        ("3 MoU diteken", ["3 mou"]),
        ("di lima kecamatan", ["5 kecamatan"]),
        ("dua belas desa", ["12 desa"]),
        ("dua puluh lima peserta", ["25 peserta"]),
        ("antara 5-7 persen", ["5 persen", "7 persen"]),
        ("10 hingga 15 ton", ["10 ton", "15 ton"]),
    ],
)
def test_figures(written: str, means: list[str]) -> None:
    assert found(f"Program itu {written}.") == means


@pytest.mark.parametrize(
    "written",
    [
        "pukul 10.00 Wita",
        "pandemi COVID-19 berakhir",
        "industri 4.0 berkembang",
        "pada 30 Mei 2025",
        "Jumat (30/5/2025) pagi",
        "Peraturan Nomor 28 Tahun 2018",
        "kedua daerah sepakat",
        "peringkat ke-3 nasional",
        "dua daerah itu",
    ],
)
def test_what_is_no_figure(written: str) -> None:
    assert found(f"Hal itu {written}.") == []


def test_numbered_lines_are_no_figures() -> None:
    assert found("Agenda:\n1. Penandatanganan\n2) Pertukaran pelajar\n") == []
