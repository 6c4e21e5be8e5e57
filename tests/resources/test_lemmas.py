"""The table of lemmas: what is in it, and that it is made again as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.resources import make_lemmas
from bot.resources.reading import lemmas
from tests.conftest import ROOT


def test_inflected_words_of_both_languages() -> None:
    found = lemmas()
    assert found["direncanakan"] == "rencana"
    assert found["cities"] == "city"


def test_no_word_is_its_own_lemma_and_short_ones_are_left_alone() -> None:
    for word, lemma in lemmas().items():
        assert word != lemma
        assert len(word) >= make_lemmas.SHORTEST
        assert (word + lemma).isascii()


def test_the_language_that_uses_a_word_more_decides() -> None:
    known = {"males": (4.0, 3.0), "females": (1.0, 4.0)}
    made = make_lemmas.table(known, known, lambda word, language: {"en": word.removesuffix("s"), "id": word}[language])
    assert made == {"female": ["females"]}


def test_made_again_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("simplemma")
    monkeypatch.setattr(make_lemmas, "__file__", str(tmp_path / "make_lemmas.py"))
    make_lemmas.main()
    made = (tmp_path / "lemmas.tsv").read_bytes()
    assert made == (ROOT / "bot" / "resources" / "lemmas.tsv").read_bytes()
