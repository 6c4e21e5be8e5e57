"""/versi, /kembali and /ekspor."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.files import read
from bot.knowledge.loading import load_files
from bot.phrases.table import phrase
from tests.handlers.curated import CURATOR, DURIAN, NEW, RECORD, Curated, curate, files, told, unzipped
from tests.handlers.stage import text
from tests.knowledge.sample import COOP


@pytest.fixture
def stage(tmp_path: Path) -> Curated:
    return Curated(tmp_path / "knowledge")


async def grown(stage: Curated) -> None:
    (stage.sample.folder / NEW).write_text(RECORD)
    await stage.tell("/reload")
    assert stage.version == 2


def test_versions_are_listed(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        await grown(stage)
        (said,) = told(await stage.tell("/versi"))
        head, newest, first, *_ = said.splitlines()
        assert head == phrase("id", "cur.versions")
        assert newest.startswith(
            f"✓ 2. Senin, 5 Januari 2026 16:00 WIB, pengelola {CURATOR['id']}: 3 kerja sama, 4 fakta"
        )
        assert newest.endswith("– dipakai")
        assert first.startswith("1. ")
        assert "saat mulai" in first
        assert stage.services.state.knowledge.version in newest

    curate(stage, story)


def test_back_at_once_and_across_a_restart(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        await grown(stage)
        (said,) = told(await stage.tell("/kembali 1"))
        assert phrase("id", "cur.back", number=1) in said
        assert "− kerja sama: dihapus" in said
        assert "durian" not in text(await stage.ask(DURIAN))
        # A new process over the same folder, which still has the record.
        await stage.restarted()
        assert stage.version == 1
        assert "ditahan" in told(await stage.tell("/versi"))[0]
        (said,) = told(await stage.tell("/reload"))
        assert phrase("id", "cur.published", number=3) in said
        assert "durian" in text(await stage.ask(DURIAN))
        assert await stage.services.storage.versions.pinned() is None
        assert [one.detail for one in await stage.services.storage.actions.list(9) if one.action == "rollback"] == [
            "version 1"
        ]

    curate(stage, story)


@pytest.mark.parametrize("given", ["9", "999999999"])
def test_back_to_nothing(stage: Curated, given: str) -> None:
    async def story(stage: Curated) -> None:
        assert told(await stage.tell(f"/kembali {given}")) == [phrase("id", "cur.version.none", number=given)]
        assert stage.version == 1

    curate(stage, story)


@pytest.mark.parametrize("given", ["", "satu", "-1", "²", "9" * 40])
def test_without_a_number_there_is_the_list(stage: Curated, given: str) -> None:
    async def story(stage: Curated) -> None:
        (said,) = told(await stage.tell(f"/kembali {given}"))
        assert said.startswith(phrase("id", "cur.versions"))

    curate(stage, story)


def test_any_of_the_last_ten(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        path = stage.sample.folder / COOP
        original = path.read_text()
        for number in range(2, 13):
            path.write_text(original.replace("membuka pasar", f"membuka pasar ke-{number}"))
            await stage.tell("/reload")
        assert stage.version == 12
        assert told(await stage.tell("/kembali 2")) == [phrase("id", "cur.version.none", number=2)]
        await stage.tell("/kembali 3")
        assert stage.version == 3
        assert "membuka pasar ke-3" in str(stage.services.state.knowledge.cooperations["palu-balikpapan"].facts)

    curate(stage, story)


def test_the_files_are_sent(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (call,) = await stage.tell("/ekspor")
        sent = {name.removeprefix("knowledge/"): one for name, one in unzipped(files([call])["knowledge.zip"]).items()}
        assert sent == read(stage.sample.folder).files
        assert load_files(sent).version == stage.services.state.knowledge.version
        await grown(stage)
        await stage.tell("/kembali 1")
        (call,) = await stage.tell("/ekspor")
        assert phrase("id", "cur.export.pinned", number=1) in call.params["caption"]

    curate(stage, story)
