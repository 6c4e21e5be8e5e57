"""What the bot says of itself, and how it writes dates, in both languages."""
