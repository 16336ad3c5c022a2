"""What a sync knows: accounts, what was fetched until when, what was called."""
