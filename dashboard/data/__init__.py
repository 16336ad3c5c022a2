"""Data: what came from where, and what it is worth."""
