"""Strava's bulk export: its table of activities, and what that says of a file."""
