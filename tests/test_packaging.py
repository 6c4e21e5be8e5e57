"""What is installed is what is declared, pinned and used."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import life
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUNTIME = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
COMES_WITH = {"pydantic-core": "pydantic"}
"""Packages that are part of another one, and are imported with it."""
BY_NAME = {"httptools"}
"""Packages that another one imports when it is told their name: uvicorn, in bot/receiving/serving.py."""


def pinned() -> dict[str, str]:
    """Return name -> version of everything in requirements.txt."""
    return dict(re.findall(r"^(\S+)==(\S+) \\$", PINS, re.MULTILINE))


def test_every_pin_has_its_hashes_and_there_is_nothing_else() -> None:
    code = "\n".join(line for line in PINS.splitlines() if not line.lstrip().startswith("#"))
    entry = r"[a-z0-9-]+==\S+(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(f"(?:{entry})+", code + "\n")
    assert "://" not in PINS
    assert not re.search(r"(^|[\s=])(/|file:|\.\.?/)", PINS)


@pytest.mark.parametrize("extra", ["", *PROJECT["tool"]["pip-tools"]["extra"]])
def test_what_is_declared_is_pinned(extra: str) -> None:
    for wanted in [Requirement(one) for one in EXTRAS[extra]] if extra else RUNTIME:
        assert wanted.specifier.contains(pinned()[canonicalize_name(wanted.name)]), wanted


def test_the_benches_packages_are_not_pinned() -> None:
    assert not {canonicalize_name(Requirement(one).name) for one in EXTRAS["bench"]} & pinned().keys()


def imported(folder: Path, *without: Path) -> set[str]:
    """Return the packages of others that the modules in a folder import."""
    found: set[str] = set()
    for file in set(folder.rglob("*.py")) - set(without):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    by_module = packages_distributions()
    own = {*sys.stdlib_module_names, "bot"}
    names = {canonicalize_name(by_module[name][0]) for name in found - own}
    return {COMES_WITH.get(name, name) for name in names}


def test_the_program_uses_what_it_declares() -> None:
    # What makes the tables is a developer's; the bot only reads them.
    folder = ROOT / "bot" / "resources"
    makers = {*folder.glob("make*.py"), folder / "gazetteer.py"}
    declared = {canonicalize_name(one.name) for one in RUNTIME}
    assert imported(ROOT / "bot", *makers) | BY_NAME == declared
    extra = {canonicalize_name(Requirement(one).name) for one in EXTRAS["resources"]}
    assert imported(folder) <= declared | extra


# What it is deployed with


def test_the_image_is_as_images_should_be() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, ROOT / ".deploy" / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_runs_as_nobody_in_particular_and_looks_after_itself() -> None:
    lines = (ROOT / ".deploy" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("FROM ") for line in lines) == 2
    assert lines.index("USER 10001") < next(at for at, line in enumerate(lines) if line.startswith("CMD "))
    assert any(line.startswith("HEALTHCHECK ") for line in lines)
    copied = [line.split()[-2] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_unit_runs_what_the_readme_runs() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / ".deploy" / "simpul.service", encoding="utf-8")
    service = unit["Service"]
    assert service["ExecStart"].endswith(".venv/bin/python -m bot")
    assert service["ExecReload"] == "/bin/kill -HUP $MAINPID"
    # Longer than the bot takes to finish what is in hand, or the last replies would be cut off.
    assert int(service["TimeoutStopSec"]) > life.FINISH_WITHIN
    assert service["RestartPreventExitStatus"] == "2"
