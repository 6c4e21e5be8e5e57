"""An HTTP server that begins and ends with a block of code."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

CLOSE_WITHIN = 3
"""Seconds that open connections get at the end."""
BACKLOG = 2048


class _Server(uvicorn.Server):
    """Leaves signals to the bot, which has more to finish than open connections."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@asynccontextmanager
async def served(listening: ASGIApp, host: str, port: int) -> AsyncIterator[asyncio.Task[None]]:
    """Serve until the end of the block; OSError where the port is taken."""
    config = uvicorn.Config(
        listening,
        http="httptools",  # a fifteenth less processor an update than with the parser in Python
        ws="none",
        proxy_headers=False,  # nobody asks whose address it is
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=CLOSE_WITHIN,
        server_header=False,
    )
    server = _Server(config)
    # The socket is opened here: the library would end the whole process where it cannot be had.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=BACKLOG) as opened:
        task = asyncio.create_task(server.serve(sockets=[opened]))
        try:
            yield task
        finally:
            server.should_exit = True
            await asyncio.gather(task, return_exceptions=True)
