"""Files that several processes share: who may write them, and what is left when one is killed."""
