"""Finding classes: the search, and the lists of class numbers."""
