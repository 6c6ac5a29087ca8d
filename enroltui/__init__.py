"""enroltui: course and exam enrolment in a terminal, after Leiden University's uSis."""

__version__ = "0.1.0"
