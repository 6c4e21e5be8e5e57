"""What the command line does for curators: check, export, draft, report.

Each command takes the settings and its arguments and returns the exit code; what the knowledge, the database or a file
refuses is raised, and turned into one by `bot.__main__`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Mapping

from bot.config import Settings
from bot.terminal import language_of

Command = Callable[[Settings, argparse.Namespace], int]


def check(settings: Settings, arguments: argparse.Namespace) -> int:
    """Tell every problem of the knowledge; 1 where there is an error."""
    from bot.curating.checking import run
    from bot.knowledge.reporting import report

    problems, summary = run(settings.knowledge, arguments.articles, arguments.language)
    for line in report(problems, summary, arguments.format, settings.knowledge, arguments.language):
        print(line)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def export(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write the folder's files, with what was published in chat, into another folder."""
    from bot.knowledge.exporting import exported, write_folder
    from bot.knowledge.files import Overlay, read
    from bot.knowledge.problems import KnowledgeError
    from bot.storage.opening import Storage
    from bot.storage.place import place

    async def published() -> Overlay:
        url = settings.database_url.reveal()
        file = place(url).file
        if file is not None and not file.exists():
            return {}  # nothing was ever published
        async with Storage.look(url) as storage:
            return await storage.overlay.get()

    overlay, found = asyncio.run(published()), read(settings.knowledge)
    problems = [one for one in found.problems if one.file not in overlay]
    if problems:
        raise KnowledgeError(problems)
    files = exported(found.files, overlay)
    write_folder(files, arguments.folder)
    print(f"{len(files)} files")
    return 0


def draft(settings: Settings, arguments: argparse.Namespace) -> int:
    """Draft a cooperation's file from an article: to the terminal, into a file, or with its tables into a folder."""
    from bot.drafting import drafting
    from bot.drafting.article import MAX_BYTES, decoded
    from bot.drafting.merging import put_into
    from bot.drafting.notes import RefusedError, said
    from bot.knowledge.loading import load
    from bot.phrases.table import phrase

    language, file = language_of(os.environ), arguments.article
    try:
        with file.open("rb") as stream:
            text = decoded(stream.read(MAX_BYTES + 1))
        made = drafting.draft(
            text,
            url=arguments.url,
            publisher=arguments.publisher,
            published=arguments.published,
            article=file.name,
            knowledge=load(settings.knowledge),
        )
    except RefusedError as error:
        print(f"simpul: {file}: {said(error.note, language)}", file=sys.stderr)
        return 2
    if arguments.into is not None:
        for path in put_into(made, arguments.into, settings.knowledge):
            print(path)
    elif arguments.output is not None:
        target = arguments.output / f"{made.id}.yaml" if arguments.output.is_dir() else arguments.output
        # "x": a file that is there holds somebody's work.
        with target.open("x", encoding="utf-8") as stream:
            stream.write(made.yaml)
        print(target)
    else:
        print(made.yaml, end="")
    for note in made.notes:
        key = "draft.warning" if note.warning else "draft.note"
        print(phrase(language, key, text=said(note, language)), file=sys.stderr)
    return 0


def report(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write how the bot was used in a time as one page."""
    from datetime import UTC, datetime, timedelta

    from bot.answering.engine import Engine
    from bot.curating.figures_of_use import ZONE, days
    from bot.handlers import usage
    from bot.knowledge.loading import load
    from bot.rendering.report import page
    from bot.storage.opening import Storage

    now = datetime.now(UTC)
    until = arguments.until or now.astimezone(ZONE).date()
    try:
        span = days(arguments.since or until - timedelta(days=29), until, now)
    except (ValueError, OverflowError) as error:
        print(f"simpul: report: {error}", file=sys.stderr)
        return 2

    async def made() -> str:
        async with Storage.look(settings.database_url.reveal()) as storage:
            engine = await usage.engine_in_use(storage) or Engine(load(settings.knowledge))
            told = await usage.report_of(storage, engine, span, now)
            return page(told, engine.knowledge, arguments.language or language_of(os.environ))

    html = asyncio.run(made())
    if arguments.output is not None:
        arguments.output.write_text(html, encoding="utf-8")
    else:
        print(html, end="")
    return 0


COMMANDS: Mapping[str, Command] = {"check": check, "export": export, "draft": draft, "report": report}
"""The commands by their names."""
