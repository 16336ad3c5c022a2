"""Load: am I building too fast?"""
