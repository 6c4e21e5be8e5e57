"""/pengaturan: language and form of the answers, and for groups when and where to speak, by their administrators."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from telegram import Bot, Chat, ChatMember, Message, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers.addressed import asker, topic_of
from bot.handlers.memory import Fading
from bot.handlers.replying import reply
from bot.handlers.services import Context, Handler, Services, edit
from bot.phrases.table import phrase
from bot.rendering import cards, settings
from bot.rendering.cards import Card
from bot.storage.records import ChatSettings

BELIEVED = 60.0
"""Seconds for which somebody is taken for an administrator without asking again; a refusal is never believed."""

MOST_ADMINISTRATORS = 5000

MOST_TOPICS = 100
"""Topics that a forum can name; far more than anybody would press buttons for."""

_PLACES = (filters.ChatType.PRIVATE | filters.ChatType.GROUPS) & filters.UpdateType.MESSAGE
_ADMINISTRATORS = (ChatMember.ADMINISTRATOR, ChatMember.OWNER)
_DATA = re.compile(r"p:([lfrt]):(-?[0-9]{1,18}|-|id|en|short|full)")


def handlers(services: Services) -> list[Handler]:
    """Return the handlers of the settings."""
    believed: Fading[tuple[int, int], bool] = Fading(BELIEVED, MOST_ADMINISTRATORS, services.memory.clock)

    async def shown(update: Update, context: Context) -> None:
        message = update.effective_message
        who = asker(message) if message else None
        if message is None or who is None:
            return
        language = await services.language(update)
        allowed = await may(context.bot, message.chat, who)
        card = await current(message.chat, language, topic_of(message)) if allowed else cards.line(language, "set.no")
        await reply(services, context.bot, message, card)

    async def pressed(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query
        message, data = query.message, _DATA.fullmatch(query.data or "")
        language = await services.language(update)
        told, alert = phrase(language, "ui.button.old"), False
        done = False
        if message and data:
            if await may(context.bot, message.chat, query.from_user.id):
                changed = _changed(await services.storage.chats.get(message.chat.id), data[1], data[2])
                if changed is not None:
                    await services.storage.chats.set(changed)
                    # What has just been chosen is spoken at once.
                    language, done = await services.language(update), True
                    told = phrase(language, "set.saved")
            else:
                told, alert = phrase(language, "set.no"), True
        with suppress(TelegramError):
            await query.answer(told, show_alert=alert)
        if done and message:
            topic = topic_of(message) if isinstance(message, Message) else 0
            await edit(context.bot, message.chat.id, message.message_id, await current(message.chat, language, topic))

    async def current(chat: Chat, language: str, topic: int) -> Card:
        kept, group = await services.storage.chats.get(chat.id), chat.type != Chat.PRIVATE
        return settings.card(
            language,
            chosen=kept.language,
            form=kept.form,
            group=group,
            replies=kept.replies,
            topics=kept.topics,
            topic=topic,
        )

    async def may(bot: Bot, chat: Chat, who: int) -> bool:
        """Return whether somebody may change the settings: one's own in private, a group's as its administrator."""
        # An administrator who stays anonymous writes as the group itself.
        if chat.type == Chat.PRIVATE or who == chat.id or believed.get((chat.id, who)):
            return True
        try:
            member = await bot.get_chat_member(chat.id, who)
        except BadRequest:
            return False
        if member.status in _ADMINISTRATORS:
            believed.set((chat.id, who), True)
            return True
        return False

    return [
        CommandHandler(["pengaturan", "settings"], shown, _PLACES),
        CallbackQueryHandler(pressed, pattern=r"^p:"),
    ]


def _changed(kept: ChatSettings, which: str, value: str) -> ChatSettings | None:
    """Return the settings with one of them set, None for what no button offers."""
    if which == "l" and value in settings.LANGUAGES:
        return replace(kept, language=None if value == "-" else value)
    if which == "f" and value in settings.FORMS:
        return replace(kept, form=value)
    if which == "r" and value in ("0", "1"):
        return replace(kept, replies=value == "1")
    if which == "t" and re.fullmatch(r"-?[0-9]+", value):
        number = int(value)
        others = tuple(one for one in kept.topics if one != abs(number))
        topics = () if number == 0 else others if number < 0 else (*others, number)
        return replace(kept, topics=topics) if len(topics) <= MOST_TOPICS else None
    return None
