"""Floor 2: an immutable index over one load, with typo repair."""
