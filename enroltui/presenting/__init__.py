"""Showing the program to others: guided tours, pressed keys, recordings, and what an audience sees."""
