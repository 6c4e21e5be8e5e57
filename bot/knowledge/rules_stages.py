"""Rules about plans and signatures: what has only been announced is never shown as signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.loaded import Loaded
from bot.knowledge.model import EventKind, InstrumentStatus, Stage
from bot.knowledge.problems import Complaint, Problem, complaint, shown
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
            said = complaint("stage_too_low", stage=shown(stage), instrument=shown(name))
            yield loaded.problem(row, ("stage",), said)
        elif stage in BY_SIGNING and not signed:
            signing = next((event.id for event in row.record.events if event.kind is EventKind.PENANDATANGANAN), None)
            right: Complaint = complaint("part.lower_stage")
            if signing:
                right = complaint("part.add_signed", event=shown(signing))
            yield loaded.problem(row, ("stage",), complaint("stage_too_high", stage=shown(stage), right=right))


def signings_fit_the_stage(loaded: Loaded) -> Iterator[Problem]:
    """Where something was signed, the stage says so; an event of signing that is past is one."""
    for row in loaded.cooperations:
        signed = any(one.status is InstrumentStatus.DITANDATANGANI for one in row.record.instruments)
        for index, event in enumerate(row.record.events):
            if event.kind is EventKind.PENANDATANGANAN and row.record.stage in BEFORE_SIGNING and not signed:
                said = complaint("signing_in_low_stage", stage=shown(row.record.stage))
                yield loaded.problem(row, ("events", index, "kind"), said)


def plans_sound_like_plans(loaded: Loaded) -> Iterator[Problem]:
    """The text of a planned fact says in both languages that it is a plan."""
    for row in loaded.cooperations:
        for index, fact in enumerate(row.record.facts):
            for language in ("id", "en"):
                if fact.planned and not _PLAN[language].search(fold(fact.text[language])):
                    words = ", ".join(PLAN_WORDS[language])
                    yield loaded.problem(
                        row, ("facts", index, "text", language), complaint("plan_not_said", words=words)
                    )
