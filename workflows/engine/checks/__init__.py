"""What a set of drawings is refused for before any of it runs."""
