"""Faults caused and attacks tried: a few of each in the whole suite, all by `make test-faults`."""
