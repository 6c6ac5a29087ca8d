"""Prove on this machine that no seat is given twice: programs fight for seats and are killed, then all is checked.

`players.py` asks and records, `kills.py` starts, kills and ends the players, `checking.py` reads what was recorded and
what the database kept, `verdict.py` says in words what came of it.
"""
