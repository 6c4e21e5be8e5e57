"""The command line: `simpul`, `simpul ask`, `simpul check`, `simpul export`, `simpul draft`, `simpul report`.

Exit codes: 0 all well; 1 the knowledge has problems; 2 wrong arguments, settings or input.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot import config

if TYPE_CHECKING:
    from bot.answering.engine import Engine


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command == "ask" and bool(arguments.questions) == bool(arguments.batch):
        parser.error("ask: give either questions or --batch FILE")
    if arguments.command == "ask" and arguments.json and arguments.batch:
        parser.error("ask: --batch always writes JSON; leave --json out")
    if arguments.command == "ask" and arguments.explain and (arguments.json or arguments.batch):
        parser.error("ask: --explain goes with questions only; leave --json and --batch out")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Whatever the locale: the answers are full of “ and –, and a question may hold anything.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        settings = config.read(config.environment(os.environ, Path.cwd()))
    except config.SettingsError as error:
        print(f"simpul: {error}", file=sys.stderr)
        return 2
    try:
        code = _command(arguments, settings)
        sys.stdout.flush()  # here, where a reader that has gone is no error, and not at the interpreter's end
        return code
    except BrokenPipeError:
        # Whoever read has seen enough; the interpreter must not try to flush what is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        failed = _failed(error)
        if failed is None:
            raise
        return failed
    finally:
        _let_go(sys.stderr)


def _failed(error: Exception) -> int | None:
    """Say in a line what a command could not do and return its exit code; None for an error of this program itself."""
    # Imported here: who asks for nothing that can go wrong need not wait for them.
    from bot.knowledge.problems import KnowledgeError
    from bot.storage.errors import StorageError

    if isinstance(error, KnowledgeError):
        print(error, file=sys.stderr)
        return 1
    if isinstance(error, StorageError):
        print(f"simpul: {error}", file=sys.stderr)
        return 2
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename is not None else ""
        print(f"simpul: {place}{error.strerror or error}", file=sys.stderr)
        return 2
    return None


def _let_go(stream: TextIO) -> None:
    """Write what is left in a stream, or let it go: on a full disk the interpreter would end with a code of its own."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="simpul",
        description="Sourced answers about regional cooperation in Indonesia. Without a command: answers on Telegram "
        "if TELEGRAM_BOT_TOKEN is set, else in this terminal.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    ask = commands.add_parser("ask", help="ask once; each argument is a turn of one conversation")
    ask.add_argument("questions", nargs="*", metavar="QUESTION", help="a question, then follow-ups")
    ask.add_argument("--json", action="store_true", help="write one JSON object a turn")
    ask.add_argument("--explain", action="store_true", help="print why: how each turn is understood, and what decides")
    ask.add_argument("--batch", type=Path, metavar="FILE", help='lines of {"id", "turns"}: answer each last turn')
    check = commands.add_parser("check", help="check every rule over the knowledge; exit 1 and all problems if any")
    check.add_argument("--articles", type=Path, metavar="DIR", help="also compare with the articles' texts")
    check.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are written")
    check.add_argument("--language", choices=("id", "en"), default="en", help="in which they are told; by default en")
    export = commands.add_parser(
        "export", help="write the knowledge's files, with what was published in chat, into a new folder"
    )
    export.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    draft = commands.add_parser("draft", help="draft a cooperation file from an Indonesian news article")
    draft.add_argument("article", type=Path, metavar="FILE", help="the article as plain text, UTF-8")
    draft.add_argument("--url", metavar="ADDRESS", help="where the article was published")
    draft.add_argument("--publisher", metavar="NAME", help="who published it")
    draft.add_argument("--published", type=_day, metavar="DAY", help="day of publication, such as 2025-05-30")
    target = draft.add_mutually_exclusive_group()
    target.add_argument("--into", type=Path, metavar="DIR", help="a folder of the knowledge, whose tables grow with it")
    target.add_argument("--output", type=Path, metavar="PATH", help="a new file, or a folder for it")
    report = commands.add_parser("report", help="write how the bot was used as one page of HTML, good to print")
    report.add_argument("--since", type=_day, metavar="DAY", help="first day; by default 29 days before the last")
    report.add_argument("--until", type=_day, metavar="DAY", help="last day; by default today")
    report.add_argument("--language", choices=("id", "en"), help="by default that of the terminal")
    report.add_argument("--output", type=Path, metavar="FILE", help="where to write it instead of to the terminal")
    return parser


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is no day; write it as 2025-05-30") from None


def _command(arguments: argparse.Namespace, settings: config.Settings) -> int:
    if arguments.command == "ask":
        return _batch(settings, arguments.batch) if arguments.batch else _ask(settings, arguments)
    if arguments.command is None:
        return _converse(settings)
    # Imported here, so that a wrong argument is told at once.
    from bot.curators import COMMANDS

    return COMMANDS[arguments.command](settings, arguments)


def _engine(settings: config.Settings) -> Engine:
    """Return an engine over the knowledge; KnowledgeError with every problem where it cannot be used."""
    # Nothing of what is built here becomes garbage: looking for it would cost a tenth of the start.
    gc.disable()
    from bot.answering.engine import Engine
    from bot.knowledge.loading import load

    try:
        return Engine(load(settings.knowledge))
    finally:
        gc.freeze()
        gc.enable()


def _ask(settings: config.Settings, arguments: argparse.Namespace) -> int:
    engine = _engine(settings)
    from bot.conversation import Conversation
    from bot.rendering import explain, json_, plain
    from bot.terminal import painter

    paint = painter(sys.stdout, os.environ)
    conversation = Conversation(engine)
    for number, question in enumerate(arguments.questions, 1):
        if arguments.explain:
            for part, decision in conversation.explain(question):
                print(explain.explanation(part, decision, engine.knowledge), end="\n\n")
            continue
        _, outcome = conversation.ask(question)
        if arguments.json:
            print(json_.line(json_.turn(str(number), question, outcome, engine.knowledge)))
        else:
            print("" if number == 1 else "\n", plain.reply(outcome, engine.knowledge, paint), sep="")
    return 0


def _batch(settings: config.Settings, file: Path) -> int:
    from bot.batch import BadLine, answered, cases

    engine, bad = None, 0
    for case in cases(file):
        if isinstance(case, BadLine):
            bad += 1
            print(f"simpul: {case.message}", file=sys.stderr)
            continue
        engine = engine or _engine(settings)
        print(answered(case, engine), flush=True)
    return 2 if bad else 0


def _converse(settings: config.Settings) -> int:
    from bot import logs

    if settings.token is None:
        from bot.phrases.table import phrase
        from bot.terminal import converse, language_of

        print(phrase(language_of(os.environ), "cli.hint"), file=sys.stderr)
        converse(_engine(settings))
        return 0
    logs.setup(settings.log_level, [settings.token.reveal()])
    # What is imported stays: looking for garbage in it would cost a quarter of the time that it takes.
    gc.disable()
    from bot import life

    gc.freeze()
    gc.enable()
    return life.run(settings)


if __name__ == "__main__":
    sys.exit(main())
