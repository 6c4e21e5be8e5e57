"""Answers that come from the structure of the records and not from a written fact."""
