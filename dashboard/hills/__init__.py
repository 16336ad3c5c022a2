"""Hills: what the terrain asked, and where that is not known."""
