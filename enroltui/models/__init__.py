"""The SQLModel tables: the whole schema (`schema.py`), with its constraints in the database itself.

Times are kept in UTC and handed back in Europe/Amsterdam; texts are handed back harmless. Values that come from
`terms.py` are strings with a check.
"""
