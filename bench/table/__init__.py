"""One table of what is promised about speed and memory: `python -m bench.table`."""
