"""Measure the program beside what it is built on. `python -m benchmarks` prints one table."""
