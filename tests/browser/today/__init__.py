"""Today in a real browser: the first day, the answer, and what is logged or checked there."""
