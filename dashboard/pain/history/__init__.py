"""What was logged of the knees, looked back at: entries, spells and mornings."""
