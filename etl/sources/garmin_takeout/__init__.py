"""Garmin's takeout: summaries of all activities beside ZIPs of the files that watches sent."""
