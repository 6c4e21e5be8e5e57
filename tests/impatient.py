"""The bot that waits for updates only seconds, so that a test can see it give up: `python tests/impatient.py`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot import __main__
from bot.receiving import polling

LONG_POLL, PATIENCE = 1, 1

if __name__ == "__main__":
    vars(polling).update(LONG_POLL=LONG_POLL, PATIENCE=PATIENCE)
    sys.exit(__main__.main())
