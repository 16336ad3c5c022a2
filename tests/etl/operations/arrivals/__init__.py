"""A watched folder: what lies in it, what comes in of it, and whose it is."""
