"""What a page wears: its sheets, its script and its pictures; colours are in tokens.css."""
