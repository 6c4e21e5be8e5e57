"""/status: what is in use, since when, how much waits, what went wrong last."""

from __future__ import annotations

import resource
import sys
from datetime import timedelta
from pathlib import Path

from telegram import Update
from telegram.ext import CommandHandler

from bot.handlers import admins
from bot.handlers.services import Context, Handler, Services
from bot.rendering import status

_PAGES = Path("/proc/self/statm")


def handlers(services: Services) -> list[Handler]:
    """Return the handler of /status."""

    async def shown(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        assert message.from_user
        storage, state = services.storage, services.state
        running = status.Running(
            version=await storage.versions.get(state.version),
            pinned=await storage.versions.pinned() is not None,
            running=timedelta(seconds=services.memory.clock() - services.began),
            # Without the very message that asks.
            queue=max(0, await storage.inbox.depth() - 1),
            shared=storage.shared,
            database=await storage.size(),
            memory=memory(),
            trouble=len(services.publisher.trouble),
            last=services.alarms.last,
        )
        card = status.card(running, state.engine, await services.language(update))
        await admins.told(services, context.bot, message, card)
        await admins.done(services, message.from_user.id, "status")

    return [CommandHandler("status", shown, admins.admins_only(services))]


def memory() -> int:
    """Return the bytes of memory that the process takes; where that is not told, the most that it has taken."""
    try:
        return int(_PAGES.read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        # In bytes on macOS, in kilobytes elsewhere.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
