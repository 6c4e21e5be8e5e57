"""Reads the whole knowledge folder at once: files, shapes, rules.

`load` is for whoever wants the knowledge and nothing less, `read_folder` for whoever goes on in spite of problems.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.knowledge import rules
from bot.knowledge.lines import Path as LinePath
from bot.knowledge.loaded import Loaded, Row, problem_at
from bot.knowledge.model import TABLES, BilingualList, Cooperation, Knowledge, Vocabulary
from bot.knowledge.placeholders import expand
from bot.knowledge.problems import KnowledgeError, Problem, shown
from bot.knowledge.shape import Shaped, shape
from bot.knowledge.yamlfile import MAX_PROBLEMS, YamlFile, read_yaml

COOPERATIONS = "cooperations"
VOCABULARY = "vocabulary.yaml"
ALSO_ALLOWED = frozenset({"README.md", "LICENSE", "schema", "questions.yaml"})
"""What may stand in the folder without being knowledge."""
_COOPERATION_FILE = re.compile(r"[a-z0-9-]+\.yaml")


def load(folder: Path) -> Knowledge:
    """Return the knowledge of a folder; KnowledgeError tells everything that is wrong with it."""
    loaded, problems = read_folder(folder)
    problems += rules.check(loaded)
    if any(problem.severity == "error" for problem in problems):
        raise KnowledgeError(problems)
    return loaded.knowledge()


def read_folder(folder: Path) -> tuple[Loaded, list[Problem]]:
    """Return what can be read of a folder, and what is wrong with its files and their shapes; no rule has run yet."""
    problems = list(_strangers(folder))
    names = [*TABLES, VOCABULARY, *_cooperation_names(folder)]
    raw = [read_yaml(folder / name, name) for name in names]
    shaped = {file.name: _shape(file) for file in raw}
    for file in raw:
        problems += file.problems
        problems += shaped[file.name].problems

    tables = {}
    for name, (table, _) in TABLES.items():
        records = shaped[name].value or ()
        tables[table] = tuple(Row(record, name, (index,)) for index, record in enumerate(records))
    cooperations = []
    for name in names[len(TABLES) + 1 :]:
        result = shaped[name]
        if result.value is not None:
            cooperations.append(Row(result.value, name))
            if result.value.id != Path(name).stem:
                problems.append(problem_at(result.file, ("id",), _misnamed(result.value.id, name)))
    if len(names) == len(TABLES) + 1:
        problems.append(Problem(COOPERATIONS, 1, COOPERATIONS, "there is no cooperation in this folder"))

    loaded = Loaded(
        files={name: result.file for name, result in shaped.items()},
        tables=tables,
        vocabulary=shaped[VOCABULARY].value or _no_vocabulary(),
        cooperations=tuple(cooperations),
        version=_version(raw),
        unreadable=frozenset(table for name, (table, _) in TABLES.items() if shaped[name].value is None),
        # A file that cannot be read is still the file of the cooperation that it is named after.
        broken=frozenset().union(
            *(result.broken for result in shaped.values()),
            (Path(name).stem for name in names[len(TABLES) + 1 :] if shaped[name].value is None),
        ),
    )
    return loaded, problems


def _misnamed(id_: str, name: str) -> str:
    return f"the id is {shown(id_)}, the file {shown(Path(name).name)}; they must be the same"


def _strangers(folder: Path) -> Iterator[Problem]:
    """Yield a problem for every file and folder that nobody would read; a misspelt name must not be silent."""
    expected = {*TABLES, VOCABULARY, COOPERATIONS, *ALSO_ALLOWED}
    for path in _listed(folder):
        if path.name not in expected:
            message = f"is no file of the knowledge; expected are {', '.join(sorted(expected))}"
            yield Problem(ascii(path.name)[1:-1], 1, ascii(path.stem)[1:-1], message)
    for path in _listed(folder / COOPERATIONS):
        if not _COOPERATION_FILE.fullmatch(path.name):
            message = "is no file of a cooperation; each is named after its id, such as palu-balikpapan.yaml"
            yield Problem(f"{COOPERATIONS}/{ascii(path.name)[1:-1]}", 1, ascii(path.stem)[1:-1], message)


def _cooperation_names(folder: Path) -> list[str]:
    names = [path.name for path in _listed(folder / COOPERATIONS)]
    return [f"{COOPERATIONS}/{name}" for name in names if _COOPERATION_FILE.fullmatch(name)]


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []  # what should be in it is missed, and told, one by one


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _shape(file: YamlFile) -> Shaped:
    if file.data is None:
        return Shaped(None, file)
    if file.name in TABLES:
        kind: Any = list[TABLES[file.name][1]]  # type: ignore[misc]
    else:
        kind = Vocabulary if file.name == VOCABULARY else Cooperation
    misplaced: list[Problem] = []

    def complain(path: LinePath, message: str) -> None:
        if len(misplaced) < MAX_PROBLEMS:
            misplaced.append(problem_at(file, path, message))

    data = expand(file.data, complain)
    expanded = YamlFile(file.name, file.content, data, file.lines, file.problems)
    result = shape(expanded, _adapter(kind), kind)
    return Shaped(result.value, result.file, (*misplaced, *result.problems), result.broken)


def _no_vocabulary() -> Vocabulary:
    return Vocabulary(spellings={}, concepts=(), question_words={}, fillers=BilingualList(), small_talk={})


def _version(files: list[YamlFile]) -> str:
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        whole.update(f"{file.name} {len(file.content)}\n".encode())
        whole.update(file.content)
    return whole.hexdigest()[:12]
