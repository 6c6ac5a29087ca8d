"""Guided tours: text files that tell, step by step, what to press and what then stands on the screen."""
