"""Prove that no seat is given twice while everything breaks: more than `enroltui prove` may break on anybody's machine.

Players and checker are `enroltui/proving/`; `mischief.py` breaks what is around them, with servers, disks and backups.
"""
