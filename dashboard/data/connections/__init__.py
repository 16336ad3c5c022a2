"""Connections: what is connected, is it up to date, and what goes when?"""
