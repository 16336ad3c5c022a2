"""Zepp's and Mi Fitness's archive: one table a kind of data, that of workouts among them."""
