"""What happens to a campaign: opened, led through its stages, announced; and what the clock does in it."""
