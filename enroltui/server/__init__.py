"""The SSH service: whole apps in one process, one a connection."""
