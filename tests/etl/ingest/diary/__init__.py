"""Diaries from elsewhere: tables, their columns, and the entries they make."""
