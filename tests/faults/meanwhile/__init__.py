"""Syncs that are killed, and backups that are made while people read and write."""
