"""What a measurement ran on, and how long its parts took."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def described() -> str:
    """Return one line: processor, cores, Python."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores{load}, Python {sys.version.split()[0]}"


def resident() -> float:
    """Return the megabytes of memory that this process occupies; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if statm.exists() else 0.0


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what the work returns, and the milliseconds that it took."""
    start = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - start) * 1e3


def busy(work: Callable[[], T]) -> tuple[T, float]:
    """Return what the work returns, and the milliseconds that the processor spent on it in this process."""
    start = time.process_time()
    result = work()
    return result, (time.process_time() - start) * 1e3


def median_and_p99(times: Sequence[float]) -> tuple[float, float]:
    """Return the middle of the times, and the time that one in a hundred exceeds."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
