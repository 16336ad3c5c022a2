"""Questions in SQL that somebody types, answered within bounds."""
