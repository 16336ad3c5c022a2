"""The report for an appointment: one to three pages of PDF, made without a browser."""
