"""The bot whose log is on a disk that is full between SIGUSR1 and SIGUSR2: `python tests/filling.py`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot import __main__

if __name__ == "__main__":
    log, full = os.dup(2), os.open("/dev/full", os.O_WRONLY)
    signal.signal(signal.SIGUSR1, lambda *_: os.dup2(full, 2))
    signal.signal(signal.SIGUSR2, lambda *_: os.dup2(log, 2))
    sys.exit(__main__.main())
