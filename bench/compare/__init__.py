"""Kneewise beside other programs in one run, and the page that is written of it."""
