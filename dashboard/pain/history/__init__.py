"""What was logged of the knees, looked back at: entries, calendar, spells and mornings."""
