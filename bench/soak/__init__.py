"""A day of use in an hour: people come, look, log, send files, go and come back."""
