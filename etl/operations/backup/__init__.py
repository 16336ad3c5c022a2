"""A home in one file: written, read in full, kept by the night, brought back."""
