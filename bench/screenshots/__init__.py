"""Pictures of screens: the README's, and every screen of every role on one sheet."""
