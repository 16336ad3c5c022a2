"""What is told of a query by its SQL."""
