"""When a student's classes are."""
