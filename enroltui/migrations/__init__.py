"""The steps that bring the tables of an older database to this version's: one revision a file, by its number."""

HEAD = "0008"
"""The revision that this version of enroltui works with; a greater number is of a newer version."""
