"""How updates reach the bot: asked for or posted, kept in the inbox first, then worked off in order."""
