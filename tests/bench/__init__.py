"""What measures: its inputs, its arithmetic, its page. Times themselves are in bench/RESULTS.md."""
