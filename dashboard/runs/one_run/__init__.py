"""The page of one run: what it was, what it asked, and where each number comes from."""
