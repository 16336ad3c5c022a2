"""Other programs that read recordings, each a few lines in an environment of its own."""
