"""Whether the process lives, whether it can answer, and its figures: for those who look after it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

Ready = Callable[[], Awaitable[bool]]


def routes(ready: Ready) -> list[Route]:
    """Return the paths that tell of life (`/healthz`) and of being able to answer (`/readyz`)."""

    async def alive(_: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def is_ready(_: Request) -> Response:
        return PlainTextResponse("ready\n") if await ready() else PlainTextResponse("not ready\n", 503)

    return [Route("/healthz", alive), Route("/readyz", is_ready)]


def application(ready: Ready, figures: Callable[[], Awaitable[bytes]]) -> Starlette:
    """Return what listens where the public does not: health, and `/metrics` as Prometheus reads them."""

    async def metrics(_: Request) -> Response:
        return Response(await figures(), media_type=CONTENT_TYPE_LATEST)

    return plain([*routes(ready), Route("/metrics", metrics)])


def plain(known: list[Route]) -> Starlette:
    """Return an application in which a path that nobody knows is a 404, also where it only has a slash too many."""
    listening = Starlette(routes=known)
    listening.router.redirect_slashes = False
    return listening
