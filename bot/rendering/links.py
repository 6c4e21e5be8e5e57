"""What links into the bot's own chat carry, `t.me/<bot>?start=…`: the id of a cooperation, or a question.

Telegram lets a link carry 64 letters, digits, "_" and "-". Ids have no "_", so a question begins with `q_`.
"""

from __future__ import annotations

import base64

LONGEST = 64
_QUESTION = "q_"


def question_link(question: str) -> str:
    """Return what a link carries to ask a question; one that is too long is left for the person to write again."""
    coded = base64.urlsafe_b64encode(question.strip().encode("utf-8", "replace")).decode().rstrip("=")
    return _QUESTION + (coded if len(_QUESTION + coded) <= LONGEST else "")


def linked_question(carried: str) -> str | None:
    """Return the question that a link carries: the empty text where it was too long, None where it carries none."""
    if not carried.startswith(_QUESTION):
        return None
    coded = carried.removeprefix(_QUESTION)
    try:
        return base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True).decode().strip()
    except ValueError:
        return ""
