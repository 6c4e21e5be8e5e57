"""What is known of how the bot is used, read from the storage piece by piece; nothing here speaks to Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.answering.engine import Engine
from bot.curating import settled as notes
from bot.curating.build import build
from bot.curating.demand import Complaint, Demand, Heard, Listener, complaints
from bot.curating.figures_of_use import ZONE, Figures, Span, days, figures
from bot.curating.settled import Settled
from bot.rendering.cards import Card
from bot.rendering.report import Report
from bot.rendering.wishes import Desk
from bot.storage.opening import Storage
from bot.storage.records import Question, Vote

if TYPE_CHECKING:
    from bot.handlers.services import Services

KEPT = timedelta(days=90)
"""How long questions and votes are kept: as far back as anybody can look."""

_SETTLED = "demand.settled"
_PIECE = timedelta(days=7)
_AT_ONCE = 300


async def figures_of(storage: Storage, span: Span) -> Figures:
    """Return the figures of a span; read step by step, so that answers go on in between."""
    questions: list[Question] = []
    votes: list[Vote] = []
    for since, until in span.pieces:
        questions += await storage.questions.between(since, until)
        votes += await storage.votes.between(since, until)
    before = await storage.questions.count(*span.earlier)
    return await asyncio.to_thread(figures, span, questions, votes, before)


async def demand_of(
    storage: Storage, engine: Engine, since: datetime, until: datetime, heard: dict[str, Heard] | None = None
) -> Demand:
    """Return what was wanted in a time and not answered well; `heard` remembers what was understood with the engine."""
    found = await complaints_of(storage, since, until)
    filed, settled = await storage.filed.open(), await settled_in(storage)
    return await asyncio.to_thread(lambda: Listener(engine, heard).demand(found, filed, settled))


async def report_of(storage: Storage, engine: Engine, span: Span, now: datetime) -> Report:
    """Return all that a report on a span tells."""
    demand = await demand_of(storage, engine, span.since, span.until)
    return Report(await figures_of(storage, span), demand.wishes, now)


async def engine_in_use(storage: Storage) -> Engine | None:
    """Return an engine over the version that the bot answers from; None where none is kept."""
    version = await storage.versions.active()
    files = await storage.versions.files(version.number) if version else None
    return (await asyncio.to_thread(build, files)).engine if files else None


async def complaints_of(storage: Storage, since: datetime, until: datetime) -> list[Complaint]:
    """Return the questions of a time that had no answer, were asked back, or whose answers were judged down."""
    questions: list[Question] = []
    votes: list[Vote] = []
    for at in range(-(-(until - since) // _PIECE)):
        piece = since + at * _PIECE, min(since + (at + 1) * _PIECE, until)
        questions += await storage.questions.unserved(*piece)
        votes += [one for one in await storage.votes.between(*piece) if one.value < 0]
    judged = sorted({one.question for one in votes})
    for first in range(0, len(judged), _AT_ONCE):
        questions += await storage.questions.some(judged[first : first + _AT_ONCE])
    return complaints(questions, votes)


async def settled_in(storage: Storage) -> Settled:
    """Return what curators have settled."""
    return notes.read(await storage.meta.get(_SETTLED))


async def settle(storage: Storage, change: Callable[[Settled], Settled], now: datetime) -> None:
    """Note what a curator settles; of two who do so at once, none is lost."""
    done = False
    while not done:
        kept = await storage.meta.get(_SETTLED)
        done = await storage.meta.replace(_SETTLED, kept, change(notes.read(kept)).since(now - KEPT).written())


async def weekly(services: Services, language: str) -> Card:
    """Return the message of the week for curators: how much was asked, and what was wanted and not answered well."""
    state, now = services.state, services.now()
    # Whole days: of a day that has only begun the rest would be in no message.
    today = now.astimezone(ZONE).date()
    span = days(today - timedelta(days=7), today - timedelta(days=1), now)
    figures = await figures_of(services.storage, span)
    demand = await demand_of(services.storage, state.engine, span.since, span.until)
    return Desk(state.knowledge, language).weekly(figures, demand)
