"""First visit: ways in while nothing is here, six questions, and what an older history says."""
