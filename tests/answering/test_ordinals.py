"""Places in a list that a question counts out."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from bot.answering.outcomes import Answer
from tests.answering.asking import Ask


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("yang kedua", (2,)),
        ("langkah ke-4 apa?", (4,)),
        ("langkah 1, 2 dan 3 apa saja", (1, 2, 3)),
        ("poin 2 sama 3", (2, 3)),
        ("langkah nomor 1 sampai nomor 3", (1, 2, 3)),
        ("step 2 to 4", (2, 3, 4)),
        ("yang pertama hingga ketiga", (1, 2, 3)),
        ("langkah pertama dan kedua Palu", (1, 2)),
        ("the last one", (-1,)),
        ("tujuh langkah strategis Palu", ()),
        ("semuanya, keempatnya", ()),
        ("MoU tahun 2025 dan 2026", ()),
        ("Palu bukan yang pertama. Kota mana yang sudah berhasil?", ()),
    ],
)
def test_places(engine: Engine, question: str, places: tuple[int, ...]) -> None:
    assert engine.reader.read(question).places == places


@pytest.mark.parametrize(
    "question", ["langkah 1, 2 dan 3 Palu di ASEAN apa aja?", "LANGKAH PALU NOMOR 1 SAMPAI NOMOR 3 APA AJA"]
)
def test_each_counted_item_is_told(ask: Ask, question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Answer)
    whole = ask("apa saja tujuh langkah strategis Palu di ASEAN?")
    assert isinstance(whole, Answer)
    assert [s.text for s in outcome.lead] == [s.text for s in whole.items[:3]]
