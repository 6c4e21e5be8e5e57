"""/draf: pasted, cut in two by Telegram, as a file, or under the message that holds the article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.drafting.article import MAX_BYTES
from bot.handlers import drafts
from bot.handlers.drafts import Pasted, read
from bot.phrases.table import phrase
from tests.botapi import content, offline
from tests.drafting.curator import HERE
from tests.handlers.curated import ANN, CURATOR, Curated, curate, files, told, unzipped

ARTICLE = (HERE / "example" / "article.txt").read_text(encoding="utf-8")
ADDRESS = "https://example.org/2025/06/18/warta"


@pytest.fixture
def stage(tmp_path: Path) -> Curated:
    return Curated(tmp_path / "knowledge")


def test_pasted(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        calls = await stage.tell(f"/draf {ADDRESS} 2025-06-18\n{ARTICLE}")
        (name, body), (packed, archive) = files(calls).items()
        assert packed == name.replace(".yaml", ".zip")
        assert set(unzipped(archive)) >= {f"knowledge/cooperations/{name}", "knowledge/sources.yaml"}
        (said,) = told(calls)
        assert said.startswith(phrase("id", "cur.draft", id=name.removesuffix(".yaml")))
        assert "Catatan: " in said
        text = body.decode()
        assert f"id: {name.removesuffix('.yaml')}\n" in text
        assert ADDRESS in text
        assert "published: 2025-06-18" in text
        (action,) = await stage.services.storage.actions.list(5)
        assert (action.action, action.detail) == ("draft", name.removesuffix(".yaml"))

    curate(stage, story)


def test_the_zip_comes_back_with_what_was_published_meanwhile(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        # Published in the chat, and in no file of the folder: the tables of the zip have it.
        table = (stage.sample.folder / "people.yaml").read_text().replace("name: Rahmad Mas'ud", "name: Rahmad Masud")
        (asked,) = await stage.upload({"people.yaml": table})
        await stage.press_as(asked, "Terbitkan")
        packed = list(files(await stage.tell(f"/draf {ADDRESS} 2025-06-18\n{ARTICLE}")).items())[-1][1]
        assert b"Rahmad Masud" in unzipped(packed)["knowledge/people.yaml"]
        # As it is, it is refused for its TODO, and not for a record that it lacks.
        calls = await stage.upload({"back.zip": packed})
        problems = files(calls)["problems.txt"].decode()
        assert "masih `TODO`" in problems
        assert "tidak ada catatan dengan id" not in problems

    curate(stage, story)


def test_a_text_that_telegram_has_cut_in_two(stage: Curated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "GATHERING", 0.05)

    async def story(stage: Curated) -> None:
        whole = f"/draf {ARTICLE}"
        while len(whole) < drafts.CUT + 500:
            whole += "\n" + ARTICLE
        at = whole.index(" ", drafts.CUT)
        assert await stage.tell(whole[:at]) == []
        assert await stage.tell(whole[at + 1 :]) == []
        await stage.services.settled()
        assert files(stage.request.calls)
        # What is written afterwards is a question again.
        assert "30 Mei 2025" in told(await stage.tell("Kapan kunjungannya?"))[0]

    curate(stage, story)


def test_as_a_file_and_under_a_message(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        calls = await stage.upload({"warta.txt": ARTICLE}, caption=f"/draf {ADDRESS}")
        assert ADDRESS in next(iter(files(calls).values())).decode()
        above = offline.message(stage.bot, ARTICLE, user=CURATOR).to_dict()["message"]
        calls = await stage.tell("/draf", reply_to=above)
        assert len(files(calls)) == 2

    curate(stage, story)


def test_what_cannot_be_drafted_from(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        assert told(await stage.tell("/draf")) == [phrase("id", "cur.draft.how")]
        assert told(await stage.tell("/draf halo")) == [phrase("id", "draft.refused.short", least=20)]
        assert told(await stage.upload({"x.txt": b"\xff\xfe\x00"})) == [phrase("id", "draft.refused.encoding")]
        large = content.document("large", name="x.txt", size=MAX_BYTES + 1)
        (reply,) = await stage.bring(offline.message(stage.bot, user=CURATOR, **large))
        assert told([reply]) == [phrase("id", "draft.refused.large", most=MAX_BYTES // 1000)]

    curate(stage, story)


def test_not_by_everyone(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        assert told(await stage.tell("/draf x", user=ANN)) == [phrase("id", "ui.command.unknown")]
        assert told(await stage.upload({"x.txt": ARTICLE}, user=ANN)) == [phrase("id", "ui.other")]

    curate(stage, story)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("/draf", Pasted("")),
        ("/draf@test_bot Judul\nIsi.", Pasted("Judul\nIsi.")),
        (
            "/draft https://a.id/b 2025-05-30\nJudul\n\nIsi.",
            Pasted("Judul\n\nIsi.", "https://a.id/b", date(2025, 5, 30)),
        ),
        ("2025-05-30 Judul 2025-05-31", Pasted("Judul 2025-05-31", published=date(2025, 5, 30))),
        ("/draf 2025-13-30 x", Pasted("2025-13-30 x")),
        ("/drafting x", Pasted("/drafting x")),
    ],
)
def test_what_stands_before_the_text(words: str, found: Pasted) -> None:
    assert read(words) == found
