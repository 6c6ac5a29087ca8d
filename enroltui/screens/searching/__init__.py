"""Pages on which classes are found: the search, the class number, the lists."""
