"""Files of the knowledge as one zip, for a chat."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The time that a zip gives its files; always the same, so that the same files make the same zip."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip with one folder around them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"knowledge/{name}", _FIRST), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
