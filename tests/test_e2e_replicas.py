"""Three processes, one PostgreSQL, nginx before them: one is killed under load, and nothing is lost."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.botapi.server import BotApiServer
from tests.conftest import ROOT
from tests.process import SECONDS_TO_START, Bot, running
from tests.storage import postgres
from tests.storage.conftest import made
from tests.test_e2e_receiving import SECRET, asked, free_port, post

QUESTIONS = (
    "Kapan Palu berkunjung ke Balikpapan?",
    "siapa dubes kazakhstan",
    "apa saja bidang kerja sama Palu dan Balikpapan?",
    "who is the mayor of Parepare?",
)


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as started:
        yield started
    assert started.problems() == []


@pytest.fixture
def database() -> Iterator[str]:
    with postgres.running() as url, made(url) as own:
        yield own


@contextmanager
def balanced(folder: Path, ports: list[int]) -> Iterator[int]:
    """Debian's nginx in front of the processes; a request that one of them did not take goes to the next."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    assert Path(program).exists(), "nginx is needed: apt install nginx-light"
    port = free_port()
    upstream = "".join(f"server 127.0.0.1:{one} max_fails=1 fail_timeout=2s;" for one in ports)
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;"
        "events { worker_connections 512; }"
        f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;"
        f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;"
        f"upstream bots {{ {upstream} }}"
        f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://bots;"
        "proxy_next_upstream error timeout http_502 http_503 non_idempotent; proxy_connect_timeout 2s; } } }",
        encoding="utf-8",
    )
    process = subprocess.Popen([program, "-c", str(config), "-e", str(folder / "nginx.log")])
    try:
        yield port
    finally:
        process.terminate()
        process.wait(10)


def free_ports(count: int) -> list[int]:
    """Ports that are free, and all of them different."""
    found: dict[int, None] = {}
    while len(found) < count:
        found[free_port()] = None
    return list(found)


def replicas(
    stack: ExitStack, server: BotApiServer, folder: Path, database: str, ports: list[tuple[int, int]], **more: str
) -> list[Bot]:
    """Start a process for each pair of ports, for updates and for figures, and wait until all are ready."""
    bots = []
    for number, (port, figures) in enumerate(ports):
        own = folder / str(number)
        own.mkdir()
        settings = {
            "DATABASE_URL": database,
            "WEBHOOK_URL": "http://127.0.0.1:1",
            "WEBHOOK_SECRET": SECRET,
            "PORT": str(port),
            "METRICS_PORT": str(figures),
            **more,
        }
        bots.append(stack.enter_context(running(server, own, "INFO", **settings)))
    server.wait_for("setWebhook", count=len(ports), timeout=2 * SECONDS_TO_START)
    return bots


def test_a_replica_dies_under_load(server: BotApiServer, database: str, tmp_path: Path) -> None:
    all_ports = free_ports(6)
    ports = all_ports[:3]
    people = range(1, 91)
    server.delay("sendMessage", 0.05)
    with ExitStack() as stack:
        bots = replicas(stack, server, tmp_path, database, list(zip(ports, all_ports[3:], strict=True)))
        front = stack.enter_context(balanced(tmp_path, ports))
        updates = {
            3 * user + turn: asked(server, user, 3 * user + turn, QUESTIONS[(user + turn) % 4])
            for user in people
            for turn in range(3)
        }

        async def load() -> None:
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            async with httpx.AsyncClient(timeout=20) as client:

                async def post(update: object) -> None:
                    # As Telegram does: again until there is a 200.
                    while True:
                        try:
                            url = f"http://127.0.0.1:{front}/telegram"
                            if (await client.post(url, json=update, headers=headers)).status_code == 200:
                                return
                        except httpx.TransportError:
                            pass
                        await asyncio.sleep(0.1)

                for user in people:
                    await asyncio.gather(*(post(updates[3 * user + turn]) for turn in range(3)))
                    if user == 30:
                        bots[0].process.kill()

        asyncio.run(load())

        def answered() -> Counter[int]:
            return Counter(c.params["chat_id"] for c in server.calls if c.method == "sendMessage" and c.status == 200)

        # What the dead process had in hand comes free when its lease has run out.
        deadline = time.monotonic() + 90
        while sum(min(3, count) for count in answered().values()) < 3 * len(people) and time.monotonic() < deadline:
            time.sleep(0.2)
        counts = answered()
        assert [bot.stop() for bot in bots[1:]] == [0, 0]
    assert {user: counts[user] for user in people if counts[user] < 3} == {}, "lost"
    doubled = sum(max(0, counts[user] - 3) for user in people)
    # At most what was on its way at the instant of the kill: one request a chat that the process held.
    assert doubled <= 5, f"{doubled} doubled"


def version(figures: int) -> int:
    """The number of the knowledge that a process answers from, by its figures."""
    told = httpx.get(f"http://127.0.0.1:{figures}/metrics", timeout=10).text
    return int(float(told.partition("\nsimpul_knowledge_version ")[2].partition("\n")[0]))


def test_a_reload_on_one_reaches_all(server: BotApiServer, database: str, tmp_path: Path) -> None:
    all_ports = free_ports(6)
    ports, figures = all_ports[:3], all_ports[3:]
    folder = Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))
    with ExitStack() as stack:
        more = {"KNOWLEDGE_DIR": str(folder), "ADMIN_IDS": "900"}
        bots = replicas(stack, server, tmp_path, database, list(zip(ports, figures, strict=True)), **more)
        assert {version(one) for one in figures} == {1}
        people = folder / "people.yaml"
        people.write_text(people.read_text("utf-8") + "\n# one line more\n", encoding="utf-8")
        for number, command, wanted in ((1, "/reload", 2), (2, "/kembali 1", 1)):
            assert post(ports[0], asked(server, 900, number, command)) == 200
            deadline = time.monotonic() + 60
            while version(figures[0]) != wanted and time.monotonic() < deadline:
                time.sleep(0.05)
            changed = time.monotonic()
            while {version(one) for one in figures} != {wanted} and time.monotonic() < deadline:
                time.sleep(0.05)
            print(f"{command}: {time.monotonic() - changed:.2f} s from the first process to the last")
            assert {version(one) for one in figures} == {wanted}
        assert [bot.stop() for bot in bots] == [0, 0, 0]
