"""Pain: log a day in ten seconds, see how it is going, put entries right."""
