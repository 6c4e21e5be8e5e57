"""A bot over a folder of its own, and what its curators send and are sent."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from telegram import Update

from bot.config import read
from bot.curating.build import build
from bot.knowledge.files import read as read_folder
from tests.botapi import content, offline
from tests.botapi.backend import Call
from tests.botapi.content import Json
from tests.handlers.stage import ADMIN, Stage, play, text
from tests.knowledge.sample import Sample, write

CURATOR, OTHER = content.user(ADMIN, "Cahya"), content.user(ADMIN + 1, "Dwi")
ANN = content.user(1)

NEW = "cooperations/palu-sigi.yaml"
RECORD = """\
id: palu-sigi
name: {id: Palu dan Sigi, en: Palu and Sigi}
stage: rencana
parties: [{region: kota-palu}]
sectors: [perdagangan]
summary: {id: Palu mendekati Sigi., en: Palu approaches Sigi.}
sources: [{source: kabar}]
facts:
  - id: durian
    text: {id: Palu ingin membeli durian dari petani Sigi., en: Palu wants to buy durian from farmers of Sigi.}
    questions: {id: [Siapa menjual durian?], en: [Who sells durian?]}
    sources: [{source: kabar}]
"""
DURIAN = "Siapa menjual durian?"


class Curated(Stage):
    """One bot, started over the small knowledge in a folder."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.sample: Sample = write(folder)
        engine = build(read_folder(folder).files).engine
        assert engine
        super().__init__(engine)
        self.settings = read({"ADMIN_IDS": f"{ADMIN},{ADMIN + 1}", "KNOWLEDGE_DIR": str(folder), **more})
        self._start(self.services.state, self.services.storage)

    async def bring(self, update: Update) -> list[Call]:
        """As on every stage; that a file is fetched is not what people see."""
        return [call for call in await super().bring(update) if call.method != "getFile"]

    async def tell(self, words: str, user: Json = CURATOR, **how: Any) -> list[Call]:
        return await self.say(words, user=user, **how)

    async def upload(self, files: Mapping[str, bytes | str], user: Json = CURATOR, **how: Any) -> list[Call]:
        """Send files one by one, or as an album with `media_group_id`."""
        calls: list[Call] = []
        for name, body in files.items():
            calls += await self.bring(sent_file(self, name, body, user=user, **how))
        return calls

    async def press_as(self, sent: Call, button: str, user: Json = CURATOR) -> list[Call]:
        return await self.bring(offline.press(self.bot, sent, button, user=user))

    async def restarted(self) -> None:
        """Begin again as a new process does, over the same folder and storage."""
        await self.application.shutdown()
        self.restart()
        await self.application.initialize()
        await self.services.publisher.begin()

    @property
    def version(self) -> int:
        return self.services.state.version


def sent_file(stage: Stage, name: str, body: bytes | str, *, user: Json = CURATOR, **how: Any) -> Any:
    data = body.encode() if isinstance(body, str) else body
    file_id = f"sent-{stage.request.world.number()}"
    stage.request.world.add_file(data, name, file_id)
    caption = how.pop("caption", "")
    document = content.document(file_id, name=name, size=len(data), caption=caption)
    return offline.message(stage.bot, user=user, **document, **how)


def told(calls: list[Call]) -> list[str]:
    """The texts of all messages among calls."""
    return [text(call) for call in calls if call.method == "sendMessage"]


def files(calls: list[Call]) -> dict[str, bytes]:
    """The files that were sent, by name."""
    return {one.name: one.data for call in calls if call.method == "sendDocument" for one in call.files.values()}


def unzipped(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(contents: Mapping[str, bytes | str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in contents.items():
            archive.writestr(name, body)
    return packed.getvalue()


def curate(stage: Curated, story: Callable[[Curated], Awaitable[None]]) -> None:
    """Tell a story that begins when the bot has started."""

    async def begun(_: Stage) -> None:
        await stage.services.publisher.begin()
        await story(stage)
        await stage.services.publisher.settled()
        await asyncio.sleep(0)

    play(stage, begun)
