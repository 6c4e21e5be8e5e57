"""The conversation in the terminal, or through a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from bot.answering.engine import Engine
from bot.conversation import Conversation
from bot.phrases.table import phrase
from bot.rendering import plain
from bot.rendering.offers import examples

_CYAN, _BOLD, _END = "\x1b[36m", "\x1b[1m", "\x1b[0m"


def language_of(environ: Mapping[str, str]) -> str:
    """Return the language of the first lines: English where the locale says so, else Indonesian."""
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "id"


def painter(stream: TextIO, environ: Mapping[str, str]) -> Callable[[str], str]:
    """Return what colours a source: nothing where the output is no terminal or wants no colour."""
    if not stream.isatty() or environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return str
    return lambda text: f"{_CYAN}{text}{_END}"


def converse(engine: Engine, environ: Mapping[str, str] = os.environ) -> None:
    """Answer line by line until the input ends."""
    paint = painter(sys.stdout, environ)
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    if interactive:
        language = language_of(environ)
        example = next(iter(examples(engine.knowledge, language)), "")
        print(phrase(language, "cli.welcome", example=example))
    conversation = Conversation(engine)
    for line in _prompted() if interactive else sys.stdin:
        typed = line.strip()
        if not typed:
            continue
        question, outcome = conversation.ask(typed)
        if question != typed:
            print(f"{_BOLD}{question}{_END}" if paint is not str else question)
        print(plain.reply(outcome, engine.knowledge, paint), end="\n\n", flush=True)


def _prompted() -> Iterable[str]:
    """Yield lines typed with editing and history; Ctrl-C drops the line, Ctrl-D ends."""
    from prompt_toolkit import PromptSession

    session: PromptSession[str] = PromptSession()
    while True:
        try:
            yield session.prompt("› ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
