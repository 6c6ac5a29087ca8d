"""Random lives of a small faculty: a state machine of students and staff, and what must be so whatever they do."""
