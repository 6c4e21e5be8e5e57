"""What changed between two loads, as lines of plain text for curators; bounded, whatever changed."""

from __future__ import annotations

from bot.knowledge.difference import Change, Difference
from bot.phrases.table import phrase

MOST = 40
"""Lines of one rendering; a message of Telegram has room for about so many."""
LONGEST = 120
"""Characters of a value, of which a reader wants the gist."""


def headline(difference: Difference, language: str) -> str:
    """Return one line that counts what changed."""
    if not difference:
        return phrase(language, "cur.diff.none", version=difference.new)
    kinds = [change.kind for change in difference.changes]
    return phrase(
        language,
        "cur.diff.head",
        old=difference.old,
        new=difference.new,
        added=kinds.count("added"),
        changed=kinds.count("changed"),
        removed=kinds.count("removed"),
    )


def lines(difference: Difference, language: str, *, most: int = MOST) -> list[str]:
    """Return the headline, then the changes by cooperation, the shared tables last; at most so many lines."""
    found = [headline(difference, language)]
    for group in difference.groups:
        found.append(f"{group.cooperation or phrase(language, 'cur.diff.shared')}:")
        for change in group.changes:
            found += _change(change, language)
    if len(found) > most:
        return [*found[: most - 1], phrase(language, "cur.diff.more", count=len(found) - most + 1)]
    return found


def _change(change: Change, language: str) -> list[str]:
    what = phrase(language, "cur.table." + change.table)
    # A vocabulary has no id, and a cooperation's own stands above it.
    name = what if change.table in ("cooperations", "vocabulary") else f"{what} {cut(change.id)}"
    found = [phrase(language, "cur.diff." + change.kind, what=name)]
    for field in change.fields:
        key = "cur.diff.field" if field.old and field.new else "cur.diff.came" if field.new else "cur.diff.gone"
        found.append(phrase(language, key, name=field.name, old=cut(field.old), new=cut(field.new)))
    return found


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
