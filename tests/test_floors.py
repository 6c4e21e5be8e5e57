"""The house rules of design.md, held to by reading the code without running it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

BOT = ROOT / "bot"

FLOORS = {
    "config": 0, "heap": 0, "logs": 0, "phrases": 0, "resources": 0, "text": 0,
    "knowledge": 1,
    "search": 2, "storage": 2,
    "answering": 3, "drafting": 3,
    "curating": 3.5,
    "rendering": 4,
    "conversation": 5, "pacing": 5, "profile": 5, "receiving": 5, "transport": 5,
    "handlers": 5.5,
    "app": 6, "batch": 6, "terminal": 6, "working": 6,
    "curators": 7, "life": 7,
    "__main__": 8,
}  # fmt: skip
TELEGRAM_FROM = 5
LONGEST = 400
FORBIDDEN = ("constants", "utils")

FILES = sorted(BOT.rglob("*.py"))


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def room(file: Path) -> str:
    return file.relative_to(BOT).with_suffix("").parts[0]


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, wherever in the file, with its line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(file)}:{node.lineno}: a relative import"
            module = node.module or ""
            yield node.lineno, module
            # `from bot import config` and `from bot.handlers import start` import modules too.
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names if module.startswith("bot"))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_only_go_down(file: Path) -> None:
    if room(file) == "__init__":
        assert not list(imported(file))
        return
    own = FLOORS[room(file)]
    for line, module in imported(file):
        parts = module.split(".")
        if parts[0] == "bot" and len(parts) > 1 and parts[1] != room(file):
            floor = FLOORS.get(parts[1])
            assert floor is not None, f"{name(file)}:{line}: {parts[1]} has no floor"
            # app, terminal and the like are one floor's single files; app is the one that puts 5 together.
            assert floor < own, f"{name(file)}:{line}: floor {own} imports {parts[1]} on floor {floor}"
        if parts[0] == "telegram":
            assert own >= TELEGRAM_FROM, f"{name(file)}:{line}: telegram on floor {own}"


def features() -> list[Path]:
    """Files of handlers/ that bring a feature: those that offer handlers."""
    return [file for file in sorted((BOT / "handlers").glob("*.py")) if file.stem == "errors" or offers(file)]


def offers(file: Path) -> bool:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == "handlers" for node in tree.body)


@pytest.mark.parametrize("file", features(), ids=name)
def test_a_feature_imports_no_sibling(file: Path) -> None:
    siblings = {f"bot.handlers.{other.stem}" for other in features()}
    assert not siblings & {module for _, module in imported(file)}


def test_all_features_are_there() -> None:
    wanted = {"start", "help", "sources", "topics", "questions", "buttons", "other", "errors"}
    assert wanted <= {file.stem for file in features()}


def harmless(node: ast.stmt) -> bool:
    """Whether a statement at the top of a module only names things."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'")
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    kinds = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return isinstance(node, kinds)


@pytest.mark.parametrize("file", FILES, ids=name)
def test_nothing_happens_on_import(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert not [f"{name(file)}:{node.lineno}" for node in tree.body if not harmless(node)]


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import bot; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["bot"]
    assert not done.stderr


@pytest.mark.parametrize("file", FILES, ids=name)
def test_files_are_small(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_rooms_have_honest_names() -> None:
    assert not [name(file) for file in BOT.rglob("*") if file.stem in FORBIDDEN]
