"""The weekly digest: what a coach or clinician reads before they open the board."""
