"""Looks over the files that a curator sends as an editor would: only theirs, the rest has been looked over before."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from bot.answering.engine import Engine
from bot.curating import selfcheck
from bot.knowledge import rules
from bot.knowledge.files import Files, cooperations
from bot.knowledge.loading import read_files
from bot.knowledge.parsed import Read
from bot.knowledge.problems import Problem


def proofread(files: Files, engine: Engine, names: Collection[str], before: Read) -> tuple[Problem, ...]:
    """Return what an editor's rules say of the named files, and which of their questions do not find them.

    The files are sound and `engine` answers from them; `before` is what was read of them.
    """
    loaded, _ = read_files(files, before=before)
    found = [problem for problem in rules.edit(loaded) if problem.file in names]
    own = {PurePosixPath(name).stem for name in cooperations(names)}
    found += selfcheck.problems(loaded, selfcheck.run(engine, own))
    return tuple(sorted(found))
