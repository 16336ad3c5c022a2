"""What a coach has seen of the board, and whether that still holds."""
