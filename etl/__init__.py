"""From files and platforms to the warehouse, and the journal of what people typed."""
