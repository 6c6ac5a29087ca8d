"""The rules: pure functions, values in, a reason out (None: allowed). No database, no clock, no words.

docs/rules.md has the source of each.
"""
