"""FIT: what watches write."""
