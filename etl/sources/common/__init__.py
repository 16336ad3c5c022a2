"""What every source of recordings shares."""
