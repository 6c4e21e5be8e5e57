"""Which commands are offered where: the menu that Telegram shows and /help say the same."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from bot.phrases.table import phrase
from bot.rendering import html
from bot.rendering.cards import Card


class Place(Enum):
    """Where a menu is shown, and to whom."""

    PRIVATE = "private"
    GROUP = "group"
    GROUP_ADMIN = "group_admin"
    BOT_ADMIN = "bot_admin"
    """The private chats of those who run the bot."""


_PRIVATE = (
    "topik",
    "daerah",
    "linimasa",
    "sumber",
    "langganan",
    "pengaturan",
    "privasi",
    "hapusdata",
    "help",
    "start",
)
_GROUP = ("tanya", "help")
_CURATING: tuple[str, ...] = (
    "reload",
    "draf",
    "tarik",
    "versi",
    "kembali",
    "ekspor",
    "tanpajawaban",
    "statistik",
    "status",
)
"""Commands for those who run the bot only."""

MENUS: Mapping[Place, tuple[str, ...]] = MappingProxyType({
    Place.PRIVATE: _PRIVATE,
    Place.GROUP: _GROUP,
    Place.GROUP_ADMIN: ("tanya", "pengaturan", "help"),
    Place.BOT_ADMIN: (*_CURATING, *_PRIVATE),
})  # fmt: skip


def entries(place: Place, language: str) -> list[tuple[str, str]]:
    """Return the commands of a place, each with what it does."""
    return [(name, phrase(language, f"cmd.{name}")) for name in MENUS[place]]


def help_(place: Place, language: str) -> Card:
    """Return how to ask in a place, and its commands."""
    how = phrase(language, "menu.help.group" if place in (Place.GROUP, Place.GROUP_ADMIN) else "menu.help.private")
    lines = [phrase(language, "menu.item", name=name, does=does) for name, does in entries(place, language)]
    return Card(html.escaped("\n".join((how, "", *lines))))
