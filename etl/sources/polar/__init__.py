"""Polar's archive: a JSON a training session, with everything that was recorded in it."""
