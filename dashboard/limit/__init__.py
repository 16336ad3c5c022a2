"""How far may I run tomorrow: the one limit in words, and its line on screens."""
