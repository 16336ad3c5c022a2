"""Limits that a clinician sets for one runner."""
