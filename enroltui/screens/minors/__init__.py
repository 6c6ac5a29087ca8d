"""Pages of minors: applying, and deciding on the applications."""
