"""The command that checks a run before it is run."""
