"""Proxies of the environment."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import NetworkError

from bot.transport.proxies import ProxyError, proxy_for
from bot.transport.request import AiohttpRequest
from tests.botapi.content import TOKEN
from tests.transport.wire import Line, assert_secret_kept, listening


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://p:3128"}, "http://p:3128"),
        ({"https_proxy": "p:3128"}, "http://p:3128"),
        ({"ALL_PROXY": "http://a:1"}, "http://a:1"),
        ({"HTTPS_PROXY": "http://p:3128", "ALL_PROXY": "http://a:1"}, "http://p:3128"),
        ({"HTTP_PROXY": "http://p:3128"}, None),
        ({"HTTPS_PROXY": "http://p:3128", "NO_PROXY": "telegram.org"}, None),
        ({"HTTPS_PROXY": "http://p:3128", "NO_PROXY": "example.org"}, "http://p:3128"),
    ],
)
def test_what_the_environment_names(
    environment: dict[str, str], proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for("https://api.telegram.org") == proxy


def test_a_proxy_of_another_kind_is_not_passed_by(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://user:word@p:1080")
    with pytest.raises(ProxyError):
        proxy_for("https://api.telegram.org")

    async def ask() -> NetworkError:
        async with AiohttpRequest() as request:
            with pytest.raises(NetworkError, match="none of http and https") as caught:
                await request.post(f"https://api.telegram.org/bot{TOKEN}/getMe")
        return caught.value

    error = asyncio.run(ask())
    assert_secret_kept(error, caplog)
    assert "word" not in str(error)


def test_requests_go_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async def grant(line: Line) -> None:
        await line.reply(b"200 OK", b'{"ok":true,"result":true}')

    async def ask() -> bytes:
        async with listening(grant) as wire, AiohttpRequest() as request:
            monkeypatch.setenv("HTTP_PROXY", wire.url.replace("//", "//user:word@"))
            assert await request.post(f"http://api.example.org/bot{TOKEN}/getMe") is True
        (seen,) = wire.requests
        return seen

    seen = asyncio.run(ask())
    assert seen.startswith(f"POST http://api.example.org/bot{TOKEN}/getMe HTTP/1.1\r\n".encode())
    assert b"\r\nHost: api.example.org\r\n" in seen
    assert b"\r\nProxy-Authorization: Basic dXNlcjp3b3Jk\r\n" in seen


def test_a_proxy_that_refuses_is_an_error_without_the_token(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(line: Line) -> None:
        await line.reply(b"403 Forbidden", b"<h1>no</h1>")

    async def ask() -> NetworkError:
        async with listening(refuse) as wire, AiohttpRequest() as request:
            monkeypatch.setenv("HTTPS_PROXY", wire.url)
            with pytest.raises(NetworkError, match="status 403") as caught:
                await request.post(f"https://api.example.org/bot{TOKEN}/getMe")
            assert wire.requests[0].startswith(b"CONNECT api.example.org:443 HTTP/1.1\r\n")
        return caught.value

    assert_secret_kept(asyncio.run(ask()), caplog)
