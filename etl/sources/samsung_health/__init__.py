"""Samsung Health's personal data: one table a kind of data, that of exercises among them."""
