"""Strength: what to do today, what was done, and how the weeks went beside the knee."""
