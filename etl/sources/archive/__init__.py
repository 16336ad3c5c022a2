"""What archives of platforms have in common: rows of activities, layouts, tables in pieces."""
