"""Making a wording an alias of an entry: what that would change, tried aside, and putting it in place."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.answering.engine import Engine
from bot.answering.entries import Entry
from bot.curating import golden
from bot.curating.demand import Wish
from bot.curating.finding import gives
from bot.curating.golden import Miss
from bot.handlers.publishing import Proposal, StaleError
from bot.handlers.services import Services
from bot.knowledge import files as folder_files
from bot.knowledge.aliases import with_alias
from bot.knowledge.files import Overlay
from bot.knowledge.problems import KnowledgeError, Problem, complaint, shown
from bot.rendering import html
from bot.rendering.alias import Effect
from bot.storage.records import Version


@dataclass(frozen=True, slots=True)
class _Change:
    """An alias as a change of the files."""

    overlay: Overlay
    hash: str
    """Of all files with the change."""


async def effect(services: Services, wish: Wish, entry: Entry) -> Effect:
    """Return what it would do to make the wording of a wish an alias of an entry; nothing is changed."""
    return (await _tried(services, wish, entry))[0]


async def put(services: Services, wish: Wish, entry: Entry, seen: str, by: int) -> Version | Effect:
    """Put an alias in place, if it still does what was `seen`; else return what it would do now."""
    told, proposal = await _tried(services, wish, entry)
    if proposal is None or told.hash != seen:
        return told
    try:
        return await services.publisher.publish(proposal, str(by), f"alias: {entry.id}")
    except StaleError:
        return await effect(services, wish, entry)


async def _tried(services: Services, wish: Wish, entry: Entry) -> tuple[Effect, Proposal | None]:
    """Return the effect, and the proposal where there is anything that can be put in place."""
    state = services.state
    try:
        change = await _change(services, wish, entry)
    except KnowledgeError as error:
        return _refused(wish, entry, tuple(error.problems)), None
    except (KeyError, ValueError) as error:
        # The entry is in use and not in the files, or the wording is none that can stand there.
        wrong = complaint("no_entry", entry=shown(entry.id), guess="")
        if isinstance(error, ValueError):
            wrong = complaint("wording_unfit", wording=shown(html.sound(wish.text)))
        problem = Problem(folder_files.cooperation_file(entry.cooperation.id), 1, entry.id, wrong)
        return _refused(wish, entry, (problem,)), None
    proposal = await services.publisher.prepare(change.overlay)
    engine = proposal.built.engine
    if engine is None or proposal.change is None:
        errors = tuple(one for one in proposal.problems if one.severity == "error")
        return _refused(wish, entry, errors), None
    better = await asyncio.to_thread(_better, state.engine, engine)
    then = engine.entries.get(entry.id)
    outcome = await asyncio.to_thread(engine.answer, wish.text)
    changes = proposal.change.changes
    told = Effect(
        wish.text,
        entry,
        then is not None and gives(outcome, then),
        len(engine.knowledge.golden),
        proposal.misses,
        better,
        (),
        proposal.change,
        sum(len(one.fields) or 1 for one in changes) > 1,
        change.hash,
    )
    return told, proposal if changes else None


async def _change(services: Services, wish: Wish, entry: Entry) -> _Change:
    found = await asyncio.to_thread(folder_files.read, services.settings.knowledge)
    files = folder_files.merged(found.files, await services.storage.overlay.get())
    whole = await asyncio.to_thread(with_alias, files, entry.id, wish.language, wish.text)
    return _Change(folder_files.overlay_between(files, whole), folder_files.content_hash(whole))


def _refused(wish: Wish, entry: Entry, problems: tuple[Problem, ...]) -> Effect:
    return Effect(wish.text, entry, False, 0, (), (), problems, None)


def _better(now: Engine, then: Engine) -> list[Miss]:
    """Return the golden questions that are missed now and would not be any more."""
    missed = {miss.golden.question for miss in golden.run(then)}
    kept = {one.question for one in then.knowledge.golden}
    return [one for one in golden.run(now) if one.golden.question in kept - missed]
