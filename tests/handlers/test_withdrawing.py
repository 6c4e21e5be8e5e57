"""/tarik: a cooperation goes when a curator has seen what that changes, and comes back with an earlier version."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.phrases.table import phrase
from tests.handlers.curated import ANN, DURIAN, NEW, RECORD, Curated, curate, files, told, unzipped
from tests.handlers.stage import text
from tests.knowledge.sample import COOP


@pytest.fixture
def stage(tmp_path: Path) -> Curated:
    return Curated(tmp_path / "knowledge")


async def published(stage: Curated, *, in_folder: bool) -> None:
    """A third cooperation is in use: a file of the folder, or sent in the chat."""
    if in_folder:
        (stage.sample.folder / NEW).write_text(RECORD)
        await stage.tell("/reload")
    else:
        (asked,) = await stage.upload({"palu-sigi.yaml": RECORD})
        await stage.press_as(asked, "Terbitkan")
    assert "durian" in text(await stage.ask(DURIAN))


@pytest.mark.parametrize("in_folder", [True, False])
def test_withdrawn_for_good_and_brought_back(stage: Curated, in_folder: bool) -> None:
    async def story(stage: Curated) -> None:
        await published(stage, in_folder=in_folder)
        (asked,) = await stage.tell("/tarik palu-sigi")
        assert "− kerja sama: dihapus" in text(asked)
        assert phrase("id", "cur.doubt.removed", removed=1, of=3) in text(asked)
        assert "durian" in text(await stage.ask(DURIAN)), "only asked so far"
        await stage.press_as(asked, "Terbitkan")
        assert "durian" not in text(await stage.ask(DURIAN))
        await stage.restarted()
        assert "durian" not in text(await stage.ask(DURIAN))
        assert (stage.sample.folder / NEW).exists() == in_folder, "the folder is git's"
        exported = unzipped(files(await stage.tell("/ekspor"))["knowledge.zip"])
        assert f"knowledge/{NEW}" not in exported
        assert "knowledge/cooperations/palu-parepare.yaml" in exported
        await stage.tell("/kembali 2")
        assert "durian" in text(await stage.ask(DURIAN))
        (action, *_) = [one for one in await stage.services.storage.actions.list(9) if one.action == "withdraw"]
        assert action.detail == "asked: palu-sigi"

    curate(stage, story)


def test_what_points_at_it_goes_with_it(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (asked,) = await stage.tell("/tarik palu-parepare")
        assert "palu-parepare:\n− kerja sama: dihapus" in text(asked)
        assert "related: − palu-parepare" in text(asked)
        await stage.press_as(asked, "Terbitkan")
        assert list(stage.services.state.knowledge.cooperations) == ["palu-balikpapan"]
        # The folder itself is as it was, and so is everything after going back.
        await stage.tell("/kembali 1")
        assert stage.services.state.knowledge.cooperations["palu-balikpapan"].related == ("palu-parepare",)

    curate(stage, story)


def test_what_an_office_rests_on_stays(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        calls = await stage.tell("/tarik palu-balikpapan")
        assert "tidak ada perbedaan sumber `palu-balikpapan/tahun`" in files(calls)["problems.txt"].decode()
        assert stage.version == 1

    curate(stage, story)


def test_a_folder_that_is_broken_meanwhile_is_told(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        stage.sample.edit(COOP, "stage: kesepakatan", "stage: kesepakatn")
        calls = await stage.tell("/tarik palu-parepare")
        assert "`stage` berisi `kesepakatn`" in told(calls)[0]
        assert stage.version == 1

    curate(stage, story)


def test_cancelled_nothing_changes(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        await published(stage, in_folder=False)
        (asked,) = await stage.tell("/withdraw palu-sigi")
        await stage.press_as(asked, "Batal")
        assert "durian" in text(await stage.ask(DURIAN))

    curate(stage, story)


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("/tarik", "Tulis /tarik"),
        ("/tarik palu-parepar", "Tidak ada kerja sama dengan id `palu-parepar`; maksudnya `palu-parepare`?\n"),
        ("/tarik ../../etc/passwd", "Tidak ada kerja sama dengan id `../../etc/passwd`.\n"),
    ],
)
def test_whoever_names_none_is_told_which_there_are(stage: Curated, words: str, begins: str) -> None:
    async def story(stage: Curated) -> None:
        (said,) = told(await stage.tell(words))
        assert said.startswith(begins)
        assert said.splitlines()[-2:] == ["palu-balikpapan", "palu-parepare"]

    curate(stage, story)


def test_to_everyone_else_there_is_no_such_command(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        assert told(await stage.tell("/tarik palu-parepare", user=ANN)) == [phrase("id", "ui.command.unknown")]
        assert await stage.services.storage.actions.list(5) == []

    curate(stage, story)
