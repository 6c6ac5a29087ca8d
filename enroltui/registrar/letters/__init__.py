"""Letters to the offices, and messages to students."""
