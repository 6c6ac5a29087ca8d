"""What goes on over the pages: guided tours, pressed keys, presentations, recordings, help sessions."""
