"""Questionnaires: what is known of each, how it is scored, and the texts a home has for them."""
