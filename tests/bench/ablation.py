"""What each mechanism gives: the grades without it, clean and under typos.

    python -m tests.bench.ablation QUESTIONS.jsonl ... [--seeds 2]

Each line takes one mechanism away, by the constant or the one function that it hangs on, and grades again; the first
line is the whole. Behind stands what the mechanism gives over all sets, in right answers less wrong ones; and "nothing"
where no verdict hangs on it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.answering import choosing, followups, premises, reading, sought, thresholds
from bot.answering import engine as answering
from bot.answering.choosing import Chooser
from bot.answering.engine import Engine
from bot.answering.focusing import Focuser
from bot.answering.relations import articles, happenings, lists, pairs, stated
from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge
from bot.search.repair import Repairer
from bot.search.understanding import Understanding
from tests.bench.machine import described
from tests.bench.typos import mistyped_cases
from tests.conftest import ROOT
from tests.gate import TODAY, results, share
from tests.grading import Verdict, cases

Without = Callable[[], Any]
_WORTH: Mapping[Verdict, int] = {"right": 1, "missed": 0, "wrong": -1}


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


def _no_relation(name: str) -> Without:
    rest = tuple(relation for relation in answering.RELATIONS if relation.__name__ != name)
    return lambda: patch.object(answering, "RELATIONS", rest)


def _no_refusals() -> Any:
    stack = ExitStack()
    for module in (lists, happenings, articles):
        stack.enter_context(patch.object(module, "nothing", lambda *_: None))
    return stack


MECHANISMS: Mapping[str, Without] = {
    "relations over the records": lambda: patch.object(answering, "RELATIONS", ()),
    **{f"relation {r.__name__}": _no_relation(r.__name__) for r in answering.RELATIONS},
    "premises": lambda: patch.object(answering, "premise", lambda *_: None),
    "follow-ups": lambda: patch.object(answering, "complete", lambda *_: None),
    "several questions in one message": lambda: patch.object(answering, "split", lambda text, _: (text,)),
    "two question words, one matter": lambda: patch.object(Engine, "_each", lambda self, asked: self.decide(asked, ())),
    "who said what was told last": lambda: patch.object(Engine, "_said", lambda *_: None),
    "only what the person asked said": lambda: patch.object(answering, "attributed", lambda *args: args[-1]),
    "nobody asked has said it": lambda: patch.object(premises, "silent", lambda *_: None),
    "what is set aside": lambda: patch.object(reading, "set_aside", lambda *_: frozenset()),
    "noun asked for must be there": _set(MISSING_HEAD=1.0),
    "noun asked for says nothing else": lambda: patch.object(reading, "beside", lambda *_: False),
    "facts of several cooperations": lambda: patch.object(Chooser, "_each", lambda *_: ()),
    "gap that has all that is asked": lambda: patch.object(Chooser, "_missing", lambda *args: args[-1]),
    "gap that has the name": lambda: patch.object(Chooser, "_elsewhere", lambda *args: args[-1]),
    "lists where all are asked for": lambda: patch.object(choosing, "_all_of_them", lambda *args: args[-1]),
    "who else than whom": lambda: patch.object(Chooser, "_only_aside", lambda *_: False),
    "each of several regions": lambda: patch.object(lists, "_either", lambda *_, **__: False),
    "who came to what is listed": lambda: patch.object(happenings, "_guests", lambda *_: ""),
    "nothing that meets the conditions": _no_refusals,
    "what is left out": lambda: patch.object(stated, "besides", lambda *_: frozenset()),
    "asked of each of several": lambda: patch.object(Engine, "_of_each", lambda *_: None),
    "the very thing of a field": lambda: patch.object(lists, "_telling", lambda *args: args[-1]),
    "two set against each other": lambda: patch.object(pairs, "_against", lambda *_: False),
    "sentence that says what it is about": lambda: patch.object(reading, "_lies", lambda *_: False),
    "what the asker tells of himself": lambda: patch.object(Focuser, "_after_oneself", lambda _, span: span[0]),
    "months": lambda: patch.object(reading, "_month", lambda *_: None),
    "deputies": lambda: patch.object(followups, "_deputy", lambda *_: None),
    "pointing words": lambda: patch.object(answering, "POINTING", frozenset()),
    "a lower bar within the talk": _set(ANSWER_LEANING=thresholds.ANSWER),
    "context where it is unsure": _set(UNSURE=0.0),
    "long unknown words": lambda: patch.object(sought, "UNHEARD", 99),
    "reports that differ": lambda: patch.object(choosing, "_disagreeing", lambda _, candidates: candidates),
    "whose mayor is meant": lambda: patch.object(Chooser, "vague", lambda *_: None),
    "one bold guess is no question": _set(BOLD=0.0),
    "long questions": _set(LONG=99),
    "a higher bar where nobody is named": _set(ANSWER_NAMELESS=0.0),
    "names must agree": _set(WRONG_NAME=1.0, PARENT_NAME=1.0),
    "kind of question": _set(WRONG_KIND=1.0, WRONG_FIGURE=1.0, KIND_WEIGHT=0.0, OPEN_KIND=1.0),
    "names stand in the fact itself": _set(NAME_ELSEWHERE=1.0),
    "what a name has itself": _set(OTHERS=thresholds.NAME_ELSEWHERE),
    "names said in passing": _set(PASSING=1.0),
    "asked properties": _set(MISSING_PROPERTY=1.0),
    "property of another thing": _set(OTHER_THING=1.0),
    "half of a pointed question": _set(HALF=1.0),
    "words that no record uses": _set(STRANGE_SHARE=0),
    "thing asked for that no record has": lambda: patch.object(sought, "which", lambda *_: False),
    "what is counted": _set(OTHER_COUNT=1.0),
    "doubt of what sources say": _set(NO_DOUBT=1.0),
    "figures must agree": _set(MISSING_NUMBER=1.0),
    "nothing but names, few words": _set(NOTHING_BUT_NAMES=1.0, FEW_WORDS=1.0),
    "likeness in the rank": _set(RANK_LIKENESS=0.0),
    "context lines": lambda: patch.object(Chooser, "_context", lambda *_: ()),
    "typo repair": lambda: patch.object(Repairer, "_nearest", lambda *_, **__: ()),
    "phrases decide between meanings": lambda: patch.object(Understanding, "_paired", lambda *_: None),
}
LOADS: Mapping[str, Callable[[Knowledge], Knowledge]] = {
    "gaps": _no_gaps,
    "spellings": _no_words("spellings"),
    "concepts": _no_words("concepts"),
}


@contextmanager
def without(name: str, knowledge: Knowledge) -> Iterator[Engine]:
    """Yield the bot without a mechanism for as long as the context lasts; without a name, the whole."""
    with MECHANISMS[name]() if name in MECHANISMS else nullcontext():
        yield Engine(LOADS[name](knowledge) if name in LOADS else knowledge, today=lambda: TODAY)


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
    print(f"{'without':<34}" + "".join(f"{name:>20}" for name, _ in sets) + "   (right / wrong, %; given)")
    knowledge = load(ROOT / "knowledge")
    whole: list[Verdict] = []
    for name in ("", *MECHANISMS, *LOADS):
        with without(name, knowledge) as bot:
            line, verdicts = "", list[Verdict]()
            for _, asked in sets:
                found = results(asked, bot)
                verdicts += [one.verdict for one in found]
                line += f"{share(found, 'right'):>12.1f} / {share(found, 'wrong'):<5.1f}"
        whole = whole or verdicts
        gained = sum(_WORTH[with_it] - _WORTH[bare] for with_it, bare in zip(whole, verdicts, strict=True))
        print(
            f"{name or '(nothing)':<34}{line}{gained:>+6}{'  nothing' * bool(name and verdicts == whole)}", flush=True
        )


if __name__ == "__main__":
    main()
