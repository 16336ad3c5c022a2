"""The way in for programs: a runner's files, sent with a token of theirs."""
