"""Minors: what is on offer, applying, and admitting."""
