"""Engines and transactions, and what SQLite and PostgreSQL need differently."""
