"""Cadence: are my steps getting quicker at the same pace?"""
