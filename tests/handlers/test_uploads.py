"""Files sent in the chat: checked as a whole, shown, published at a press, kept over the folder, exported."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.curating.uploads import MAX_ALL
from bot.handlers import uploads
from bot.knowledge.files import read
from bot.phrases.table import phrase
from bot.storage.proposals import KEPT
from tests.botapi import content, offline
from tests.handlers.curated import (
    ANN,
    CURATOR,
    DURIAN,
    NEW,
    OTHER,
    RECORD,
    Curated,
    curate,
    files,
    sent_file,
    told,
    unzipped,
    zipped,
)
from tests.handlers.stage import buttons, text
from tests.knowledge.sample import COOP, FILES

NAME = "palu-sigi.yaml"
SOURCES = FILES["sources.yaml"] + "- id: warta\n  publisher: Warta\n  title: Durian\n  published: 2025-06-02\n"
FROM_WARTA = RECORD.replace("source: kabar", "source: warta")


@pytest.fixture
def stage(tmp_path: Path) -> Curated:
    return Curated(tmp_path / "knowledge")


@pytest.fixture(autouse=True)
def gathering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "GATHERING", 0.05)


def test_a_file_is_shown_and_published(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (asked,) = await stage.upload({NAME: RECORD})
        said = text(asked)
        assert said.startswith(phrase("id", "cur.waiting"))
        assert "palu-sigi:\n+ kerja sama: baru" in said
        assert buttons(asked) == ["Terbitkan", "Batal"]
        assert "durian" not in text(await stage.ask(DURIAN))
        answered, reply, edited = await stage.press_as(asked, "Terbitkan")
        assert answered.method == "answerCallbackQuery"
        assert phrase("id", "cur.published", number=2) in text(reply)
        assert "reply_markup" not in edited.params
        assert "durian" in text(await stage.ask(DURIAN))
        assert not (stage.sample.folder / NEW).exists(), "it lies over the folder, in the database"
        actions = await stage.services.storage.actions.list(9)
        assert [(one.action, one.detail) for one in actions] == [
            ("publish", "proposal 1: version 2"),
            ("upload", f"asked: {NAME}"),
        ]
        (version, *_) = await stage.services.storage.versions.list()
        assert (version.by, version.note, version.overlay) == (str(CURATOR["id"]), NAME, (NEW,))

    curate(stage, story)


def test_it_survives_a_restart_and_comes_out_again(stage: Curated, tmp_path: Path) -> None:
    async def story(stage: Curated) -> None:
        (asked,) = await stage.upload({NAME: RECORD})
        await stage.press_as(asked, "Terbitkan")
        await stage.restarted()
        assert "durian" in text(await stage.ask(DURIAN))
        (sent,) = await stage.tell("/ekspor")
        out = {name.removeprefix("knowledge/"): one for name, one in unzipped(files([sent])["knowledge.zip"]).items()}
        assert out.keys() == {*FILES, NEW}
        assert b"durian" in out[NEW]
        # Back in the folder it lies over it no longer: what is changed there later counts again.
        (stage.sample.folder / NEW).write_bytes(out[NEW])
        await stage.tell("/reload")
        assert await stage.services.storage.overlay.get() == {}
        stage.sample.edit(NEW, "membeli durian", "membeli banyak durian")
        await stage.tell("/reload")
        assert "banyak durian" in text(await stage.ask(DURIAN))

    curate(stage, story)


def test_going_back_takes_an_upload_back_for_good(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (asked,) = await stage.upload({NAME: RECORD})
        await stage.press_as(asked, "Terbitkan")
        await stage.tell("/kembali 1")
        assert "durian" not in text(await stage.ask(DURIAN))
        await stage.restarted()
        assert "durian" not in text(await stage.ask(DURIAN))
        await stage.tell("/reload")
        assert "durian" not in text(await stage.ask(DURIAN))
        await stage.tell("/kembali 2")
        assert "durian" in text(await stage.ask(DURIAN))
        await stage.tell("/reload")
        assert "durian" in text(await stage.ask(DURIAN))

    curate(stage, story)


def test_files_that_need_each_other(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        calls = await stage.upload({NAME: FROM_WARTA})
        (said,) = told(calls)
        assert f"{NEW}:7: palu-sigi" in said
        assert phrase("id", "cur.problems.hint") in said
        assert b"warta" in files(calls)["problems.txt"]
        assert buttons(calls[0]) == []
        assert await stage.upload({NAME: FROM_WARTA, "sources.yaml": SOURCES}, media_group_id="7") == []
        await stage.services.settled()
        asked = stage.request.calls[-1]
        assert "palu-sigi:\n+ kerja sama: baru" in text(asked)
        assert "+ sumber warta: baru" in text(asked)
        (asked,) = await stage.upload(
            {"k.zip": zipped({f"knowledge/{NEW}": FROM_WARTA, "knowledge/sources.yaml": SOURCES})}
        )
        await stage.press_as(asked, "Terbitkan")
        assert "Warta" in text(await stage.ask(DURIAN))

    curate(stage, story)


def test_an_album_that_fails_is_told_like_any_message(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        stage.request.backend.fault("getFile", 400, "Bad Request: file is too big")
        await stage.upload({NAME: RECORD}, media_group_id="8")
        await stage.services.settled()
        assert told(stage.request.calls) == [phrase("id", "ui.error")]

    curate(stage, story)


REFUSED = [
    ("hadir.yaml.exe.yaml", RECORD, "name"),
    ("../people.yaml", RECORD, "path"),
    ("x.yml", RECORD, "name"),
    ("knowledge.zip", b"no zip", "not_a_zip"),
    ("knowledge.zip", zipped({"../../x.yaml": RECORD}), "path"),
    ("knowledge.zip", zipped({"people.yaml": "a" * 2_000_000}), "too_large"),
    ("knowledge.zip", zipped({}), "empty"),
    ("people.yaml", b"a" * 1_048_577, "too_large"),
]


@pytest.mark.parametrize(("name", "body", "code"), REFUSED)
def test_what_could_hurt_is_refused(stage: Curated, name: str, body: bytes | str, code: str) -> None:
    async def story(stage: Curated) -> None:
        (reply,) = await stage.upload({name: body})
        assert text(reply).endswith(phrase("id", f"cur.upload.{code}", name="\0", limit="\0").rpartition("\0")[2])
        (action,) = await stage.services.storage.actions.list(5)
        assert action.detail.startswith(f"refused, {code}: ")
        assert sorted(path.name for path in stage.sample.folder.parent.iterdir()) == ["knowledge"]

    curate(stage, story)


def test_what_is_too_large_is_not_even_fetched(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        large = content.document("large", name="k.zip", size=MAX_ALL + 1)
        (reply,) = await stage.bring(offline.message(stage.bot, user=CURATOR, **large))
        assert text(reply) == phrase("id", "cur.upload.too_large_whole", limit=MAX_ALL // 1024 // 1024)

    curate(stage, story)


def test_yaml_is_read_and_never_run(stage: Curated, tmp_path: Path) -> None:
    async def story(stage: Curated) -> None:
        bad = RECORD + f"related: !!python/object/apply:os.system ['touch {tmp_path}/pwned']\n"
        calls = await stage.upload({NAME: bad})
        assert f"{NEW}:13: palu-sigi: " in told(calls)[0]
        assert not (tmp_path / "pwned").exists()

    curate(stage, story)


def test_an_editor_looks_over_what_is_sent(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        calls = await stage.upload({NAME: RECORD.replace("wants to buy durian", "wants to buy 12 tonnes of durian")})
        assert "hanya en yang memuat `12`" in told(calls)[0]
        assert stage.version == 1

    curate(stage, story)


def test_cancelled(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (asked,) = await stage.upload({NAME: RECORD})
        _, reply, _ = await stage.press_as(asked, "Batal")
        assert text(reply) == phrase("id", "cur.cancelled")
        again, _ = await stage.click(asked, "a:p:1")
        assert again.params["text"] == phrase("id", "cur.gone")
        assert stage.version == 1
        assert await stage.services.storage.overlay.get() == {}

    curate(stage, story)


def test_a_button_works_after_a_restart(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (asked,) = await stage.upload({NAME: RECORD})
        await stage.restarted()
        await stage.press_as(asked, "Terbitkan")
        assert "durian" in text(await stage.ask(DURIAN))

    curate(stage, story)


def test_proposals_are_bounded(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (asked,) = await stage.upload({NAME: RECORD})
        for number in range(KEPT):
            await stage.services.storage.proposals.add("1", 1, f"{number}", {})
        told_, _ = await stage.press_as(asked, "Terbitkan")
        assert told_.params["text"] == phrase("id", "cur.gone")
        assert stage.version == 1

    curate(stage, story)


def test_what_has_changed_meanwhile_is_shown_again(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (asked,) = await stage.upload({NAME: RECORD})
        stage.sample.edit(COOP, "Palu berharap", "Palu ingin")
        await stage.tell("/reload", user=OTHER)
        _, again, _ = await stage.press_as(asked, "Terbitkan")
        assert phrase("id", "cur.waiting.again") in text(again)
        assert stage.version == 2
        await stage.press_as(again, "Terbitkan")
        assert stage.version == 3
        assert "durian" in text(await stage.ask(DURIAN))

    curate(stage, story)


def test_the_same_again_changes_nothing(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (reply,) = await stage.upload({"people.yaml": FILES["people.yaml"]})
        assert text(reply) == phrase("id", "cur.unchanged", number=1)

    curate(stage, story)


def test_files_of_others_are_no_uploads(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (reply,) = await stage.upload({NAME: RECORD}, user=ANN)
        assert text(reply) == phrase("id", "ui.other")
        assert stage.request.sent("getFile") == []

    curate(stage, story)


def test_it_mends_a_broken_folder(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        stage.sample.edit(COOP, "stage: kesepakatan", "stage: kesepakatn")
        await stage.tell("/reload")
        (asked,) = await stage.upload({"palu-balikpapan.yaml": FILES[COOP].replace("berharap", "ingin")})
        await stage.press_as(asked, "Terbitkan")
        assert stage.version == 2

    curate(stage, story)


def test_a_broken_folder_at_the_start(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (asked,) = await stage.upload({NAME: RECORD})
        await stage.press_as(asked, "Terbitkan")
        for one in ("people.yaml", ""):
            damaged = stage.sample.folder / one
            damaged.unlink() if one else shutil.rmtree(damaged)
            await stage.restarted()
            assert stage.version == 2
            assert stage.services.publisher.trouble
            assert "durian" in text(await stage.ask(DURIAN))
        assert read(stage.sample.folder).files == {}

    curate(stage, story)


def test_two_curators_at_once(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        other = RECORD.replace("palu-sigi", "palu-poso").replace("Sigi", "Poso").replace("durian", "kakao")
        (first,) = await stage.upload({NAME: RECORD})
        (second,) = await stage.upload({"palu-poso.yaml": other}, user=OTHER)
        await asyncio.gather(stage.press_as(first, "Terbitkan"), stage.press_as(second, "Terbitkan", user=OTHER))
        assert stage.version == 2
        again = next(
            call for call in reversed(stage.request.calls) if phrase("id", "cur.waiting.again") in str(call.result)
        )
        user = CURATOR if again.params["chat_id"] == CURATOR["id"] else OTHER
        await stage.press_as(again, "Terbitkan", user=user)
        assert {"palu-sigi", "palu-poso"} <= stage.services.state.knowledge.cooperations.keys()

    curate(stage, story)


def test_strange_names_are_shown_as_they_are(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        (call,) = await stage.bring(sent_file(stage, "<b>&\u202e.yaml", RECORD))
        assert "<b>&" in text(call)

    curate(stage, story)
