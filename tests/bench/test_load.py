"""The tools of the load measurement: seeded traffic, a Bot API that grants everything, and one small run."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.knowledge.loading import load
from tests.bench import load as bench
from tests.bench.folders import written
from tests.bench.load import CONTENDERS, Figures, Scene, conversations, measure
from tests.bench.stub import Stub
from tests.bench.synthetic import knowledge
from tests.bench.traffic import FIRST_CHAT, Traffic


def test_the_same_seed_makes_the_same_traffic() -> None:
    def texts(seed: int) -> list[tuple[int, str]]:
        traffic = Traffic(conversations(), 3, seed=seed)
        made = [traffic.next() for _ in range(30)]
        return [(chat, json.loads(body)["message"]["text"]) for chat, body in made]

    assert texts(1) == texts(1)
    assert texts(1) != texts(2)
    assert [chat - FIRST_CHAT for chat, _ in texts(1)] == [0, 1, 2] * 10


def test_a_conversation_stays_in_its_chat() -> None:
    traffic = Traffic([["a", "b", "c"]], 2)
    updates = [json.loads(traffic.next()[1]) for _ in range(8)]
    for chat in (FIRST_CHAT, FIRST_CHAT + 1):
        said = [u["message"]["text"] for u in updates if u["message"]["chat"]["id"] == chat]
        assert said == ["a", "b", "c", "a"]
    assert [update["update_id"] for update in updates] == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("body", ['{"chat_id":42,"text":"x"}', '{"text": "x", "chat_id": 42}', "text=x&chat_id=42"])
def test_the_stub_knows_the_chat_however_it_is_told(body: str) -> None:
    told: list[int] = []
    result = json.loads(Stub(lambda chat, at: told.append(chat)).result("sendMessage", body.encode()))
    assert (told, result["chat"]["id"]) == ([42], 42)


def test_the_stub_takes_requests_in_pieces_and_together() -> None:
    async def talk() -> tuple[list[bytes], dict[str, int]]:
        stub = Stub()
        await stub.start()
        reader, writer = await asyncio.open_connection("127.0.0.1", int(stub.url.rpartition(":")[2]))
        one = b'POST /bot1:x/sendMessage HTTP/1.1\r\nContent-Length: 13\r\n\r\n{"chat_id":1}'
        two = b"POST /bot1:x/getMe HTTP/1.1\r\n\r\n"
        for piece in (one[:20], one[20:65], one[65:] + two + two[:9], two[9:]):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.01)
        said = [(await reader.readuntil(b"}}")).partition(b"\r\n\r\n")[2] for _ in range(2)]
        writer.close()
        await writer.wait_closed()
        stub.stop()
        return said, dict(stub.counts)

    said, counts = asyncio.run(talk())
    assert counts == {"sendMessage": 1, "getMe": 2}
    assert [b"message_id" in one for one in said] == [True, False]


def test_made_up_knowledge_can_be_started_from(tmp_path: Path) -> None:
    made = knowledge(60)
    written(made, tmp_path)
    read = load(tmp_path)
    assert read.cooperations.keys() == made.cooperations.keys()
    assert read.regions == made.regions


def test_a_small_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "WARMING", bench.AT_ONCE)
    figures = Figures()
    running = bench.Running(CONTENDERS["echo-ptb-aiohttp"], Scene([["x"]], 500), 7)
    asyncio.run(measure(running, figures, 200, [300]))
    assert figures.lost == 0
    assert figures.rate[0] > 0
    assert 0 < figures.cpu[0] < 1000
    assert figures.half[0][0] <= figures.half[0][1] < 20_000
    assert len(figures.memory) == 2
    assert figures.row("echo").split()[-1] == "0"
