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
    finally:
        _let_go(sys.stderr)


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
    export = commands.add_parser(
        "export", help="write the knowledge's files, with what was published in chat, into a new folder"
    )
    export.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    draft = commands.add_parser("draft", help="draft a cooperation file from an Indonesian news article")
    draft.add_argument("article", type=Path, metavar="FILE", help="the article as plain text, UTF-8")
    draft.add_argument("--url", metavar="ADDRESS", help="where the article was published")
    draft.add_argument("--publisher", metavar="NAME", help="who published it")
    draft.add_argument("--published", type=_day, metavar="DAY", help="day of publication, such as 2025-05-30")
    draft.add_argument("--output", type=Path, metavar="PATH", help="a new file, or a folder for it")
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
    if arguments.command == "check":
        return _check(settings, arguments.articles, arguments.format)
    if arguments.command == "export":
        return _export(settings, arguments.folder)
    if arguments.command == "draft":
        return _draft(settings, arguments)
    if arguments.command == "report":
        return _report(settings, arguments)
    if arguments.command == "ask":
        return _batch(settings, arguments.batch) if arguments.batch else _ask(settings, arguments)
    return _converse(settings)


def _check(settings: config.Settings, articles: Path | None, form: str) -> int:
    from bot.curating.checking import run
    from bot.knowledge.reporting import report

    problems, summary = run(settings.knowledge, articles)
    for line in report(problems, summary, form, settings.knowledge):
        print(line)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _export(settings: config.Settings, folder: Path) -> int:
    import asyncio

    from bot.knowledge.exporting import exported, write_folder
    from bot.knowledge.files import Overlay, read
    from bot.knowledge.problems import KnowledgeError
    from bot.storage.opening import Storage, StorageError
    from bot.storage.place import place

    async def published() -> Overlay:
        url = settings.database_url.reveal()
        file = place(url).file
        if file is not None and not file.exists():
            return {}  # nothing was ever published
        async with Storage.look(url) as storage:
            return await storage.overlay.get()

    try:
        overlay, found = asyncio.run(published()), read(settings.knowledge)
        problems = [one for one in found.problems if one.file not in overlay]
        if problems:
            print(*problems, sep="\n", file=sys.stderr)
            return 1
        files = exported(found.files, overlay)
        write_folder(files, folder)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    except StorageError as error:
        print(f"simpul: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"simpul: {error}", file=sys.stderr)
        return 2
    print(f"{len(files)} files")
    return 0


def _draft(settings: config.Settings, arguments: argparse.Namespace) -> int:
    from bot.drafting.article import MAX_BYTES, decoded
    from bot.drafting.drafting import draft
    from bot.drafting.notes import RefusedError, said
    from bot.knowledge.loading import load
    from bot.knowledge.problems import KnowledgeError
    from bot.phrases.table import phrase
    from bot.terminal import language_of

    language, file = language_of(os.environ), arguments.article
    try:
        with file.open("rb") as stream:
            text = decoded(stream.read(MAX_BYTES + 1))
        made = draft(
            text,
            url=arguments.url,
            publisher=arguments.publisher,
            published=arguments.published,
            article=file.name,
            knowledge=load(settings.knowledge),
        )
        if arguments.output is None:
            print(made.yaml, end="")
        else:
            target = arguments.output / f"{made.id}.yaml" if arguments.output.is_dir() else arguments.output
            # "x": a file that is there holds somebody's work.
            with target.open("x", encoding="utf-8") as stream:
                stream.write(made.yaml)
            print(target)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    except RefusedError as error:
        print(f"simpul: {file}: {said(error.note, language)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"simpul: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    for note in made.notes:
        key = "draft.warning" if note.warning else "draft.note"
        print(phrase(language, key, text=said(note, language)), file=sys.stderr)
    return 0


def _report(settings: config.Settings, arguments: argparse.Namespace) -> int:
    import asyncio
    from datetime import UTC, datetime, timedelta

    from bot.curating.figures_of_use import ZONE, days
    from bot.handlers import usage
    from bot.rendering.report import page
    from bot.storage.opening import Storage, StorageError
    from bot.terminal import language_of

    now = datetime.now(UTC)
    until = arguments.until or now.astimezone(ZONE).date()
    try:
        span = days(arguments.since or until - timedelta(days=29), until, now)
    except (ValueError, OverflowError) as error:
        print(f"simpul: report: {error}", file=sys.stderr)
        return 2

    async def made() -> str | None:
        async with Storage.look(settings.database_url.reveal()) as storage:
            engine = await usage.engine_in_use(storage) or _engine(settings)
            if engine is None:
                return None
            told = await usage.report_of(storage, engine, span, now)
            return page(told, engine.knowledge, arguments.language or language_of(os.environ))

    try:
        html = asyncio.run(made())
        if html is not None and arguments.output is not None:
            arguments.output.write_text(html, encoding="utf-8")
        elif html is not None:
            print(html, end="")
    except StorageError as error:
        print(f"simpul: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"simpul: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    return 1 if html is None else 0


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
    # What is imported stays: looking for garbage in it would cost a quarter of the time that it takes.
    gc.disable()
    from bot import life

    gc.freeze()
    gc.enable()
    return life.run(settings)


if __name__ == "__main__":
    sys.exit(main())
