"""A message on its way to Telegram, without the library's objects in between.

Its `send_message` puts the parameters through six calls and makes an object of a hundred members from what Telegram
returns, of which two numbers are needed: together that took as long as a third of the answer's finding.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from telegram import Bot
from telegram.ext import ExtBot
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.pacing import BULK


class Sent(NamedTuple):
    """A message that Telegram has accepted."""

    chat_id: int
    message_id: int


async def sent(bot: Bot, parameters: dict[str, Any], *, unasked: bool = False) -> Sent:
    """Send a message, in its turn; TelegramError as the library raises it.

    The parameters are those of the Bot API, in values that JSON knows. What is `unasked` waits in the row of all such.
    """
    method = "sendMessage"
    form = RequestData([RequestParameter(name, value, None) for name, value in parameters.items()])
    target = f"{bot.base_url}/{method}", form
    limiter = bot.rate_limiter if isinstance(bot, ExtBot) else None
    if limiter is None:
        made = await bot.request.post(*target)
    else:
        made = await limiter.process_request(
            bot.request.post, target, {}, method, parameters, BULK if unasked else None
        )
    assert isinstance(made, dict)
    return Sent(made["chat"]["id"], made["message_id"])
