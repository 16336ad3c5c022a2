"""Files that arrive by themselves: in a watched folder, or sent by a program with a token."""
