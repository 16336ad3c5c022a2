"""The ledger of a journal: a hash-chained line a commit, so that a loss is noticed."""
