"""The command line: `simpul`, `simpul ask`, `simpul check`.

Exit codes: 0 all well; 1 the knowledge has problems; 2 wrong arguments, settings or input.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
    return parser


def _command(arguments: argparse.Namespace, settings: config.Settings) -> int:
    if arguments.command == "check":
        return _check(settings, arguments.articles)
    if arguments.command == "ask":
        return _batch(settings, arguments.batch) if arguments.batch else _ask(settings, arguments)
    return _converse(settings)


def _check(settings: config.Settings, articles: Path | None) -> int:
    from bot.knowledge.check import run

    problems, summary = run(settings.knowledge, articles)
    for problem in problems:
        print(problem)
    if summary:
        print(summary)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _engine(settings: config.Settings) -> Engine | None:
    """Return an engine over the knowledge; None, and every problem on standard error, where it cannot be used."""
    # Nothing of what is built here becomes garbage: looking for it would cost a tenth of the start.
    gc.disable()
    # Imported here, so that a wrong argument is told at once.
    from bot.answering.engine import Engine
    from bot.knowledge.loading import load
    from bot.knowledge.problems import KnowledgeError

    try:
        return Engine(load(settings.knowledge))
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return None
    finally:
        gc.freeze()
        gc.enable()


def _ask(settings: config.Settings, arguments: argparse.Namespace) -> int:
    engine = _engine(settings)
    if engine is None:
        return 1
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
    try:
        for case in cases(file):
            if isinstance(case, BadLine):
                bad += 1
                print(f"simpul: {case.message}", file=sys.stderr)
                continue
            engine = engine or _engine(settings)
            if engine is None:
                return 1
            print(answered(case, engine), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"simpul: {file}: {error.strerror}", file=sys.stderr)
        return 2
    return 2 if bad else 0


def _converse(settings: config.Settings) -> int:
    from bot import logs

    if settings.token is None:
        from bot.phrases.table import phrase
        from bot.terminal import converse, language_of

        print(phrase(language_of(os.environ), "cli.hint"), file=sys.stderr)
        engine = _engine(settings)
        if engine is None:
            return 1
        converse(engine)
        return 0
    logs.setup(settings.log_level, [settings.token.reveal()])
    engine = _engine(settings)
    if engine is None:
        return 1
    from bot import app

    return app.run(settings, app.services(engine.knowledge, engine))


if __name__ == "__main__":
    sys.exit(main())
