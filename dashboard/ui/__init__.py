"""Parts of screens that come back on several: each owns its keys and returns its value."""
