"""What a process and its children take of the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def _of_session(leader: int) -> Iterator[tuple[Path, list[str]]]:
    """Return folder and figures of each process of a session."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            figures = (folder / "stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(figures[3]) == leader:
            yield folder, figures


def cpu_seconds(leader: int) -> float:
    """Return the seconds of processor that a session has used, those of ended children with them."""
    return sum(sum(map(int, figures[11:15])) for _, figures in _of_session(leader)) / _TICKS


def megabytes(leader: int) -> float:
    """Return the memory of a session; what its processes share is counted once."""
    found = 0
    for folder, _ in _of_session(leader):
        lines = (folder / "smaps_rollup").read_text().splitlines()
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found * 1024 / 1e6
