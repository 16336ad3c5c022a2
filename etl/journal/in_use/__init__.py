"""What is asked of a journal, and written into it, by whoever has it open."""
