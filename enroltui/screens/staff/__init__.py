"""Pages for staff only."""
