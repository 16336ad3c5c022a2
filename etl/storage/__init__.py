"""How what is kept lies in files: the order of its rows, and who may write them when."""
