"""The publisher by itself: what is in use at the start, one change at a time, other processes, what is let go."""

from __future__ import annotations

import asyncio
import gc
import weakref
from pathlib import Path

import pytest

from bot.curating.build import Built
from bot.handlers import publishing
from bot.handlers.publishing import NothingToUseError, Publisher, StaleError
from bot.handlers.services import Services
from bot.knowledge.model import Knowledge
from tests.handlers.curated import NEW, RECORD, Curated, curate
from tests.handlers.stage import play
from tests.knowledge.sample import COOP


@pytest.fixture
def stage(tmp_path: Path) -> Curated:
    return Curated(tmp_path / "knowledge")


FILES = {NEW: RECORD.encode()}


def knows(stage: Curated) -> bool:
    return "palu-sigi" in stage.services.state.knowledge.cooperations


def test_a_proposal_changes_nothing(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        proposal = await stage.services.publisher.prepare(FILES)
        assert proposal.usable
        assert not proposal.doubtful
        assert not knows(stage)
        assert await stage.services.storage.overlay.get() == {}
        assert len(await stage.services.storage.versions.list()) == 1

    curate(stage, story)


def test_a_stale_proposal_is_refused(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        publisher = stage.services.publisher
        first, second = [await publisher.prepare(FILES) for _ in range(2)]
        await publisher.publish(first, "1")
        with pytest.raises(StaleError):
            await publisher.publish(second, "2")
        assert [one.by for one in await stage.services.storage.versions.list()] == ["1", "start"]

    curate(stage, story)


def test_names_outside_the_folder_are_refused(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        with pytest.raises(ValueError, match="not a file of the knowledge"):
            await stage.services.publisher.prepare({"../x.yaml": b""})
        assert not stage.services.publisher.busy

    curate(stage, story)


def test_whoever_listens_is_told_and_a_failure_ends_nothing(stage: Curated, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[tuple[bool, bool]] = []

    async def broken(before: Knowledge, after: Knowledge) -> None:
        raise RuntimeError

    async def listens(before: Knowledge, after: Knowledge) -> None:
        heard.append(("palu-sigi" in before.cooperations, "palu-sigi" in after.cooperations))

    async def story(stage: Curated) -> None:
        publisher = stage.services.publisher
        publisher.listeners += [broken, listens]
        await publisher.publish(await publisher.prepare(FILES), "1")
        await publisher.settled()
        await publisher.roll_back(1, "1")
        await publisher.settled()
        assert heard == [(False, True), (True, False)]

    curate(stage, story)
    assert [record.message for record in caplog.records].count("listener failed") == 2


def test_a_slow_listener_holds_up_no_other_change(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        publisher, go = stage.services.publisher, asyncio.Event()

        async def slow(before: Knowledge, after: Knowledge) -> None:
            await go.wait()

        publisher.listeners.append(slow)
        async with asyncio.timeout(30):
            await publisher.publish(await publisher.prepare(FILES), "1")
            assert await publisher.roll_back(1, "1")
        go.set()

    curate(stage, story)


def test_other_processes_follow(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        one = stage.services
        other = Services(None, stage.settings, one.storage)
        other.publisher = Publisher(other)
        await other.publisher.begin()
        assert other.state.version == 1
        heard = asyncio.create_task(anext(aiter(one.storage.listen())))
        await asyncio.sleep(0)
        await one.publisher.publish(await one.publisher.prepare(FILES), "1")
        assert await asyncio.wait_for(heard, 5) == (publishing.CHANNEL, "2")
        await other.publisher.follow()
        assert other.state.version == 2
        assert "palu-sigi" in other.state.knowledge.cooperations
        state = other.state
        await other.publisher.follow()
        assert other.state is state
        await one.publisher.roll_back(1, "1")
        await other.publisher.follow()
        assert other.state.version == 1

    curate(stage, story)


def test_the_start_needs_something(stage: Curated) -> None:
    async def story(_: object) -> None:
        stage.sample.edit(COOP, "stage: kesepakatan", "stage: kesepakatn")
        with pytest.raises(NothingToUseError) as raised:
            await stage.services.publisher.begin()
        assert [(one.file, one.line) for one in raised.value.problems] == [(COOP, 4)]

    play(stage, story)


def test_a_pinned_version_whose_files_are_gone_is_passed_over(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        versions = stage.services.storage.versions
        spoilt = {"people.yaml": b"- x"}
        number = (await versions.add("bad", None, "1", {}, spoilt)).number
        await versions.pin(number)
        await stage.restarted()
        assert stage.version == number + 1
        assert stage.services.state.knowledge.cooperations

    curate(stage, story)


def test_a_folder_in_no_repository_has_no_commit(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (version,) = await stage.services.storage.versions.list()
        assert version.commit is None
        assert version.counts["cooperations"] == 2

    curate(stage, story)


@pytest.mark.parametrize(("script", "commit"), [("echo 0123abc", "0123abc"), ("exit 128", None), (None, None)])
def test_the_commit_of_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, commit: str | None
) -> None:
    if script is not None:
        (tmp_path / "git").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert publishing._commit(tmp_path) == commit


def test_engines_are_let_go(stage: Curated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_LOOK_AGAIN", 0.02)

    async def story(stage: Curated) -> None:
        publisher = stage.services.publisher
        first = weakref.ref(stage.services.state.engine.index)
        refused = await publisher.prepare(FILES)
        assert refused.built.engine
        second = weakref.ref(refused.built.engine.index)
        del refused
        accepted = await publisher.prepare(FILES)
        await publisher.publish(accepted, "1")
        del accepted
        for _ in range(1000):
            if first() or second():
                await asyncio.sleep(0.02)
        assert first() is None
        assert second() is None
        assert stage.services.state.engine.answer("Siapa menjual durian?")

    was = gc.isenabled()
    gc.disable()  # nothing but the count of references may free them
    try:
        del stage.services.state
        curate(stage, story)
    finally:
        if was:
            gc.enable()


def test_what_is_in_use_is_never_freed(stage: Curated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_LOOK_AGAIN", 0.01)

    async def story(stage: Curated) -> None:
        publisher = stage.services.publisher
        proposal = await publisher.prepare(FILES)
        assert isinstance(proposal.built, Built)
        await asyncio.sleep(0.1)
        await publisher.publish(proposal, "1")
        del proposal
        await asyncio.sleep(0.2)
        assert "durian" in str(stage.services.state.engine.answer("Siapa menjual durian?"))

    curate(stage, story)
