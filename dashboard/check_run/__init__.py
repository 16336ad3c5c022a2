"""Check a run before you run it: against tomorrow's limit and the last six weeks."""
