"""Texts and how they are compared."""
