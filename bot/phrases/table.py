"""Looking up what Simpul itself says: one table per language, complete by test."""

from __future__ import annotations

from collections.abc import Mapping

from bot.phrases import english, indonesian

TABLES: Mapping[str, Mapping[str, str]] = {"id": indonesian.PHRASES, "en": english.PHRASES}


def phrase(language: str, key: str, **values: object) -> str:
    """Return a phrase with its values filled in; KeyError for an unknown key."""
    return TABLES[language][key].format(**values)
