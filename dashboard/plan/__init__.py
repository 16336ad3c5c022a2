"""Plan: the weeks back to normal running, what each asks for, and what its gate said."""
