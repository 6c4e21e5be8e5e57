"""A bot whose messages stop getting through."""

from __future__ import annotations

from typing import Any

from telegram.request import RequestData


class Breaking:
    """A bot that does something else than to send after so many messages."""

    def __init__(self, bot: Any, left: int, error: BaseException) -> None:
        self._bot, self._left, self._error = bot, left, error
        self.base_url: str = bot.base_url
        self.request = self

    async def post(self, url: str, form: RequestData) -> Any:
        self._left -= 1
        if self._left < 0:
            raise self._error
        return await self._bot.request.post(url, form)
