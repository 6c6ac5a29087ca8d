"""Engines, transactions and the schema, for SQLite files and PostgreSQL servers alike.

What the two need differently stands in `sqlite.py` and `postgresql.py`, and nowhere else.
"""
