"""Makes the shipped `catalogue.db` from the text sources in `leiden/`: `python -m catalogue_maker`.

Real: the courses' codes, titles, credits and levels (as far as public), the programmes, and the class-number lists of
the seed page with their dates. Made up, because Leiden does not publish it: class numbers, components, days, times,
rooms, sizes, how full a class is, every person, and a study year, semester or code where the sources have none.

Nothing here asks a clock or draws a random number: each made-up choice follows from a hash of what it is about
(`chance.py`), so that every build gives the same database.
"""
