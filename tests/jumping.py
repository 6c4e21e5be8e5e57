"""The bot with a clock that is wrong: `python tests/jumping.py FILE`, which says by how many seconds, at any moment."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot import __main__
from bot.handlers import services
from bot.storage import moments

FILE = Path(sys.argv.pop())


class Jumping(datetime):
    """Time as the system tells it when its clock is wrong."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """Return the wrong time."""
        return super().now(tz) + timedelta(seconds=float(FILE.read_text()))


if __name__ == "__main__":
    for module in (services, moments):
        vars(module)["datetime"] = Jumping
    sys.exit(__main__.main())
