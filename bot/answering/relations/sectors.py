"""Finding sectors (*bidang*) in a question by the names and aliases of the closed list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.knowledge.model import Knowledge
from bot.search.index import Index


class Sectors:
    """Knows under which keys of the index each sector is asked for."""

    def __init__(self, knowledge: Knowledge, index: Index) -> None:
        """Prepare the keys of each sector's names."""
        phrases: list[tuple[frozenset[str], str]] = []
        for sector in knowledge.sectors.values():
            for text in (sector.name.id, sector.name.en, *sector.aliases):
                keys = frozenset(index.content_keys(text))
                if keys:
                    phrases.append((keys, sector.id))
        phrases.sort(key=lambda p: (-len(p[0]), p[1]))
        self._phrases: dict[str, list[tuple[int, frozenset[str], str]]] = {}
        """Under one of its keys each phrase with its rank, all of its keys and its sector."""
        for rank, (keys, id_) in enumerate(phrases):
            self._phrases.setdefault(min(keys), []).append((rank, keys, id_))

    def found(self, weights: Mapping[str, Any]) -> dict[str, frozenset[str]]:
        """Return sector -> the keys of the question that name it."""
        found: dict[str, frozenset[str]] = {}
        possible = [phrase for key in weights for phrase in self._phrases.get(key, ())]
        for _, keys, sector in sorted(possible, key=lambda phrase: phrase[0]):
            if keys <= weights.keys():
                found[sector] = found.get(sector, frozenset()) | keys
        return found
