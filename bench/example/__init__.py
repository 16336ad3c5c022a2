"""The rows that *Look at an example runner* shows, out of the demonstration."""
