"""How dates are written."""

from __future__ import annotations

from datetime import date

from bot.phrases.dates import long_date, plain_date


def test_indonesian() -> None:
    assert long_date(date(2025, 5, 30), "id") == "Jumat, 30 Mei 2025"
    assert plain_date(date(2025, 8, 7), "id") == "7 Agustus 2025"


def test_english() -> None:
    assert long_date(date(2025, 5, 30), "en") == "Friday, 30 May 2025"
    assert plain_date(date(2025, 8, 7), "en") == "7 August 2025"


def test_years_of_any_length() -> None:
    assert plain_date(date(1, 1, 1), "en") == "1 January 1"
