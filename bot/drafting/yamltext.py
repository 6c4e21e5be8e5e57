"""Writing records as YAML the way the files of the knowledge are written."""

from __future__ import annotations

from typing import Any, Final

import yaml

WIDTH: Final = 140
_ON_ONE_LINE: Final = frozenset({"id", "en", "source", "evidence", "region", "organisation", "prospective"})


class _Dumper(yaml.SafeDumper):
    """Block style, with texts of both languages, citations and lists of words on one line."""

    def ignore_aliases(self, data: Any) -> bool:
        return True  # the knowledge has no anchors

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = {key.value for key, _ in node.value} <= _ON_ONE_LINE and _length(node) < WIDTH - 24
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = bool(node.value) and all(isinstance(one, yaml.ScalarNode) for one in node.value)
        return node


def _length(node: yaml.Node) -> int:
    if isinstance(node, yaml.ScalarNode):
        return len(node.value) + 2
    if isinstance(node, yaml.MappingNode):
        return sum(_length(key) + _length(value) for key, value in node.value)
    return sum(_length(one) for one in node.value)


def written(data: Any) -> str:
    """Return plain values as YAML text."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def commented(text: str) -> str:
    """Return the lines of a text as comments."""
    return "".join(f"# {line}\n" if line else "#\n" for line in text.splitlines())
