"""Signing in to a server of several people: sessions, whose a request is, the way back."""
