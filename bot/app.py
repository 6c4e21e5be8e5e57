"""The bot on Telegram: its handlers in their order."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Sequence

from bot.handlers import (
    browsing,
    buttons,
    details,
    drafts,
    errors,
    feedback,
    filing,
    groups,
    inline,
    limits,
    membership,
    other,
    privacy,
    questions,
    reloading,
    settings,
    sources,
    start,
    statistics,
    status,
    subscriptions,
    topics,
    unanswered,
    uploads,
    versions,
    withdrawing,
)
from bot.handlers import help as help_
from bot.handlers.services import AnyApplication, AnyBuilder, Handler, Services
from bot.pacing import Pacing

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")

FEATURES: Sequence[Callable[[Services], list[Handler]]] = (
    # Commands first: a message that starts with one is no question.
    start.handlers,
    help_.handlers,
    topics.handlers,
    sources.handlers,
    settings.handlers,
    # What somebody follows, and what is kept about them: commands, with buttons of their own.
    subscriptions.handlers,
    privacy.handlers,
    # The curators' commands, buttons and files; from everyone else they fall through to what nobody knows.
    reloading.handlers,
    versions.handlers,
    uploads.handlers,
    drafts.handlers,
    withdrawing.handlers,
    status.handlers,
    # What people ask, and ask in vain: commands of the curators too, with buttons of their own.
    unanswered.handlers,
    statistics.handlers,
    # What happens to the bot itself: its greeting in a group is no question of anybody's.
    membership.handlers,
    # Presses under short answers, before those on which no feature has set its mark.
    details.handlers,
    # What is typed behind the bot's name in any chat: an update of its own kind.
    inline.handlers,
    # Pages of lists and cards have presses of their own, which must come before all other buttons.
    browsing.handlers,
    # Presses that judge an answer or ask for one; and comments, which are replies and must not pass for questions.
    feedback.handlers,
    filing.handlers,
    # Buttons bring updates of their own kind and get in nobody's way.
    buttons.handlers,
    # Then free text, which leaves commands alone.
    questions.handlers,
    # And what is said in groups, of which only what speaks to the bot is taken up.
    groups.handlers,
    # Last, whatever nothing above has taken: unknown commands and messages without text.
    other.handlers,
)
"""All features in the order in which their handlers are asked; the first that takes an update ends the search."""


def _turn(given: Services) -> Callable[[float], Awaitable[float]]:
    async def turn(a_second: float) -> float:
        # Alone, the limiter's own count is all there is.
        return await given.storage.sending.turn(a_second) if given.storage.shared else 0.0

    return turn


def configure(builder: AnyBuilder, given: Services) -> AnyApplication:
    """Return the application that a builder with token and addresses makes, with everything in its place."""
    # What the library will do by itself one day: durations as timedelta, and no warning for each of them.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    application: AnyApplication = builder.rate_limiter(Pacing(_turn(given))).build()
    # Before everything else, in a group of its own: whoever asks too much comes no further.
    application.add_handlers(limits.handlers(given), group=-1)
    for feature in FEATURES:
        application.add_handlers(feature(given))
    application.add_error_handler(errors.error_handler(given))
    return application
