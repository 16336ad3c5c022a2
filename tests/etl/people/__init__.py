"""People who sign in, and what is kept of it."""
