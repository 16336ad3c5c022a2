"""What is written down of people who look: what a runner was shown."""
