"""What is done to a home as a whole, one operation a module."""
