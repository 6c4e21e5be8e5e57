"""How a process that lives for years keeps its memory: what C gives back, and how often garbage is looked for."""

from __future__ import annotations

import ctypes
import gc
import platform

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""Of `mallopt` in glibc's malloc.h."""
LARGE = 128 * 1024
"""Bytes from which on a piece of memory is given back as soon as it is free. That is glibc's own, but only until the
first such piece is: from then on it keeps larger ones too, and the heap between them falls to pieces."""
NEW = 50_000
"""Objects more than at the last search for cyclic garbage after which it is searched for again. Python's own 700 are
fewer than 64 chats have in hand at a time, nearly none of them garbage: a tenth of the processor went into looking."""


def settle() -> None:
    """Give back what large updates have needed; to be called before there are threads, each with a heap of its own.

    Without it 100,000 hostile updates left 90 MB that nobody used. Nothing of that happens where the C library is not
    glibc.
    """
    gc.set_threshold(NEW, *gc.get_threshold()[1:])
    if platform.libc_ver()[0] == "glibc":
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, LARGE)
        library.mallopt(_ARENA_MAX, 1)
