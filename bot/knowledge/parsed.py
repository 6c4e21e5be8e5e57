"""The parsed files of a load; a file that only gives the line of a problem is parsed when that line is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from bot.knowledge.files import Files
from bot.knowledge.yamlfile import YamlFile, parse_yaml

Read: TypeAlias = "dict[str, tuple[bytes, Any]]"
"""Files without fault as they were read last: name -> the content and the records that came of it."""


class Parsed(Mapping[str, YamlFile]):
    """Files by name, those that were not parsed yet parsed on first need."""

    def __init__(self, files: Files, parsed: dict[str, YamlFile]) -> None:
        """Take the contents, and what is parsed of them."""
        self._files = files
        self._parsed = parsed

    def __getitem__(self, name: str) -> YamlFile:
        found = self._parsed.get(name)
        if found is None:
            found = self._parsed[name] = parse_yaml(self._files[name], name)
        return found

    def holding(self, piece: bytes) -> Iterator[YamlFile]:
        """Yield the files whose content has a piece of text in it; no other one is parsed for that."""
        return (self[name] for name, content in self._files.items() if piece in content)

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
