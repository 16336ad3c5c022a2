"""What the product refers to: its pages of evidence, and who checked which of its files."""
