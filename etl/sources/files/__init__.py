"""Files of watches and apps: which kind one is, and what it holds."""
