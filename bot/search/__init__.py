"""Finding: typo repair, terms, and an immutable index over documents."""
