"""What somebody asks in SQL."""
