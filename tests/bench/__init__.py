"""Measurements, run by hand: `python -m tests.bench.public`, `.scale`, `.peers`, `.typos`; never part of the checks."""
