"""What people typed or decided: one module a kind of entry, kept in versions."""
