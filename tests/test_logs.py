"""Logging: one JSON object a record, and the token in none of them."""

from __future__ import annotations

import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from bot import logs

TOKEN = "123456:AbC-dEf_ghIJkl"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Undo what setting up logging changes in the process."""
    root = logging.getLogger()
    before = root.level, root.handlers[:], sys.excepthook, logging.raiseExceptions
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram")}
    yield
    logging.captureWarnings(False)
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    sys.excepthook, logging.raiseExceptions = before[2], before[3]
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def logged(level: str = "DEBUG") -> io.StringIO:
    stream = io.StringIO()
    logs.setup(level, [TOKEN], stream)
    return stream


def records(stream: io.StringIO) -> list[dict[str, object]]:
    assert "AbC" not in stream.getvalue()
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_record_is_one_json_object() -> None:
    stream = logged()
    logging.getLogger("x").warning("line one\nline %s", "two", extra={"fields": {"count": 3, "odd": {1}}})
    (record,) = records(stream)
    assert (record["level"], record["logger"], record["event"]) == ("WARNING", "x", "line one\nline two")
    assert (record["count"], record["odd"]) == (3, "{1}")


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_lines_are_for_the_eye() -> None:
    stream = Screen()
    logs.setup("INFO", [TOKEN], stream)
    try:
        raise ValueError(TOKEN)
    except ValueError:
        logging.getLogger("x").exception("failed", extra={"fields": {"count": 3}})
    told = stream.getvalue()
    assert "failed" in told
    assert "count" in told
    assert "ValueError: ***" in told
    assert "AbC" not in told
    assert not told.startswith("{")


def test_the_token_is_masked_wherever_it_stands() -> None:
    stream = logged()
    secret = TOKEN.partition(":")[2]
    log = logging.getLogger("bot.x")
    log.info("https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("quoted %s, alone %s", quote(TOKEN, safe=""), secret, extra={"fields": {"token": TOKEN}})
    try:
        raise ValueError(f"the token {TOKEN!r} is bad")
    except ValueError:
        log.exception("failed")
    text = stream.getvalue()
    assert len(records(stream)) == 3
    assert "/bot***/getMe" in text
    assert "ValueError: the token '***' is bad" in text


def test_the_http_client_does_not_log_addresses() -> None:
    stream = logged("DEBUG")
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    with httpx.Client(transport=transport) as client:
        client.get(f"https://api.telegram.org/bot{TOKEN}/getMe")
    logging.getLogger("telegram.Bot").debug("text of a person")
    assert stream.getvalue() == ""


def test_levels_are_kept() -> None:
    stream = logged("ERROR")
    logging.getLogger("telegram.ext").warning("not now")
    logging.getLogger("httpx").warning("not now")
    assert stream.getvalue() == ""


def test_warnings_and_uncaught_errors_are_masked_records() -> None:
    stream = logged()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(f"beware of {TOKEN}", stacklevel=1)
    error = RuntimeError(TOKEN)
    sys.excepthook(RuntimeError, error, None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert [record["level"] for record in records(stream)] == ["WARNING", "CRITICAL"]


def test_a_record_that_cannot_be_written_is_not_printed_raw(capsys: pytest.CaptureFixture[str]) -> None:
    logged()
    logging.getLogger("x").warning("%d", TOKEN)
    assert "AbC" not in "".join(capsys.readouterr())
