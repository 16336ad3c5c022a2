"""GPX: tracks of phones and web pages."""
