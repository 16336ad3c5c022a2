"""From one file to rows."""
