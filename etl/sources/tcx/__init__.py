"""TCX: laps and trackpoints of older programs."""
