"""Outcomes as people and programs read them: plain text, Telegram HTML, JSON."""
