"""What the project promises about memory and time, measured."""
