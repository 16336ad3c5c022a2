"""Runkeeper's export: its table of activities, and GPX files of those that had positions."""
