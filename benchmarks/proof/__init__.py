"""Prove that no seat is given twice: players fight for seats while everything around them breaks.

`players.py` asks and records, `mischief.py` breaks, `checking.py` reads what was recorded and what the database kept.
"""
