"""Pages of letters to the offices, and of messages to the student."""
