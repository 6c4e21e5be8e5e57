"""One file: what is read, what is refused, and that nothing can hurt."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.knowledge.lines import Path as LinePath
from bot.knowledge.lines import line_of, raw_of
from bot.knowledge.yamlfile import MAX_BYTES, MAX_DEPTH, MAX_PROBLEMS, YamlFile, read_yaml
from tests.knowledge.sample import FILES

FULL = MAX_BYTES - 64


def _read(folder: Path, content: str | bytes) -> YamlFile:
    path = folder / "x.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_yaml(path, "x.yaml")


@pytest.mark.parametrize("name", FILES)
def test_values_are_those_of_pyyaml(tmp_path: Path, name: str) -> None:
    assert _read(tmp_path, FILES[name]).data == yaml.load(FILES[name], Loader=yaml.CSafeLoader)


def test_scalars(tmp_path: Path) -> None:
    file = _read(
        tmp_path,
        "a: text\nb: 12\nc: 1.5\nd: yes\ne: off\nf:\ng: 2025-05-30\nh: 30:10\n"
        "i: 'no'\nj: ~\nk: |\n  two\n  lines\nl: 0x1F\n",
    )
    assert file.problems == ()
    assert file.data == {
        "a": "text", "b": 12, "c": 1.5, "d": True, "e": False, "f": None, "g": date(2025, 5, 30),
        "h": 1810, "i": "no", "j": None, "k": "two\nlines\n", "l": 31,
    }  # fmt: skip
    assert raw_of(file.lines, ("h",)) == "30:10"
    assert raw_of(file.lines, ("e",)) == "off"
    assert raw_of(file.lines, ("a",)) is None
    assert raw_of(file.lines, ("z",)) is None


def test_lines(tmp_path: Path) -> None:
    file = _read(tmp_path, "# note\na:\n  - x\n  -\n    b: >-\n      long\n      text\n    c: [1,\n      2]\n")
    assert line_of(file.lines, ("a",)) == 2
    assert line_of(file.lines, ("a", 0)) == 3
    assert line_of(file.lines, ("a", 1)) == 5
    assert line_of(file.lines, ("a", 1, "b")) == 5
    assert line_of(file.lines, ("a", 1, "c", 1)) == 9
    # What does not exist has the line of what it would be in.
    assert line_of(file.lines, ("a", 1, "missing", "deeper")) == 5
    assert line_of(file.lines, ("a", 7)) == 2
    assert line_of(file.lines, ()) == 2


@pytest.mark.parametrize("name", FILES)
def test_lines_are_those_of_pyyaml(tmp_path: Path, name: str) -> None:
    file = _read(tmp_path, FILES[name])
    places = list(_places(yaml.compose(FILES[name], Loader=yaml.CSafeLoader), ()))
    assert places
    assert [line_of(file.lines, path) for path, _ in places] == [line for _, line in places]


def _places(node: yaml.Node | None, path: LinePath) -> Iterator[tuple[LinePath, int]]:
    """Yield the path of each value with the line of its key, or of itself in a list."""
    if isinstance(node, yaml.MappingNode):
        found = [((*path, key.value), key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        found = [((*path, index), value, value) for index, value in enumerate(node.value)]
    else:
        return
    for inner, at, value in found:
        yield inner, at.start_mark.line + 1
        yield from _places(value, inner)


def test_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert _read(tmp_path, b"\xef\xbb\xbfa: b").data == {"a": "b"}


REFUSED: dict[str, tuple[str | bytes, int, str]] = {
    "deep brackets": ("[" * FULL, 1, f"more than {MAX_DEPTH} deep"),
    "deep braces": ("{a: " * (FULL // 4), 1, "deep"),
    "deep dashes": ("- " * (FULL // 2), 1, "deep"),
    "deep indents": ("".join(" " * i + "a:\n" for i in range(1000)), MAX_DEPTH + 1, "deep"),
    "deep questions": ("? " * (FULL // 2), 1, "cannot be a key"),
    "alias bomb": (
        "a: &a [x,x]\n"
        + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        1,
        "anchors",
    ),
    "alias": ("a: *b\n", 1, "aliases"),
    "anchored scalar": ("x: y\na: &b c\n", 2, "anchors"),
    "anchored mapping": ("a: &b {c: d}\n", 1, "anchors"),
    "too large": ("#" * (MAX_BYTES + 1), 1, "1 MiB"),
    "too many values": ("[" + "a," * (FULL // 2) + "]", 1, "200,000"),
    "too many keys": ("".join(f"{i:x}z:\n" for i in range(130_000)), 100_000, "200,000"),
    "not UTF-8": (b"a: b\nc: \xff\xfe\n", 2, "UTF-8"),
    "UTF-16": ("a: b".encode("utf-16"), 1, "UTF-8"),
    "Latin-1": ("a: caf\u00e9".encode("latin-1"), 1, "UTF-8"),
    "directives": ("%TAG !a! b\n" * 90_000, 1, "`%`"),
    "directive further down": ("a: 5 %\n  % b\n%TAG !a! b\n", 3, "`%`"),
    "tabs": ("a:\n\tb: c\n", 2, "not tabs"),
    "two documents": ("a: b\n---\nc: d\n", 2, "one document"),
    "empty": ("", 1, "empty"),
    "only a note": ("# note\n", 1, "empty"),
    "open quote": ("a: 'b\nc: d\n", 3, "not valid YAML"),
    "open bracket": ("a: [b\nc: d\n", 2, "close the bracket"),
    "colon in a text": ("a: b: c\n", 1, "in quotes"),
    "raw control character": (b"a: b\nc: \x07\n", 2, "invisible"),
    "key of a list": ("[a]: b\n", 1, "cannot be a key"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, name: str) -> None:
    content, line, says = REFUSED[name]
    begun = time.perf_counter()
    file = _read(tmp_path, content)
    assert time.perf_counter() - begun < 10
    assert file.data is None
    (problem,) = file.problems
    assert (problem.file, problem.line, problem.id) == ("x.yaml", line, "x")
    assert says in problem.message
    assert problem.said("id") != problem.said("en")


TOLD = {
    "twice": ("a: 1\nb: 2\na: 3\n", 3, "`a` is given twice; the first one is in line 1"),
    "twice in a list": ("- {a: [1], a: 2}\n", 1, "twice"),
    "twice, first a mapping": ("a:\n  b: c\na: 2\n", 3, "line 1"),
    "tag": ("a: !!python/object/apply:os.system [x]\n", 1, "tag"),
    "own tag": ("a: !env HOME\n", 1, "tag"),
    "binary": ("a: !!binary aGVq\n", 1, "tag"),
    "key no": ("no: b\n", 1, "`no` is not read as text; put it in quotes"),
    "key number": ("x: y\n2: dua\n", 2, "`2`"),
    "key date": ("id: {2025-05-30}\n", 1, "in quotes"),
    "no such day": ("x: y\na: 2025-02-30\n", 2, "`2025-02-30`: there is no such day"),
    "time of day": ("a: 2025-05-30 10:00:00\n", 1, "without a time"),
    "escaped control character": ('a: "b\\0"\n', 1, "U+0000"),
    "turned writing": ('a: "b\\u202ec"\n', 1, "U+202E"),
    "no width": ("a: b\u200bc\n", 1, "U+200B"),
}


@pytest.mark.parametrize("name", TOLD)
def test_told_and_read_on(tmp_path: Path, name: str) -> None:
    content, line, says = TOLD[name]
    file = _read(tmp_path, content)
    assert file.data is not None
    (problem,) = file.problems
    assert problem.line == line
    assert says in problem.message
    assert problem.said("id") != problem.said("en")


def test_of_two_the_first_is_kept(tmp_path: Path) -> None:
    file = _read(tmp_path, "a: 1\na: {b: c}\nd: [2, {no: {x: y}, e: z}]\n")
    assert file.data == {"a": 1, "d": [2, {"e": "z"}]}
    assert [problem.line for problem in file.problems] == [2, 3]
    assert file.lines == (1, {"a": (1, "1"), "d": (3, [(3, "2"), (3, {"e": 3})])})


def test_problems_of_one_file_have_an_end(tmp_path: Path) -> None:
    file = _read(tmp_path, "a: 1\n" * 100_000)
    assert len(file.problems) == MAX_PROBLEMS + 1
    assert "too many" in file.problems[-1].message


@pytest.mark.parametrize(
    "content",
    [
        "a: " + "9" * FULL,
        "a: " + "59:" * (FULL // 3) + "59",
        "? " + "a" * FULL + "\n: b",
        "a: |\n" + " a\n" * (FULL // 3),
        "\n" * FULL + "a",
    ],
    ids=["digits", "sexagesimal", "key", "block", "blank"],
)
def test_long_is_not_slow(tmp_path: Path, content: str) -> None:
    begun = time.perf_counter()
    file = _read(tmp_path, content)
    assert time.perf_counter() - begun < 10
    assert file.data is not None


def test_text_that_begins_with_a_placeholder_needs_quotes(tmp_path: Path) -> None:
    file = _read(tmp_path, "id: {2025-05-30} Palu datang.\n")
    assert file.data is None
    assert "the key `2025-05-30` is not read as text; put it in quotes" in file.problems[0].message
    assert [problem.line for problem in file.problems] == [1, 1]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    for name, says in (("none.yaml", "No such file"), ("folder.yaml", "directory"), ("pipe.yaml", "regular file")):
        (problem,) = read_yaml(tmp_path / name, name).problems
        assert says in problem.message
        assert problem.said("id") != problem.said("en")
