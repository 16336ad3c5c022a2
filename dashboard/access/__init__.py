"""The one door to data: who may read and write what, and what is noted of it."""
