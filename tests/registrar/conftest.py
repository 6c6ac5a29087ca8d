"""What is tested here runs on each kind of database."""

from tests.databases import empty, server, small, world_on_server

__all__ = ["empty", "server", "small", "world_on_server"]
