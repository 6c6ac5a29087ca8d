"""The schema's steps, one revision a file in `versions/`; numbered, so that older and newer can be told apart."""

HEAD = "0006"
"""The revision that this version works with."""
