"""Reads the whole knowledge at once, from a folder or from files in memory: shapes, then rules.

`load` is for whoever wants the knowledge and nothing less, `read_folder` for whoever goes on in spite of problems.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.knowledge import rules
from bot.knowledge.files import COOPERATIONS, GOLDEN, VOCABULARY, Files, content_hash, cooperations, read
from bot.knowledge.lines import Path as LinePath
from bot.knowledge.loaded import Loaded, Row, problem_at
from bot.knowledge.model import TABLES, BilingualList, Cooperation, Golden, Knowledge, Vocabulary
from bot.knowledge.parsed import Parsed, Read
from bot.knowledge.placeholders import expand
from bot.knowledge.problems import Complaint, KnowledgeError, Problem, complaint, shown
from bot.knowledge.shape import Shaped, shape
from bot.knowledge.yamlfile import MAX_PROBLEMS, YamlFile, parse_yaml


def load(folder: Path) -> Knowledge:
    """Return the knowledge of a folder; KnowledgeError tells everything that is wrong with it."""
    return _sound(*read_folder(folder))


def load_files(files: Files) -> Knowledge:
    """Return the knowledge of files; KnowledgeError tells everything that is wrong with it."""
    return _sound(*read_files(files))


def read_folder(folder: Path) -> tuple[Loaded, list[Problem]]:
    """Return what can be read of a folder, and what is wrong with its files and their shapes; no rule has run yet."""
    found = read(folder)
    loaded, problems = read_files(found.files, unread=found.unread)
    return loaded, [*found.problems, *problems]


def read_files(
    files: Files, *, unread: frozenset[str] = frozenset(), before: Read | None = None
) -> tuple[Loaded, list[Problem]]:
    """Return what can be read of files, and what is wrong with them and their shapes; no rule has run yet.

    Of the files in `unread` it has been told why they are missing. `before` is what was read last time, and is brought
    up to date: a file without fault whose content is the same is not read again.
    """
    read_before: Read = {} if before is None else before
    problems: list[Problem] = []
    for name in (*TABLES, VOCABULARY):
        if name not in files and name not in unread:
            problems.append(Problem(name, 1, Path(name).stem, complaint("missing_file")))
    values: dict[str, Any] = {}
    parsed: dict[str, YamlFile] = {}
    broken: set[str] = set()
    for name, content in files.items():
        known = read_before.pop(name, None)
        if known is not None and known[0] == content:
            values[name] = known[1]
            continue
        result = _shape(parse_yaml(content, name))
        values[name], parsed[name] = result.value, result.file
        broken |= result.broken
        problems += (*result.file.problems, *result.problems)
    read_before.clear()
    faulty = {problem.file for problem in problems}
    read_before.update({name: (files[name], value) for name, value in values.items() if name not in faulty})

    def records(name: str) -> tuple[Row[Any], ...]:
        return tuple(Row(record, name, (index,)) for index, record in enumerate(values.get(name) or ()))

    names = cooperations({*files, *unread})
    lost = {name for name in (*TABLES, *names) if values.get(name) is None}
    loaded = Loaded(
        files=Parsed(files, parsed),
        tables={table: records(name) for name, (table, _) in TABLES.items()},
        vocabulary=values.get(VOCABULARY) or _no_vocabulary(),
        cooperations=tuple(Row(values[name], name) for name in names if name not in lost),
        golden=records(GOLDEN),
        version=content_hash(files),
        unreadable=frozenset(table for name, (table, _) in TABLES.items() if name in lost),
        # A file that cannot be read is still the file of the cooperation that it is named after.
        broken=frozenset(broken | {Path(name).stem for name in names if name in lost}),
    )
    for row in loaded.cooperations:
        if row.record.id != Path(row.file).stem:
            problems.append(loaded.problem(row, ("id",), _misnamed(row.record.id, row.file)))
    if not names:
        problems.append(Problem(COOPERATIONS, 1, COOPERATIONS, complaint("no_cooperation")))
    return loaded, problems


def _sound(loaded: Loaded, problems: list[Problem]) -> Knowledge:
    problems += rules.check(loaded)
    if any(problem.severity == "error" for problem in problems):
        raise KnowledgeError(problems)
    return loaded.knowledge()


def _misnamed(id_: str, name: str) -> Complaint:
    return complaint("misnamed", id=shown(id_), file=shown(Path(name).name))


def adapter_of(name: str) -> TypeAdapter[Any]:
    """Return what reads the values of a file with that name as its records."""
    return _adapter(kind_of(name))


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def kind_of(name: str) -> Any:
    """Return the type of a file's content: a list of records, or one record."""
    if name in TABLES:
        return list[TABLES[name][1]]  # type: ignore[misc]
    if name == GOLDEN:
        return list[Golden]
    return Vocabulary if name == VOCABULARY else Cooperation


def _shape(file: YamlFile) -> Shaped:
    if file.data is None:
        return Shaped(None, file)
    misplaced: list[Problem] = []

    def complain(path: LinePath, said: Complaint) -> None:
        if len(misplaced) < MAX_PROBLEMS:
            misplaced.append(problem_at(file, path, said))

    data = expand(file.data, complain)
    expanded = file if data is file.data else replace(file, data=data)
    result = shape(expanded, adapter_of(file.name), kind_of(file.name))
    return Shaped(result.value, result.file, (*misplaced, *result.problems), result.broken)


def _no_vocabulary() -> Vocabulary:
    return Vocabulary(spellings={}, concepts=(), question_words={}, fillers=BilingualList(), small_talk={})
