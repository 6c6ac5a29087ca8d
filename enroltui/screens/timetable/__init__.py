"""Pages that show when classes and exams are."""
