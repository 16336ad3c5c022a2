"""Strava's API: its calls, its terms, and its answers as recordings."""
