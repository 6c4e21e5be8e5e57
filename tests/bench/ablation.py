"""What each mechanism gives: the grades without it, clean and under typos.

    python -m tests.bench.ablation QUESTIONS.jsonl ... [--seeds 2]

Each line takes one mechanism away, by the constant or the one function that it hangs on, and grades again; the first
line is the whole. A mechanism whose line equals the first on every set gives nothing there.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.answering import engine as answering
from bot.answering import thresholds
from bot.answering.engine import Engine
from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.search.repair import Repairer
from bot.search.understanding import Understanding
from tests.bench.machine import described
from tests.bench.typos import mistyped_cases
from tests.conftest import ROOT
from tests.gate import TODAY, results, share
from tests.grading import cases

Without = Callable[[], Any]


def _no_gaps(knowledge: Knowledge) -> Knowledge:
    bare = {key: c.model_copy(update={"gaps": ()}) for key, c in knowledge.cooperations.items()}
    return knowledge.model_copy(update={"cooperations": bare})


def _no_words(field: str) -> Callable[[Knowledge], Knowledge]:
    def bare(knowledge: Knowledge) -> Knowledge:
        empty: Any = {} if field == "spellings" else ()
        vocabulary = knowledge.vocabulary.model_copy(update={field: empty})
        return knowledge.model_copy(update={"vocabulary": vocabulary})

    return bare


def _set(**values: float) -> Without:
    return lambda: patch.multiple(thresholds, spec=None, **values)  # type: ignore[call-overload]


MECHANISMS: Mapping[str, Without] = {
    "relations over the records": lambda: patch.object(answering, "RELATIONS", ()),
    "premises": lambda: patch.object(answering, "premise", lambda *_: None),
    "follow-ups": lambda: patch.object(answering, "complete", lambda *_: None),
    "several questions in one message": lambda: patch.object(answering, "split", lambda text, _: (text,)),
    "names must agree": _set(WRONG_NAME=1.0, PARENT_NAME=1.0),
    "kind of question": _set(WRONG_KIND=1.0, WRONG_FIGURE=1.0, KIND_WEIGHT=0.0, OPEN_KIND=1.0),
    "asked properties": _set(MISSING_PROPERTY=1.0),
    "figures must agree": _set(MISSING_NUMBER=1.0),
    "nothing but names, few words": _set(NOTHING_BUT_NAMES=1.0, FEW_WORDS=1.0),
    "likeness in the rank": _set(RANK_LIKENESS=0.0),
    "context lines": _set(CONTEXT=9.0, CONTEXT_DETAIL=9.0),
    "typo repair": lambda: patch.object(Repairer, "_nearest", lambda *_, **__: ()),
    "phrases decide between meanings": lambda: patch.object(Understanding, "_paired", lambda *_: None),
}
LOADS: Mapping[str, Callable[[Knowledge], Knowledge]] = {
    "gaps": _no_gaps,
    "spellings": _no_words("spellings"),
    "concepts": _no_words("concepts"),
}


@contextmanager
def _without(name: str) -> Iterator[None]:
    with ExitStack() as stack:
        if name in MECHANISMS:
            stack.enter_context(MECHANISMS[name]())
        yield


def main(argv: Sequence[str] | None = None) -> None:
    """Print one line for the whole and one for each mechanism taken away."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    arguments = parser.parse_args(argv)
    print(described())
    sets: list[tuple[str, Sequence[Mapping[str, Any]]]] = []
    for file in arguments.files:
        clean = cases(file)
        sets.append((file.stem, clean))
        sets.append((f"{file.stem}+typos", [c for seed in range(arguments.seeds) for c in mistyped_cases(clean, seed)]))
    print(f"{'without':<34}" + "".join(f"{name:>20}" for name, _ in sets) + "   (right / wrong, %)")
    knowledge = load(ROOT / "knowledge")
    for name in ("", *MECHANISMS, *LOADS):
        with _without(name):
            bot = Engine(LOADS[name](knowledge) if name in LOADS else knowledge, today=lambda: TODAY)
            line = ""
            for _, asked in sets:
                found = results(asked, bot)
                line += f"{share(found, 'right'):>12.1f} / {share(found, 'wrong'):<5.1f}"
        print(f"{name or '(nothing)':<34}{line}", flush=True)


if __name__ == "__main__":
    main()
