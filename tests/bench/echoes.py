"""Bots that only send back what they are told, each as its library shows it: what a bot costs before it thinks.

    python -m tests.bench.echoes ptb | ptb-aiohttp | aiogram

They take their settings from the same variables as the bot does, and listen at the same path.
"""

from __future__ import annotations

import hmac
import os
import sys
from collections.abc import AsyncIterator

from aiohttp import web

PATH, SECRET_HEADER = "/telegram", "X-Telegram-Bot-Api-Secret-Token"


def of_ptb(*, over_aiohttp: bool) -> web.Application:
    """Return an echo of python-telegram-bot, 64 updates at once, over its own HTTP client or over the bot's."""
    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    from bot.transport.request import AiohttpRequest

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    builder = ApplicationBuilder().token(os.environ["TELEGRAM_BOT_TOKEN"]).updater(None).concurrent_updates(64)
    builder = builder.base_url(f"{os.environ['TELEGRAM_API_URL']}/bot")
    if over_aiohttp:
        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest())
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))

    async def update(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, ""), os.environ["WEBHOOK_SECRET"]):
            return web.Response(status=401)
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    async def life(_: web.Application) -> AsyncIterator[None]:
        async with application:
            await application.start()
            yield
            await application.stop()

    server = web.Application()
    server.router.add_post(PATH, update)
    server.cleanup_ctx.append(life)
    return server


def of_aiogram() -> web.Application:
    """Return an echo of aiogram, with its own webhook."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application

    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    bot, dispatcher = Bot(os.environ["TELEGRAM_BOT_TOKEN"], session), Dispatcher()
    dispatcher.message.register(echo)
    server = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=os.environ["WEBHOOK_SECRET"]).register(server, PATH)
    setup_application(server, dispatcher, bot=bot)
    return server


def main() -> None:
    """Serve the echo that the command line names."""
    which = sys.argv[1]
    server = of_aiogram() if which == "aiogram" else of_ptb(over_aiohttp=which == "ptb-aiohttp")
    web.run_app(server, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)


if __name__ == "__main__":
    main()
