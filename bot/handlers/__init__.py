"""What Telegram brings, one feature a file."""
