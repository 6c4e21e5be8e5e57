"""The steps that make the schema, run by `bot.storage.migrating` with Alembic.

A step is a file in `versions/`: the next number, `upgrade()`, and `HEAD` in `migrating.py` raised to it. A step that
has been released is never changed.
"""
