"""The way to Telegram: one HTTP client for everything that the bot sends, asks for and downloads."""
