"""One run: what was corrected of it, and how."""
