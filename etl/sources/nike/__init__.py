"""Activities of Nike Run Club as its interface hands them out: a JSON each."""
