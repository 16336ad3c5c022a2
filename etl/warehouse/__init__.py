"""The typed tables, what is built over them, and checks of what is stored."""
