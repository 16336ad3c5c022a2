"""The server: its start, who gets in, what every answer carries, how much anybody may take."""

from dashboard.server.serve import LOCAL_HOSTS, check, local_address, options, serve

__all__ = ["LOCAL_HOSTS", "check", "local_address", "options", "serve"]
