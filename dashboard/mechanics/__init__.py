"""Mechanics: what was seen of how you run and stand, by side and date."""
