"""Method: how each number is worked out, and what it cannot know."""
