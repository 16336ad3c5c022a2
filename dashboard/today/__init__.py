"""Today: the status, why it is what it is, and what to do."""
