"""What a clinic may bring files of its own for: plans, programmes, checks."""
