"""The way of a change of the knowledge in chat: shown, asked about, put in place; shared by several features."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.handlers import admins
from bot.handlers.publishing import Proposal, StaleError
from bot.handlers.services import Services
from bot.knowledge.files import Overlay
from bot.phrases.table import phrase
from bot.rendering import curating
from bot.rendering.cards import Card
from bot.rendering.curating import Told
from bot.rendering.html import escaped

logger = logging.getLogger(__name__)

To = Message | int | None
"""Where to tell: under a message, in a chat, or nowhere, as where a signal asks and there are no curators."""

TRIES = 3
"""How often a reload begins again because something else has changed the knowledge meanwhile."""


async def reload(services: Services, bot: Bot, to: To, language: str, by: str) -> str:
    """Load the folder again with what lies over it, tell what came of it, and return that in a word for the log.

    What goes without a person's word goes at once; `watch` says nothing twice.
    """
    publisher = services.publisher
    for _ in range(TRIES):
        proposal = await publisher.prepare()
        same = proposal.problems == publisher.trouble
        publisher.trouble = () if proposal.usable else proposal.problems
        if not proposal.usable:
            if by != "watch" or not same:
                await refused(services, bot, to, language, proposal)
            return f"{len(proposal.problems)} problems"
        if await _as_it_is(services, proposal):
            if by not in ("watch", "signal"):
                await line(services, bot, to, phrase(language, "cur.unchanged", number=services.state.version))
            return "nothing changed"
        if proposal.doubtful:
            await ask(services, bot, to, language, proposal, by)
            return "asked"
        try:
            return await put(services, bot, to, language, proposal, by)
        except StaleError:
            continue
    await line(services, bot, to, phrase(language, "cur.running"))
    return "given up"


async def propose(
    services: Services,
    bot: Bot,
    to: To,
    language: str,
    overlay: Overlay,
    by: str,
    note: str = "",
    *,
    again: bool = False,
) -> str:
    """Show what files would change, with the buttons that decide; return what came of it in a word for the log.

    `again` says first that it was shown before, when the knowledge was another.
    """
    proposal = await services.publisher.prepare(overlay)
    if not proposal.usable:
        await refused(services, bot, to, language, proposal)
        return f"{len(proposal.problems)} problems"
    if not proposal.change:
        await line(services, bot, to, phrase(language, "cur.unchanged", number=services.state.version))
        return "nothing changed"
    before = [phrase(language, "cur.waiting.again")] if again else []
    await ask(services, bot, to, language, proposal, by, note, before)
    return "asked"


async def ask(
    services: Services,
    bot: Bot,
    to: To,
    language: str,
    proposal: Proposal,
    by: str,
    note: str = "",
    before: Sequence[str] = (),
) -> None:
    """Keep a proposal and show it with the buttons that decide; `before` are lines to say first."""
    assert proposal.change is not None
    assert proposal.built.engine is not None
    number = await services.storage.proposals.add(by, proposal.base, hash_of(proposal), proposal.overlay, note)
    doubts = [*before, *curating.doubts(proposal.misses, proposal.removed, proposal.of, language)]
    made = partial(
        curating.waiting, number, proposal.change, proposal.built.engine, doubts, proposal.problems, language
    )
    await tell(services, bot, to, await asyncio.to_thread(made, upload=bool(proposal.overlay)))


async def put(services: Services, bot: Bot, to: To, language: str, proposal: Proposal, by: str, note: str = "") -> str:
    """Put a proposal in place and tell what has changed; StaleError where the knowledge is another one now."""
    assert proposal.change is not None
    assert proposal.built.engine is not None
    version = await services.publisher.publish(proposal, by, note)
    made = await asyncio.to_thread(
        curating.published,
        version.number,
        proposal.change,
        proposal.built.engine,
        proposal.built.seconds,
        proposal.problems,
        language,
    )
    await tell(services, bot, to, made)
    return f"version {version.number}"


async def refused(services: Services, bot: Bot, to: To, language: str, proposal: Proposal) -> None:
    """Tell why a proposal cannot be used."""
    await tell(services, bot, to, curating.problems(proposal.problems, services.state.version, language))


async def tell(services: Services, bot: Bot, to: To, told: Told) -> None:
    """Send a message and the file that goes with it; who is told unasked may be out of reach."""
    if to is None:
        return
    try:
        await admins.told(services, bot, to, told.card)
        if told.attachment:
            await admins.document(bot, to, told.attachment.name, told.attachment.content)
    except TelegramError as error:
        if not isinstance(to, int):
            raise
        logger.warning("curators not told", extra={"fields": {"error": type(error).__name__}})


async def line(services: Services, bot: Bot, to: To, text: str) -> None:
    """Send one line."""
    await tell(services, bot, to, Told(Card(escaped(text))))


def hash_of(proposal: Proposal) -> str:
    """Return the hash of all files as they would be."""
    assert proposal.built.knowledge is not None
    return proposal.built.knowledge.version


async def _as_it_is(services: Services, proposal: Proposal) -> bool:
    """Return whether the proposal is what is in use, and nothing has to be let go of."""
    same = hash_of(proposal) == services.state.knowledge.version
    return same and await services.storage.versions.pinned() is None
