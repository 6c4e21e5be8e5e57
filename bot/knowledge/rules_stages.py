"""Rules about plans and signatures: what has only been announced is never shown as signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.loaded import Loaded
from bot.knowledge.model import EventKind, InstrumentStatus, Stage
from bot.knowledge.problems import Problem
from bot.text.folding import fold

BEFORE_SIGNING = (Stage.PENJAJAKAN, Stage.RENCANA)
BY_SIGNING = (Stage.KESEPAKATAN, Stage.PERJANJIAN)

PLAN_WORDS = {
    "id": ("renca", "akan", "dijadwal", "target", "ingin", "siap", "harap"),
    "en": ("plan", "will", "schedul", "target", "would", "aim", "intend", "ready", "hope", "seek", "want"),
}
"""Beginnings of words that mark a plan; in Indonesian also after a prefix ("direncanakan", "berharap")."""

_PLAN = {
    # "akan" is a whole word: the ending of "memperkirakan" is no plan.
    "id": re.compile(r"\bakan\b|\b[a-z]{0,5}(?:renca|dijadwal|target|ingin|siap|harap)"),
    "en": re.compile(rf"\b(?:{'|'.join(PLAN_WORDS['en'])})"),
}


def stages_fit_the_instruments(loaded: Loaded) -> Iterator[Problem]:
    """A signed instrument and the stage of its cooperation do not contradict each other."""
    for row in loaded.cooperations:
        stage, instruments = row.record.stage, row.record.instruments
        signed = [index for index, one in enumerate(instruments) if one.status is InstrumentStatus.DITANDATANGANI]
        if stage in BEFORE_SIGNING and signed:
            name = instruments[signed[0]].id
            message = f"the stage is `{stage}`, but the instrument `{name}` is signed; at least `kesepakatan` is right"
            yield loaded.problem(row, ("stage",), message)
        elif stage in BY_SIGNING and not signed:
            signing = next((event.id for event in row.record.events if event.kind is EventKind.PENANDATANGANAN), None)
            right = f"add what was signed at `{signing}`" if signing else "`penjajakan` or `rencana` is right"
            message = f"the stage is `{stage}`, but no instrument is signed; {right}"
            yield loaded.problem(row, ("stage",), message)


def signings_fit_the_stage(loaded: Loaded) -> Iterator[Problem]:
    """Where something was signed, the stage says so; an event of signing that is past is one."""
    for row in loaded.cooperations:
        signed = any(one.status is InstrumentStatus.DITANDATANGANI for one in row.record.instruments)
        for index, event in enumerate(row.record.events):
            if event.kind is EventKind.PENANDATANGANAN and row.record.stage in BEFORE_SIGNING and not signed:
                message = (
                    f"is a signing, but the stage is `{row.record.stage}`; add what was signed, and raise the stage"
                )
                yield loaded.problem(row, ("events", index, "kind"), message)


def plans_sound_like_plans(loaded: Loaded) -> Iterator[Problem]:
    """The text of a planned fact says in both languages that it is a plan."""
    for row in loaded.cooperations:
        for index, fact in enumerate(row.record.facts):
            for language in ("id", "en"):
                if fact.planned and not _PLAN[language].search(fold(fact.text[language])):
                    words = ", ".join(PLAN_WORDS[language])
                    message = f"the fact is `planned`, but its text does not say so; it needs a word like {words}"
                    yield loaded.problem(row, ("facts", index, "text", language), message)
