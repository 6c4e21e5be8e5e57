"""/reload: what has changed is told, what is broken keeps the old, what is doubtful is asked about."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.handlers import admins
from bot.phrases.table import phrase
from tests.botapi import content
from tests.handlers.curated import ANN, CURATOR, DURIAN, NEW, OTHER, RECORD, Curated, curate, files, told
from tests.handlers.stage import text
from tests.knowledge.sample import COOP


@pytest.fixture
def stage(tmp_path: Path) -> Curated:
    return Curated(tmp_path / "knowledge")


def test_what_has_changed_is_told_and_answered_from(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        assert stage.version == 1
        assert "durian" not in text(await stage.ask(DURIAN))
        (stage.sample.folder / NEW).write_text(RECORD)
        stage.sample.edit(COOP, "Palu berharap membuka pasar", "Palu ingin membuka pasar")
        (reply,) = await stage.tell("/reload")
        said = text(reply)
        assert phrase("id", "cur.published", number=2) in said
        assert "1 baru, 1 berubah, 0 dihapus" in said
        assert re.search(r"palu-sigi:\n\+ kerja sama: baru", said)
        changed = "text.id: Palu berharap membuka pasar di Balikpapan. → Palu ingin membuka pasar di Balikpapan."
        assert changed in said
        assert "3 kerja sama, 4 fakta" in said
        assert re.search(r"Indeks: \d+ entri, disusun dalam \d+\.\d detik", said)
        assert "durian" in text(await stage.ask(DURIAN))
        (version, *_) = await stage.services.storage.versions.list()
        assert (version.number, version.by) == (2, str(CURATOR["id"]))
        (action, *_) = await stage.services.storage.actions.list(5)
        assert (action.by, action.action, action.detail) == (CURATOR["id"], "reload", "version 2")

    curate(stage, story)


def test_nothing_new_is_said_so(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        state = stage.services.state
        assert told(await stage.tell("/reload")) == [phrase("id", "cur.unchanged", number=1)]
        assert stage.services.state is state

    curate(stage, story)


def test_what_is_broken_keeps_the_old(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        state = stage.services.state
        for number in range(12):
            (stage.sample.folder / f"stray-{number:02}.yaml").write_text("x: 1\n")
        stage.sample.edit(COOP, "stage: kesepakatan", "stage: kesepakatn")
        calls = await stage.tell("/reload")
        (said,) = told(calls)
        line = stage.sample.line(COOP, "stage: kesepakatn")
        assert f"{COOP}:{line}: palu-balikpapan: " in said
        listed = [one for one in said.splitlines() if re.match(r"[\w./-]+:\d+: ", one)]
        assert len(listed) == 10
        found = files(calls)["problems.txt"].decode().splitlines()
        assert len(found) == 13
        assert phrase("id", "cur.problems", count=13, version=1) in said
        assert phrase("id", "cur.problems.more", count=3) in said
        assert stage.services.state is state

    curate(stage, story)


@pytest.mark.parametrize(
    ("language", "says"),
    [("id", "isian `naem` tidak dikenal; maksudnya `name`?"), ("en", "unknown field `naem`; did you mean `name`?")],
)
def test_problems_are_told_in_the_language_of_the_chat(stage: Curated, language: str, says: str) -> None:
    async def story(stage: Curated) -> None:
        user = content.user(int(CURATOR["id"]), language=language)
        stage.sample.edit("regions.yaml", "  name: {id: Kota Palu", "  naem: {id: Kota Palu")
        line = stage.sample.line("regions.yaml", "naem")
        calls = await stage.tell("/reload", user=user)
        assert f"regions.yaml:{line}: kota-palu: {says}" in told(calls)[0]
        assert f"regions.yaml:{line}: kota-palu: {says}" in files(calls)["problems.txt"].decode()

    curate(stage, story)


def test_everyone_else_sees_an_unknown_command(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        for command in ("/reload", "/versi", "/kembali 1", "/ekspor"):
            assert told(await stage.tell(command, user=ANN)) == [phrase("id", "ui.command.unknown")]
        assert await stage.services.storage.actions.list(5) == []

    curate(stage, story)


def test_in_groups_only_the_chat_of_the_curators_counts(tmp_path: Path) -> None:
    group, own = (
        {"id": -100500, "type": "supergroup", "title": "G"},
        {"id": -100600, "type": "supergroup", "title": "H"},
    )

    async def story(stage: Curated) -> None:
        assert await stage.tell("/reload", chat=group) == []
        assert await stage.tell("/reload", user=ANN, chat=own) == []
        assert told(await stage.tell("/reload", chat=own)) == [phrase("id", "cur.unchanged", number=1)]
        assert admins.chat_of(stage.services) == own["id"]

    curate(Curated(tmp_path / "knowledge", ADMIN_CHAT="-100600"), story)


def remove_one(stage: Curated) -> None:
    (stage.sample.folder / "cooperations/palu-parepare.yaml").unlink()
    stage.sample.edit(COOP, "related: [palu-parepare]\n", "")


def test_a_large_removal_is_asked_about(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        remove_one(stage)
        (asked,) = await stage.tell("/reload")
        assert phrase("id", "cur.doubt.removed", removed=1, of=2) in text(asked)
        assert stage.version == 1
        assert len(stage.services.state.knowledge.cooperations) == 2
        _, reply, edited = await stage.press_as(asked, "Muat", user=CURATOR)
        assert phrase("id", "cur.published", number=2) in text(reply)
        assert edited.method == "editMessageReplyMarkup"
        assert len(stage.services.state.knowledge.cooperations) == 1

    curate(stage, story)


def test_golden_questions_that_fail_are_asked_about(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        stage.sample.edit(
            "questions.yaml",
            "- question: Berapa nilainya?\n  expects: unknown",
            "- question: Berapa nilainya?\n  expects: palu-parepare/rencana",
        )
        (asked,) = await stage.tell("/reload")
        assert phrase("id", "cur.doubt.golden", count=1) in text(asked)
        assert "“Berapa nilainya?”: harus palu-parepare/rencana" in text(asked)
        (refused,) = await stage.press_as(asked, "Muat", user=ANN)
        assert refused.params["text"] == phrase("id", "ui.button.old")
        answered, reply, _ = await stage.press_as(asked, "Batal")
        assert answered.method == "answerCallbackQuery"
        assert text(reply) == phrase("id", "cur.cancelled")
        assert stage.version == 1

    curate(stage, story)


def test_a_second_one_is_told_that_one_is_running(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (stage.sample.folder / NEW).write_text(RECORD)
        await asyncio.gather(stage.tell("/reload"), stage.tell("/reload", user=OTHER))
        said = told(stage.request.calls)
        assert sorted(one.splitlines()[0] for one in said) == sorted(
            [phrase("id", "cur.published", number=2), phrase("id", "cur.running")]
        )
        assert stage.version == 2

    curate(stage, story)


def test_who_is_being_answered_keeps_the_old(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        state = stage.services.state
        remove_one(stage)
        (asked,) = await stage.tell("/reload")
        await stage.press_as(asked, "Muat")
        assert stage.services.state is not state
        assert state.engine.answer("Apa rencananya?") == state.engine.answer("Apa rencananya?")
        assert "palu-parepare" in state.knowledge.cooperations

    curate(stage, story)


def test_in_english(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        curator = {**CURATOR, "language_code": "en"}
        assert told(await stage.tell("/reload", user=curator)) == ["Nothing has changed. Version 1 stays in use."]

    curate(stage, story)
