"""Every record, and a server."""

from __future__ import annotations

import logging

import pytest

from tests.botapi.conftest import server as server


@pytest.fixture(autouse=True)
def everything_is_recorded(caplog: pytest.LogCaptureFixture) -> None:
    """Record at every level, as far as the bot itself lets the library speak."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "telegram")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the proxies of the machine."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
