"""The noun that a question word asks for: "baju apa", "which law firm", "menteri siapa"."""

from __future__ import annotations

from collections.abc import Sequence

_BEHIND = frozenset({"apa", "apakah", "mana"})
_WHO = frozenset({"siapa"})
_BEFORE = frozenset({"which", "what"})
_GENERAL = frozenset(
    {
        *("c:bidang", "c:bentuk", "c:acara", "c:kota", "c:daerah", "c:negara", "c:provinsi", "c:media", "c:serupa"),
        *("c:tujuan", "c:dampak", "c:langkah", "c:kunjungan", "c:bicara", "c:kutip", "c:ingin", "c:harap", "c:nama"),
        "c:terjadi",
        *("c:kerja-sama", "c:peran", "c:hubungan", "c:barang", "c:bantu", "c:kawasan", "orang", "c:rencana"),
        *("faktor", "factor", "dasar", "c:dasar", "way", "capacity", "basis", "sense", "extent", "pertanyaan"),
    }
)
"""Nouns that say what kind of answer is wanted, which need not stand in it."""


def head(words: Sequence[str], start: int, end: int, key: str) -> bool:
    """Whether the stretch from `start` to `end`, which means `key`, is the very noun that is asked for."""
    before, after = set(words[max(start - 1, 0) : start]), set(words[end : end + 1])
    return bool(_BEHIND & after or _BEFORE & before) and key not in _GENERAL


def beside(words: Sequence[str], start: int, end: int, key: str) -> bool:
    """Whether a stretch goes with its question word, and says nothing of the rest: "menteri siapa"."""
    return head(words, start, end, key) or bool(_WHO & set(words[end : end + 1]))
