"""The rules: pure functions, facts in, a reason out (None: allowed). No database, no clock, no words.

Sources: `usis.md` names the seed page ("at least ten days before the exam date") and uSis's reasons for refusing.
"""
