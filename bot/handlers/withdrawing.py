"""/tarik takes a cooperation out of use: shown and asked about like an upload, published at a press."""

from __future__ import annotations

import asyncio
from pathlib import PurePosixPath

from telegram import Update
from telegram.ext import CommandHandler

from bot.handlers import admins, proposing
from bot.handlers.services import Context, Handler, Services
from bot.knowledge.files import cooperations
from bot.knowledge.problems import KnowledgeError
from bot.knowledge.withdrawal import without_cooperation
from bot.rendering import curating


def handlers(services: Services) -> list[Handler]:
    """Return the handler of withdrawals; to everyone but curators there is no such command."""

    async def asked(update: Update, context: Context) -> None:
        message = update.effective_message
        assert message
        assert message.from_user
        language, who = await services.language(update), message.from_user.id
        given = (context.args or [""])[0]
        files = await services.publisher.files()
        try:
            overlay = await asyncio.to_thread(without_cooperation, files, given)
        except KeyError:
            ids = [PurePosixPath(one).stem for one in cooperations(files)]
            card = curating.withdrawable(given if context.args else None, ids, language)
            await admins.told(services, context.bot, message, card)
            await admins.done(services, who, "withdraw", f"no cooperation {given}")
            return
        except KnowledgeError as error:
            told = curating.problems(error.problems, services.state.version, language)
            await proposing.tell(services, context.bot, message, told)
            await admins.done(services, who, "withdraw", f"{len(error.problems)} problems: {given}")
            return
        came = await proposing.propose(services, context.bot, message, language, overlay, str(who), f"tarik: {given}")
        await admins.done(services, who, "withdraw", f"{came}: {given}")

    return [CommandHandler(["tarik", "withdraw"], asked, admins.admins_only(services))]
