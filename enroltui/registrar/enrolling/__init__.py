"""Giving and taking places: the cart, enrolling, withdrawing, swapping, waiting lists."""
