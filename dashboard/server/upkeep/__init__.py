"""What a server that runs for weeks has to clear away."""
