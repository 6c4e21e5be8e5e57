"""Data that ships with the bot: which words are ordinary and which names are places.

`reading` reads the two files; `make` (with `gazetteer` and `byhand`) is a developer's command that writes them.
"""
