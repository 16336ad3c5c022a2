"""Speed: what the pace asked of the knees."""
