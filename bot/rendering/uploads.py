"""Why an upload is refused, in the language of whoever sent it."""

from __future__ import annotations

from bot.curating.uploads import UploadError
from bot.phrases.table import phrase


def refusal(error: UploadError, language: str) -> str:
    """Return the sentence for a refused upload."""
    return phrase(language, "cur.upload." + error.code, **error.values)
