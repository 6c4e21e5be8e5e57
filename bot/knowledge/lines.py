"""Where each value of a YAML file stands: a tree of line numbers beside the tree of values.

A leaf is a line, or (line, raw text) for a value that YAML did not read as text; a branch is (line, children). The tree
costs one small object a value; paths are only walked when something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Key: TypeAlias = str | int
Path: TypeAlias = tuple[Key, ...]
"""How to get to a value from the top of a file: ("facts", 3, "text", "id")."""
Node: TypeAlias = "int | tuple[int, str] | tuple[int, dict[str, Node]] | tuple[int, list[Node]]"


def line_of(tree: Node, path: Iterable[object]) -> int:
    """Return the line of the value at the path, or of the deepest value on the way to it that exists."""
    return _line(_walk(tree, path)[0])


def raw_of(tree: Node, path: Iterable[object]) -> str | None:
    """Return the value at the path as it was typed, where YAML took unquoted text for something else."""
    node, found = _walk(tree, path)
    return node[1] if found and isinstance(node, tuple) and isinstance(node[1], str) else None


def _line(node: Node) -> int:
    return node if isinstance(node, int) else node[0]


def _walk(node: Node, path: Iterable[object]) -> tuple[Node, bool]:
    for key in path:
        children = node[1] if isinstance(node, tuple) else None
        child: Node | None = None
        if isinstance(children, dict) and isinstance(key, str):
            child = children.get(key)
        elif isinstance(children, list) and isinstance(key, int) and key < len(children):
            child = children[key]
        if child is None:
            return node, False
        node = child
    return node, True
