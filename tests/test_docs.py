"""What README.md says is so: commands, settings, files, and the exchange that it shows."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram.ext import CommandHandler

from bot import __main__, config, profile
from bot.answering.engine import Engine
from bot.receiving.figures import Figures
from tests import exchange
from tests.conftest import ROOT
from tests.handlers.stage import Stage

README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
RUN, TEST, PINS = re.findall(r"^```sh\n(.*)\n```$", README, re.MULTILINE)


def section(title: str) -> str:
    """The text under a heading."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"README.md has no section {title}"
    return found[1]


def rows(text: str, column: int = 0) -> list[str]:
    """One column of all tables in a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    head = {number for number, line in enumerate(lines) if set(line) <= set("|- ")}
    bodies = [line for number, line in enumerate(lines) if not {number, number + 1} & head]
    return [line.strip("|").split(" | ")[column].strip() for line in bodies]


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


# The two command lines


def test_the_test_command_is_what_ci_calls() -> None:
    assert TEST in [line.strip() for line in CI.splitlines()]


def test_both_commands_set_up_alike_and_the_first_is_the_main_job() -> None:
    setup, _, test = TEST.rpartition(" && ")
    assert f"{setup} && .venv/bin/python -m bot" == RUN
    assert test.startswith(".venv/bin/python -m pytest")
    assert (ROOT / "Procfile").read_text(encoding="utf-8") == "web: exec python -m bot\nworker: exec python -m bot\n"


def test_what_ci_checks_is_named() -> None:
    steps = re.findall(r"^step \.venv/bin/(?:python -m )?(.*)$", CI, re.MULTILINE)
    wanted = ["ruff check", "ruff format --check", "mypy --strict", "bot check --articles ../shared/articles"]
    assert steps == [*wanted, "tests.gate"]
    for name in ("ruff", "mypy", "simpul check", "python -m tests.gate", "../shared/articles"):
        assert f"`{name}`" in section("Work on it")


# The exchange


@pytest.mark.parametrize(("command", "output"), exchange.shown(README))
def test_the_exchange_is_real(command: str, output: str, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in read_settings(monkeypatch):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(__main__, "_engine", lambda _: engine)
    assert exchange.printed(command) == output, "run: python -m tests.exchange"


def test_the_exchange_comes_after_one_sentence() -> None:
    opening = README.split("```console")[0]
    title, sentence = opening.strip().split("\n\n")
    assert title == "# Simpul"
    assert sentence.count(". ") == 0
    assert len(exchange.shown(README)) == 2


# Commands


def test_commands_of_the_bot(engine: Engine) -> None:
    handlers = [one for group in Stage(engine).application.handlers.values() for one in group]
    commands = [name for one in handlers if isinstance(one, CommandHandler) for name in one.commands]
    told = [name for row in rows(section("What you can type")) for name in quoted(row) if name.startswith("/")]
    # /start is one thing in a private chat and another in a group.
    assert sorted(told) == sorted({f"/{name}" for name in commands})
    assert {f"/{name}" for name in profile.COMMANDS} <= set(told)


def command_lines() -> list[list[str]]:
    found = [name for row in rows(section("What you can type")) for name in quoted(row)]
    return [line.split()[1:] for line in found if line.split()[0] == "simpul"]


def options(parser: argparse.ArgumentParser, command: str = "") -> Iterator[tuple[str, str]]:
    """Every command with each of its options; a command alone has the option ""."""
    yield command, ""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from options(sub, name)
        elif action.option_strings and not isinstance(action, argparse._HelpAction):
            yield command, action.option_strings[-1]


def test_commands_of_the_command_line() -> None:
    told = {(next(iter(line), ""), "") for line in command_lines()}
    told |= {(line[0], word) for line in command_lines() for word in line if word.startswith("--")}
    assert told == set(options(__main__._parser()))


@pytest.mark.parametrize("line", command_lines(), ids=" ".join)
def test_a_command_line_is_understood(line: list[str]) -> None:
    __main__._parser().parse_args([word for word in line if word != "..."])


def test_simpul_is_the_package() -> None:
    assert 'simpul = "bot.__main__:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


# Settings


class Recording(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, *arguments: dict[str, str]) -> None:
        super().__init__(*arguments)
        self.asked: list[str] = []

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.append(key)
        return super().get(key, default)


def read_settings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(ROOT)
    environ = Recording()
    config.read(environ)
    return environ.asked


def test_settings_are_those_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [name for row in rows(section("Settings")) for name in quoted(row)] == read_settings(monkeypatch)


def test_what_settings_are_without_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = config.read({})
    told = dict(zip([quoted(row)[0] for row in rows(section("Settings"))], rows(section("Settings"), 2), strict=True))
    assert (found.token, told["TELEGRAM_BOT_TOKEN"]) == (None, "conversation in the terminal")
    assert (found.api_url, told["TELEGRAM_API_URL"]) == (None, "Telegram's server")
    assert [str(found.knowledge)] == quoted(told["KNOWLEDGE_DIR"])
    assert [found.log_level] == quoted(told["LOG_LEVEL"])
    address, folder = quoted(told["DATABASE_URL"])
    assert found.database_url.reveal() == address
    assert address.removeprefix("sqlite:///").startswith(f"{folder}/")
    assert (found.admins, told["ADMIN_IDS"]) == ((), "nobody")
    assert (found.admin_chat, told["ADMIN_CHAT"]) == (None, "the first curator")
    assert (found.watch, quoted(told["WATCH_KNOWLEDGE"])) == (False, ["0"])
    assert (found.webhook_url, told["WEBHOOK_URL"]) == (None, "the bot asks Telegram for them (polling)")
    assert (found.webhook_secret, told["WEBHOOK_SECRET"]) == (None, "made from the token")
    assert [str(found.port)] == quoted(told["PORT"])
    assert (found.metrics_port, told["METRICS_PORT"]) == (None, "nowhere")


def test_what_settings_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    _, address, _, level, database, *_ = rows(section("Settings"), 1)
    assert all(config.read({"DATABASE_URL": one}).database_url.reveal() == one for one in quoted(database))
    assert config.read({"TELEGRAM_API_URL": quoted(address)[0]}).api_url == quoted(address)[0]
    assert quoted(level) == list(config.LEVELS)


# Figures and records


def keys(text: str, column: int = 0) -> set[str]:
    return {name for row in rows(text, column) for name in quoted(row)}


def part(begins: str) -> str:
    """The table after a paragraph."""
    return section("Keep it running").partition(begins)[2].partition("\n\n")[2].partition("\n\n")[0]


def test_figures_are_those_that_are_served() -> None:
    figures = Figures()
    served = {f"{one.name}_total" if one.type == "counter" else one.name for one in figures.registry.collect()}
    assert keys(part("`METRICS_PORT` serves")) == served


def logged() -> Iterator[str]:
    """The event of every record that the code writes."""
    for file in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            called = ast.unparse(node.func)
            if re.fullmatch(r"(logger|logging\.getLogger\(.*\))\.(info|warning|error|critical)", called):
                first = node.args[0]
                # What is no text itself says so in a variable, or is the line of an error.
                if isinstance(first, ast.Constant):
                    yield str(first.value)
                elif ast.unparse(first) == "event":
                    yield from ("polling failed", "handler failed")
                else:
                    assert ast.unparse(first) == "str(error)", f"{file}:{node.lineno}"


def test_records_are_those_that_are_written() -> None:
    assert keys(part("The log is one line")) == set(logged())


# Files


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_files_that_are_named_exist() -> None:
    prose = re.sub(r"^ *```.*?^ *```$", "", README, flags=re.MULTILINE | re.DOTALL)
    named = {name for name in quoted(prose) if re.fullmatch(r"[\w.-]+(/[\w.-]*)+|[\w-]+\.(toml|txt)", name)}
    assert {".ci/run", "requirements.txt", "knowledge/"} <= named
    inside = {name for name in named if not name.startswith((".venv/", "../", "articles/"))}
    assert {name for name in inside if not (ROOT / name).exists()} == set()


def test_every_room_is_named() -> None:
    told = {name for row in rows(section("Work on it")) for name in quoted(row)}
    rooms = {f"bot/{file.parent.name}/" for file in (ROOT / "bot").glob("*/__init__.py")}
    assert {name for name in told if name.startswith("bot/")} == rooms


def test_every_table_of_words_has_its_origin() -> None:
    folder = ROOT / "bot" / "resources"
    notice = (folder / "NOTICE.md").read_text(encoding="utf-8")
    for table in sorted(Path(folder).glob("*.tsv")):
        assert f"`{table.name}`" in section("Licences")
        assert f"## {table.name}" in notice


def test_how_the_pins_are_made() -> None:
    head = (ROOT / "requirements.txt").read_text(encoding="utf-8").split("\n\n")[0].splitlines()
    written = shlex.split(next(line for line in head if "pip-compile" in line and "--" in line).strip("# "))
    told = shlex.split(PINS.rpartition("/")[2])
    assert written[0] == told[0] == "pip-compile"
    assert set(told) <= set(written)
