"""The dashboard: screens, the command line, and the one door to the data."""
