"""One runner's whole history in a file: taken out, brought back in, erased."""
