"""Diaries of years from elsewhere: a table, what its columns are, and the entries they make."""
