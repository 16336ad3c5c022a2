"""Bringing files in: the drop, what became of them, and both in words."""
