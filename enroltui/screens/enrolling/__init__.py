"""Pages of the cart, of enrolling, and of what a student is enrolled in."""
