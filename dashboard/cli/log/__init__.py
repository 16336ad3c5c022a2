"""`kneewise log`: what people write into the journal from a shell."""
