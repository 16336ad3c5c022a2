"""What belts and platforms tell beside a check: balance, time on the ground, pairs of shoes."""
