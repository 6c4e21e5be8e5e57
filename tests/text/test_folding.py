"""The one form in which texts are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Rahmad Mas'ud", "rahmad masud"),
        ("Rahmad Mas\u2019ud", "rahmad masud"),
        ("Rahmad Mas\u00b4ud", "rahmad masud"),
        ("  Jumat,\n(30/5/2024)! ", "jumat 30 5 2024"),
        ("Kaltim\u2013Kaltara", "kaltim kaltara"),
        ("\uff2b\uff21\uff2c\uff34\uff29\uff2d", "kaltim"),
        ("STRASSE Stra\u00dfe", "strasse strasse"),
        ("kerja\u00a0sama", "kerja sama"),
        ("ker\u00adja", "kerja"),
        ("snake_case", "snake case"),
        ("?!", ""),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert "  " not in once
    assert once == once.strip()


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_fast_road_leads_to_the_same_place(text: str) -> None:
    assert fold(text) == fold(text + "\u2014")
