"""Fitbit's data in Google's takeout: exercises in JSON, in later ones as a table as well."""
