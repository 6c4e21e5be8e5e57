"""Lists over the records with more than one condition: periods, directions, what is left out, what nothing meets."""

from __future__ import annotations

import pytest

from bot.answering.outcomes import Answer, Unknown
from tests.answering.asking import Ask, text


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        # Open periods
        ("kunjungan setelah agustus 2025 apa saja", ("parepare",), ("duta besar", "30 mei")),
        ("visits before June 2025", ("palu",), ("parepare", "kazakhstan")),
        ("sblm juli 2025 balikpapn kedatngan siapa", ("palu",), ("tasming", "fadjroel")),
        ("kunjungan ke balikpapan antara Juni dan Desember 2025", ("28 agustus",), ("30 mei", "23 januari")),
        ("kunjungan awal 2026", ("parepare",), ("palu",)),
        # Leaving out
        ("yg datang ke balikpapan tapi kada dari sulawesi tu siapa kah", ("fadjroel",), ("tasming", "hadianto")),
        ("kerja sama yang berlangsung pada Agustus 2025 dan tidak melibatkan Palu", ("kalimantan utara",), ("asean",)),
        ("kerja sama kaltim selain sama kaltara ada?", ("palu", "parepare", "kazakhstan"), ("tarakan", "kaltara")),
        (
            "kerjasama yang melibatkan pariwisata tapi bukan balikpapan",
            ("asean",),
            ("kerja sama kota palu dan kota b",),
        ),
        ("who visited Balikpapan besides Palu?", ("parepare", "kazakhstan"), ("30 may",)),
        ("peristiwa di agustus 2025 selain di balikpapan", ("tarakan",), ("export center", "duta besar")),
        # First and last
        ("which cooperation was signed first?", ("kalimantan", "7 august 2025", "palu"), ("asean",)),
        ("siapa tamu terakhir balikpapan", ("tasming", "23 januari 2026"), ("hadianto", "fadjroel")),
        ("kapan terakhir kali ada tamu ke balikpapan", ("23 januari 2026",), ("30 mei", "28 agustus")),
        ("tamu pertama balikpapan tahun 2025 siapa", ("hadianto", "30 mei 2025"), ("tasming", "fadjroel")),
        ("mana yang paling baru", ("parepare",), ("asean",)),
        ("kerja sama terbaru balikpapan apa", ("parepare",), ("palu", "kazakhstan")),
        ("kunjungan terbaru ke balikpapan", ("23 januari 2026",), ("30 mei",)),
        ("mitra balikpapan dari luar kalimantan", ("palu", "parepare", "kazakhstan"), ("kaltara",)),
        ("kota di luar sulawesi yang kerja sama dengan balikpapan", ("kazakhstan",), ("palu", "parepare")),
        # Stages
        ("yang udah jalan kerja samanya yang mana", ("export center",), ("parepare", "asean")),
        # Who leads
        ("kunjungan mana yang dipimpin wali kota", ("palu", "parepare"), ("duta besar", "tarakan")),
        # Articles
        ("apa yang diberitakan fokus borneo", ("palu", "parepare", "fokusborneo.com"), ("prokal", "ebaratomomi")),
        ("berita yang terbit januari 2026", ("24 januari 2026", "fokus borneo"), ("prokal", "30 mei")),
        ("berapa artikel dari gerbang kaltim", ("gerbang kaltim",), ("fokus borneo", "prokal")),
        # Counting by field, place and time
        ("sektor apa yang paling banyak dikerjasamakan", ("perdagangan",), ("15 kota",)),
        ("daerah mana yang paling banyak mitranya", ("balikpapan",), ("15 kota",)),
        ("Which city has most often acted as host to visiting delegations?", ("balikpapan: 3",), ("forum", "kota")),
        ("how many provinces are involved?", ("east kalimantan", "north kalimantan"), ("provinsi",)),
        ("which year had the most visits?", ("2025",), ("23 january",)),
        ("berapa provinsi yang terlibat", ("kalimantan timur", "kalimantan utara"), ("kota palu",)),
        ("how many cities have visited Balikpapan?", ("2 events", "palu", "parepare"), ("ambassador",)),
        ("dari sulawesi ada berapa kota yg udah nyamperin balikpapan", ("palu", "parepare"), ("kazakhstan",)),
        ("tamu yg diterima di balai kota bpp siapa aja?", ("tasming", "fadjroel"), ("hadianto",)),
        # The same matter of two
        ("ambisi balikpapan sama ambisi palu bedanya apa?", ("singapura", "hub"), ()),
        ("kota mana saja yang terlibat dalam semua kerja sama", ("palu", "parepare", "balikpapan"), ("tarakan",)),
    ],
)
def test_conditions(ask: Ask, question: str, told: tuple[str, ...], untold: tuple[str, ...]) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer), outcome
    said = text(outcome)
    assert all(part in said for part in told), said
    assert not any(part in said for part in untold), said
    assert any(statement.sources for statement in (*outcome.lead, *outcome.items))


@pytest.mark.parametrize(
    "question",
    [
        "kesepakatan yang diteken tahun 2024",
        "kunjungan sebelum mei 2025",
        "kunjungan ke palu tahun 2025",
        "visits to Parepare in 2026",
        "kerja sama internasional yang sudah diteken",
        "kunjungan mana yang dipimpin gubernur",
        "apa saja KSDPL yang ada",
        "berita yang terbit tahun 2023",
        "siapa aja yg bertamu ke balikpapan abis februari 2026?",
        "mitra kerja sama parepare selain balikpapan",
    ],
)
def test_nothing_meets_them(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Unknown), outcome
