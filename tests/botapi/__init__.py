"""Telegram for tests: a Bot API server on loopback and a request class without a network, both judging every call."""
